from __future__ import annotations

import re
from pathlib import Path

import pytest
import torch

from any2any.models.vae import Vae
from any2any.spec.modality import ALL_DIRECTIONS, DEFAULT_MODALITIES, SEEN_DIRECTIONS
from any2any.spec.networks import SIZES, vae_config
from any2any.training.config import Recipe
from any2any.training.cost import recipe_costs
from any2any.training.recipe_file import read_recipe
from any2any.training.translator.objective import TranslatorCore
from any2any.training.translator.pairs import choose_directions

FOLDER = Path(__file__).parents[3] / "backend" / "recipes"
RECIPES = {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}
PAPER = [f"paper-{size}" for size in "sbl"]
ABLATIONS = {
    "ablation-1": ("sar->rgb",),
    "ablation-2": ("sar->rgb",),
    "ablation-3": ("sar->rgb", "rgb->sar"),
    "ablation-4": ("sar->rgb", "rgb->sar"),
    "ablation-5": ("sar->rgb", "sar->ms", "sar->nir"),
    "ablation-6": ("sar->rgb", "nir->rgb", "ms->rgb", "pan->rgb"),
    "ablation-7": tuple(map(str, SEEN_DIRECTIONS)),
}
"""The paper's seven settings, by direction."""


def directions(recipe: Recipe) -> tuple[str, ...]:
    names = [m.name for m in DEFAULT_MODALITIES if m.name in recipe.vae]
    held = [d for d in ALL_DIRECTIONS if d.source in names and d.target in names]
    return tuple(map(str, choose_directions(recipe.translator, held, names)))


def test_all_recipes_are_there() -> None:
    assert set(RECIPES) == {"tiny", *PAPER, *ABLATIONS}


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_can_be_read_and_built(name: str) -> None:
    recipe = read_recipe(RECIPES[name])
    specs = {m.name: m for m in DEFAULT_MODALITIES}
    order = list(recipe.vae)
    size = SIZES[recipe.size]
    with torch.device("meta"):
        for i, (modality, config) in enumerate(recipe.vae.items()):
            assert config.init_from is None or config.init_from in order[:i]
            spec = specs[modality]
            Vae(vae_config(recipe.size, spec.channels, spec.downsampling))
        core = TranslatorCore(
            size.dit,
            size.adapter,
            order,
            recipe.translator.calibration_weight,
            recipe.translator.adapter,
        )
    assert sum(p.numel() for p in core.dit.parameters()) > 2e6
    assert set(recipe.translator.direction_weights) <= set(directions(recipe))


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_says_what_it_costs(name: str) -> None:
    """The head comment's figures for stage II are those that ``any2any train cost`` computes."""
    head = RECIPES[name].read_text().split("\nname:")[0].replace("\n#", "")
    cost = recipe_costs(read_recipe(RECIPES[name]))
    stage_one = sum(c.training_flop for stage, c in cost.items() if stage != "translator")
    unit = 1e18 if name in PAPER else 1e15
    written = [float(number) for number in re.findall(r"([\d.]+) [EP]FLOP\b", head)]
    assert written == pytest.approx([stage_one / unit, cost["translator"].training_flop / unit], rel=0.02)
    if name in PAPER:
        [hours] = re.findall(r"EFLOP and (\d+) GPU hours, at", head)
        assert float(hours) == pytest.approx(cost["translator"].hours(200e12), abs=0.6)


@pytest.mark.parametrize("name", PAPER)
def test_the_papers_recipe_has_the_papers_numbers(name: str) -> None:
    recipe = read_recipe(RECIPES[name])
    assert recipe.size == name[-1]
    assert recipe.translator.optimiser.batch == 384
    assert recipe.translator.optimiser.bf16
    assert recipe.translator.calibration_weight == 1.0
    assert directions(recipe) == tuple(map(str, SEEN_DIRECTIONS))
    for modality, config in recipe.vae.items():
        assert config.kl_weight == 1e-5
        assert config.crop_latent_px == 64
        term = (config.perceptual.term, config.perceptual.weight)
        assert term == (("lpips", 1.0) if modality == "rgb" else ("none", 0.0))


@pytest.mark.parametrize("name", ABLATIONS)
def test_an_ablation_trains_its_directions_on_the_budget_of_all(name: str) -> None:
    recipe, last = read_recipe(RECIPES[name]), read_recipe(RECIPES["ablation-7"])
    assert directions(recipe) == ABLATIONS[name]
    ends = {end for text in ABLATIONS[name] for end in text.split("->")}
    assert set(recipe.vae) == ends
    assert recipe.translator.optimiser == last.translator.optimiser
    assert recipe.data == last.data
    assert all(last.vae[modality] == config for modality, config in recipe.vae.items())
    assert recipe.translator.adapter == (name != "ablation-1")
    start = recipe.translator.init_from
    assert start == ("runs/ablation-2/model" if name == "ablation-4" else None)


def test_the_bundled_models_recipe_jitters_the_levels_of_quicklooks_and_uses_no_perceptual_term() -> None:
    recipe = read_recipe(RECIPES["tiny"])
    assert recipe.data.level_jitter_db == {"s1s2_scenes": 4.0}
    assert {config.perceptual.term for config in recipe.vae.values()} == {"none"}
    assert (
        max(recipe.translator.direction_weights, key=recipe.translator.direction_weights.__getitem__)
        == "sar->rgb"
    )
    assert recipe.translator.first_guess
