from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from any2any.errors import UsageError
from any2any.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS
from any2any.training.config import (
    DataConfig,
    OptimiserConfig,
    Recipe,
    TranslatorTrainingConfig,
    VaeTrainingConfig,
    read_recipe,
)

RECIPES = sorted((Path(__file__).parents[3] / "backend" / "recipes").glob("*.yaml"))

TEXT = """
name: n
title: T
version: "1"
licence: CC0-1.0
preset: tiny
seed: 3
data: {simulated_scenes: 2, source_weights: {simulated: 4}}
vae:
  sar:
    optimiser: {steps: 10, batch: 2, learning_rate: 1}
    init_from: null
translator:
  optimiser: {steps: 20, batch: 4, learning_rate: 0.5, bf16: false}
  direction_weights: {"sar->rgb": 3}
"""


@pytest.fixture
def document() -> dict:
    return yaml.safe_load(TEXT)


def read(tmp_path: Path, document: object) -> Recipe:
    path = tmp_path / "recipe.yaml"
    path.write_text(yaml.safe_dump(document))
    return read_recipe(path)


def test_yaml_becomes_dataclasses_with_defaults(tmp_path: Path, document: dict) -> None:
    assert read(tmp_path, document) == Recipe(
        name="n",
        title="T",
        version="1",
        licence="CC0-1.0",
        preset="tiny",
        seed=3,
        data=DataConfig(simulated_scenes=2, source_weights={"simulated": 4.0}),
        vae={"sar": VaeTrainingConfig(OptimiserConfig(10, 2, 1.0))},
        translator=TranslatorTrainingConfig(
            OptimiserConfig(20, 4, 0.5, bf16=False), direction_weights={"sar->rgb": 3.0}
        ),
    )


def test_whole_numbers_serve_as_floats(tmp_path: Path, document: dict) -> None:
    rate = read(tmp_path, document).vae["sar"].optimiser.learning_rate
    assert isinstance(rate, float)


def set_at(document: dict, place: str, value: object) -> dict:
    *parents, key = place.split(".")
    inner = document
    for parent in parents:
        inner = inner[parent]
    inner[key] = value
    return document


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("colour", "red", r"recipe\.yaml: unknown key 'colour'; known are data"),
        ("vae.sar.optimiser.step", 1, r"recipe\.yaml\.vae\.sar\.optimiser: unknown key 'step'"),
        ("vae.sar.optimiser.steps", "ten", r"vae\.sar\.optimiser\.steps: 'ten' is no int"),
        ("vae.sar.optimiser.steps", 1.5, r"steps: 1\.5 is no int"),
        ("vae.sar.optimiser.steps", True, r"steps: True is no int"),
        ("translator.optimiser.bf16", 1, r"bf16: 1 is no bool"),
        ("vae.sar.init_from", 3, r"init_from: 3 is no str or NoneType"),
        ("seed", None, r"seed: None is no int"),
        ("data.source_weights", [1], r"data\.source_weights: \[1\] is no mapping"),
        ("data.source_weights", {"simulated": "4"}, r"source_weights\.simulated: '4' is no float"),
        ("translator", 3, r"translator: 3 is no mapping"),
        ("preset", "huge", "preset 'huge' is unknown: choose one of tiny, s, b, l"),
    ],
)
def test_a_wrong_entry_is_named_with_its_place(
    tmp_path: Path, document: dict, place: str, value: object, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        read(tmp_path, set_at(document, place, value))


@pytest.mark.parametrize(
    ("place", "key"), [("", "seed"), ("vae.sar", "optimiser"), ("translator.optimiser", "batch")]
)
def test_a_missing_key_is_named_with_its_place(tmp_path: Path, document: dict, place: str, key: str) -> None:
    inner = document
    for parent in filter(None, place.split(".")):
        inner = inner[parent]
    del inner[key]
    with pytest.raises(UsageError, match=f"{place}: .*missing.*'{key}'"):
        read(tmp_path, document)


@pytest.mark.parametrize("content", [b"a: [", b"- 1\n- 2", b"", b"\xff\xfe\xff", b"text"])
def test_a_file_that_is_no_recipe_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_bytes(content)
    with pytest.raises(UsageError) as error:
        read_recipe(path)
    assert str(path) in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nothing\.yaml cannot be read: No such file"):
        read_recipe(tmp_path / "nothing.yaml")


@pytest.mark.parametrize("path", RECIPES, ids=[path.stem for path in RECIPES])
def test_every_recipe_of_the_product_fits_the_model(path: Path) -> None:
    recipe = read_recipe(path)
    names = {m.name for m in DEFAULT_MODALITIES}
    order = list(recipe.vae)
    assert set(order) == names
    for i, (_, config) in enumerate(recipe.vae.items()):
        assert config.init_from is None or config.init_from in order[:i]
        assert config.reconstruction in ("l1", "l2")
    assert set(recipe.translator.direction_weights) <= {str(d) for d in SEEN_DIRECTIONS}


def test_there_are_recipes() -> None:
    assert "tiny" in [path.stem for path in RECIPES]
