from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml

from any2any.data.augment.config import AugmentConfig, WideAugmentConfig
from any2any.errors import UsageError
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS
from any2any.training.config import (
    DataConfig,
    MonitorConfig,
    OptimiserConfig,
    PerceptualConfig,
    Recipe,
    TranslatorTrainingConfig,
    VaeTrainingConfig,
)
from any2any.training.recipe_file import read_recipe, write_recipe

RECIPES = sorted((Path(__file__).parents[3] / "backend" / "recipes").glob("*.yaml"))

TEXT = """
name: n
title: T
version: "1"
licence: CC0-1.0
size: tiny
seed: 3
data: {source_weights: {simulated: 4}, level_jitter_db: {quicklooks: 2}}
vae:
  sar:
    optimiser: {steps: 10, batch: 2, learning_rate: 1}
    init_from: null
    perceptual: {term: gradient, weight: 0.1}
translator:
  optimiser: {steps: 20, batch: 4, learning_rate: 0.5, bf16: false}
  direction_weights: {"sar->rgb": 3}
  directions: ["sar->rgb", "ms->rgb"]
  monitor: {validate_every_steps: 5, patience: 2}
"""


@pytest.fixture
def document() -> dict:
    return yaml.safe_load(TEXT)


def read(tmp_path: Path, document: object) -> Recipe:
    path = tmp_path / "recipe.yaml"
    path.write_text(yaml.safe_dump(document, sort_keys=False))
    return read_recipe(path)


def test_yaml_becomes_dataclasses_with_defaults(tmp_path: Path, document: dict) -> None:
    assert read(tmp_path, document) == Recipe(
        name="n",
        title="T",
        version="1",
        licence="CC0-1.0",
        size="tiny",
        seed=3,
        data=DataConfig(source_weights={"simulated": 4.0}, level_jitter_db={"quicklooks": 2.0}),
        vae={
            "sar": VaeTrainingConfig(
                OptimiserConfig(10, 2, 1.0), perceptual=PerceptualConfig("gradient", 0.1)
            )
        },
        translator=TranslatorTrainingConfig(
            OptimiserConfig(20, 4, 0.5, bf16=False),
            directions=["sar->rgb", "ms->rgb"],
            direction_weights={"sar->rgb": 3.0},
            monitor=MonitorConfig(validate_every_steps=5, patience=2),
        ),
    )


def test_whole_numbers_serve_as_floats(tmp_path: Path, document: dict) -> None:
    rate = read(tmp_path, document).vae["sar"].optimiser.learning_rate
    assert isinstance(rate, float)


def test_augmentation_keeps_the_defaults_of_its_stage_where_it_is_not_named(
    tmp_path: Path, document: dict
) -> None:
    """Stage I's range is wider than stage II's, which has to predict its targets."""
    document["data"]["augment"] = {"haze": 0}
    document["vae"]["sar"]["augment"] = {"speckle": 0}
    recipe = read(tmp_path, document)
    assert recipe.data.augment == AugmentConfig(haze=0.0)
    assert recipe.vae["sar"].augment == WideAugmentConfig(speckle=0.0)
    narrow, wide = asdict(AugmentConfig()), asdict(WideAugmentConfig())
    assert all(narrow[name] < wide[name] for name in narrow if name != "speckle_share")


def test_a_written_recipe_reads_back_equal(tmp_path: Path, document: dict) -> None:
    recipe = read(tmp_path, document)
    write_recipe(tmp_path / "again.yaml", recipe)
    assert read_recipe(tmp_path / "again.yaml") == recipe
    assert [path.name for path in tmp_path.glob("again*")] == ["again.yaml"]


def test_a_written_recipe_states_every_default_and_keeps_the_order(tmp_path: Path, document: dict) -> None:
    document["vae"] = dict.fromkeys(("rgb", "ms", "nir"), document["vae"]["sar"])
    write_recipe(tmp_path / "again.yaml", read(tmp_path, document))
    written = yaml.safe_load((tmp_path / "again.yaml").read_text())
    assert list(written["vae"]) == ["rgb", "ms", "nir"]
    assert written["translator"]["optimiser"]["schedule"] == "cosine"
    assert written["vae"]["ms"]["monitor"]["checkpoint_every_s"] == 120.0


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
        ("preset", "tiny", "'preset' has moved: write size, such as 'size: tiny'"),
        ("vae.sar.gain", 0.2, r"vae\.sar: 'gain' has moved: write augment\.gain, a factor of reflectance"),
        ("vae.sar.shift", 0.1, r"vae\.sar: 'shift' has moved: write augment\.offset"),
        ("vae.sar.augment", {"gian": 1.0}, r"vae\.sar\.augment: unknown key 'gian'; known are gain"),
        ("vae.sar.augment", {"gain": -1.0}, r"vae\.sar\.augment: gain is -1\.0: choose at least 0"),
        ("vae.sar.zoom", -1, r"vae\.sar: zoom is -1\.0"),
        ("vae.sar.zoom", 2, r"vae\.sar: zoom is 2\.0: choose at most 1"),
        ("data.augment", {"speckle": 2}, r"data\.augment: speckle is 2\.0: choose at most 1"),
        ("vae.sar.optimiser.steps", "ten", r"vae\.sar\.optimiser\.steps: 'ten' is not of type int"),
        ("vae.sar.optimiser.steps", 1.5, r"steps: 1\.5 is not of type int"),
        ("vae.sar.optimiser.steps", True, r"steps: True is not of type int"),
        ("translator.optimiser.bf16", 1, r"bf16: 1 is not of type bool"),
        ("vae.sar.init_from", 3, r"init_from: 3 is not of type str"),
        ("seed", None, r"seed: None is not of type int"),
        (
            "vae.sar.kl_weight",
            "1e-5",
            r"kl_weight: '1e-5' is not of type float; write it with a point, like 1\.0e-5",
        ),
        ("data.source_weights", [1], r"data\.source_weights: \[1\] is not a mapping"),
        ("data.source_weights", {1: 2}, r"data\.source_weights: \{1: 2\} is not a mapping from text"),
        ("data.source_weights", {"naip": -1}, r"data: source_weights of 'naip' is -1\.0: choose at least 0"),
        ("data.level_jitter_db", {"naip": -1}, r"data: level_jitter_db of 'naip' is -1\.0"),
        ("data.place_repeats", {"dry": 0}, r"data: place_repeats of dry is 0: choose at least 1"),
        ("data.source_weights", {"simulated": "4"}, r"source_weights\.simulated: '4' is not of type float"),
        ("translator", 3, r"translator: 3 is not a mapping"),
        ("translator.directions", "sar->rgb", r"directions: 'sar->rgb' is not a list"),
        ("translator.directions", [1], r"directions\[0\]: 1 is not of type str"),
        ("translator.directions", [], r"translator: directions is empty"),
        (
            "translator.directions",
            ["sar>rgb"],
            r"'sar>rgb' is not a direction: write two different modalities like 'sar->rgb'",
        ),
        ("translator.directions", ["sar->sar"], r"'sar->sar' is not a direction"),
        ("translator.directions", ["ms->rgb", "ms->rgb"], r"directions has duplicates: ms->rgb, ms->rgb"),
        (
            "translator.directions",
            ["ms->rgb"],
            r"direction_weights names 'sar->rgb', which directions lacks",
        ),
        ("translator.direction_weights", {"sar": 1}, r"'sar' is not a direction"),
        ("translator.direction_weights", {"ms->rgb": -1}, r"direction_weights of 'ms->rgb' is -1\.0"),
        ("translator.variants", 9, r"translator: variants is 9: choose 1 to 8"),
        ("translator.last_time_share", 1.5, r"last_time_share is 1\.5"),
        ("translator.sigma_data", 0.0, r"sigma_data is 0\.0: choose a number above 0"),
        ("translator.calibration_weight", -1, r"calibration_weight is -1\.0"),
        ("translator.optimiser.steps", 0, r"translator\.optimiser: steps is 0: choose at least 1"),
        ("translator.optimiser.warmup_steps", -1, r"warmup_steps is -1: choose at least 0"),
        ("translator.optimiser.learning_rate", 0, r"learning_rate is 0\.0: choose a number above 0"),
        ("translator.optimiser.learning_rate", math.nan, r"learning_rate is nan"),
        ("translator.optimiser.gradient_clip", math.inf, r"gradient_clip is inf"),
        ("translator.optimiser.ema_decay", 1, r"ema_decay is 1\.0: choose at least 0 and below 1"),
        ("translator.optimiser.accumulate", 3, r"batch 4 cannot be split into accumulate = 3 equal parts"),
        (
            "translator.optimiser.schedule",
            "linear",
            r"schedule 'linear' is unknown: choose one of cosine, constant",
        ),
        ("translator.monitor.patience", -1, r"translator\.monitor: patience is -1"),
        ("translator.monitor.validate_every_steps", 0, r"patience is 2 but validate_every_steps is 0"),
        ("translator.monitor.report_every_steps", 0, r"report_every_steps is 0: choose at least 1"),
        ("vae.sar.reconstruction", "l3", r"vae\.sar: reconstruction 'l3' is unknown: choose one of l1, l2"),
        (
            "vae.sar.perceptual.term",
            "vgg",
            r"sar\.perceptual: term 'vgg' is unknown: choose one of lpips, gradient",
        ),
        ("vae.sar.perceptual.weight", 0, r"term 'gradient' with weight 0: a term needs a weight above 0"),
        ("vae.sar.perceptual.term", "none", r"term 'none' with weight 0\.1: .* and 'none' needs 0"),
        ("vae.sar.crop_latent_px", 0, r"crop_latent_px is 0: choose at least 1"),
        ("seed", -1, r"seed is -1: choose at least 0"),
        ("size", "huge", "size 'huge' is unknown: choose one of tiny, s, b, l"),
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
def test_a_file_that_is_not_a_recipe_is_named(tmp_path: Path, content: bytes) -> None:
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
    assert set(order) <= names
    for i, (_, config) in enumerate(recipe.vae.items()):
        assert config.init_from is None or config.init_from in order[:i]
    assert set(recipe.translator.direction_weights) <= {str(d) for d in SEEN_DIRECTIONS}


def test_there_are_recipes() -> None:
    assert "tiny" in [path.stem for path in RECIPES]
