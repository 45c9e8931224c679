from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from any2any.data.index.reader import TileIndex
from any2any.data.index.writer import write_index
from any2any.errors import UsageError
from any2any.evaluation.methods import ModelMethod
from any2any.spec.manifest import Manifest
from any2any.spec.modality import ALL_DIRECTIONS, DEFAULT_MODALITIES, Direction
from any2any.spec.model_folder import read_manifest
from any2any.spec.networks import SIZES, DitConfig
from benchmarks import ceiling, zero_shot
from benchmarks.ceiling import ceiling_recipe, simulated_index
from benchmarks.zero_shot import choose_routes, main, unseen_directions

from ..training.runs import SMALL, TWO_BLOCKS, moved_tiles
from .checks import never

UNSEEN = {"sar->pan", "pan->sar", "pan->ms", "ms->pan", "nir->pan", "pan->nir"}
METHODS = ("mean image", "linear regression", "direct", "via rgb", "ceiling")


def command(simulated: Path, small_model: Path, out: Path, *more: str) -> list[str]:
    common = [str(simulated), "--model", str(small_model), "--out", str(out), "--device", "cpu"]
    return [*common, "--ceiling-steps", "2", "--batch", "2", *more]


@pytest.fixture(scope="module")
def out(simulated: Path, small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zero-shot")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SIZES, TWO_BLOCKS, SMALL)
        assert main(command(simulated, small_model, folder)) == 0
    return folder


def test_every_unseen_direction_is_scored_by_every_route(out: Path) -> None:
    document = json.loads((out / "zero_shot.json").read_text())
    for split in ("validation", "test"):
        assert set(document[split]) == UNSEEN
        for row in document[split].values():
            assert row["windows"] == 1
            assert set(row) == {"windows", *METHODS}
            assert all(0 < row[name]["psnr_db"] < 80 for name in METHODS)
            assert row["direct"] != row["via rgb"]
            assert row["direct"] != row["ceiling"]
    assert document["routes"] == choose_routes(document["validation"])


def test_the_ceiling_is_the_model_trained_further_on_the_unseen_directions(
    out: Path, small_model: Path
) -> None:
    base, further = read_manifest(small_model), read_manifest(out / "ceiling" / "model")
    assert set(map(str, further.seen_directions)) == set(map(str, ALL_DIRECTIONS))
    assert further.training["translator_steps"] == 2
    assert (further.dit, further.adapter) == (base.dit, base.adapter)
    assert set(further.training["tiles_by_source"]) == {"simulated"}


def test_the_report_is_markdown(out: Path) -> None:
    text = (out / "zero_shot.md").read_text()
    assert text.startswith("# Unseen directions of small 1.2.3\n")
    assert text.count("| sar->pan | 1 |") == 2
    assert "after 2 more steps" in text


def test_a_second_run_computes_nothing(
    out: Path, simulated: Path, small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ceiling, "train_translator", never)
    monkeypatch.setattr(zero_shot, "score_method", never)
    before = (out / "zero_shot.json").read_bytes()
    assert main(command(simulated, small_model, out)) == 0
    assert (out / "zero_shot.json").read_bytes() == before


def test_another_budget_of_the_ceiling_is_refused(
    out: Path, simulated: Path, small_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command(simulated, small_model, out, "--ceiling-steps", "3")) == 2
    assert "another ceiling_steps (2, not 3)" in capsys.readouterr().err


def row(direct: float, chained: float, ceiling: float) -> dict[str, Any]:
    figures = {"direct": direct, "via rgb": chained, "ceiling": ceiling, "linear regression": 99.0}
    return {"windows": 1, **{name: {"psnr_db": value} for name, value in figures.items()}}


def test_the_better_of_both_routes_is_chosen_and_the_shorter_of_equal_ones() -> None:
    """Neither a baseline nor the ceiling is a route."""
    validation = {
        "sar->pan": row(20.0, 20.1, 30.0),
        "pan->ms": row(20.1, 20.0, 30.0),
        "ms->pan": row(20, 20, 30),
    }
    assert choose_routes(validation) == {"sar->pan": "via rgb", "pan->ms": "direct", "ms->pan": "direct"}


class FakeTranslator:
    """Records its arguments and returns values beyond the range."""

    manifest = SimpleNamespace(modality=lambda name: {m.name: m for m in DEFAULT_MODALITIES}[name])
    device = torch.device("cpu")

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[int, ...], float, torch.Tensor, int]] = []

    def translate(
        self, x: torch.Tensor, noise: torch.Tensor, direction: Direction, steps: int
    ) -> torch.Tensor:
        self.asked.append((str(direction), tuple(x.shape), float(x.max()), noise, steps))
        target = self.manifest.modality(direction.target)
        return torch.full((1, target.channels, target.window_px, target.window_px), 1.5)


def test_a_chain_goes_through_pixels_that_a_file_could_hold() -> None:
    fake = FakeTranslator()
    chained = ModelMethod(fake, Direction("sar", "pan"), 4, via="rgb")  # type: ignore[arg-type]
    pan = chained.translate(np.full((1, 256, 256), 0.5, np.float32), (512, 512))
    assert pan.shape == (1, 512, 512)
    (first, second) = fake.asked
    assert first[:3] == ("sar->rgb", (1, 1, 256, 256), 0.5)
    assert second[:3] == ("rgb->pan", (1, 3, 256, 256), 1.0)
    assert first[4] == second[4] == 4
    assert not torch.equal(first[3], second[3])  # the noises are not the same


def test_the_papers_six_directions_are_unseen(small_manifest: Manifest) -> None:
    assert set(map(str, unseen_directions(small_manifest))) == UNSEEN
    everything = replace(small_manifest, seen_directions=ALL_DIRECTIONS)
    with pytest.raises(UsageError, match="has no direction that it has not seen"):
        unseen_directions(everything)


def test_directions_without_a_way_through_rgb_are_left_out(small_manifest: Manifest) -> None:
    """Without PAN->RGB, PAN leads nowhere; it can still be reached."""
    seen = tuple(d for d in small_manifest.seen_directions if str(d) != "pan->rgb")
    found = unseen_directions(replace(small_manifest, seen_directions=seen))
    assert set(map(str, found)) == {"sar->pan", "ms->pan", "nir->pan"}


def test_only_simulated_tiles_with_all_modalities_count(
    simulated: Path, small_manifest: Manifest, tmp_path: Path
) -> None:
    index = TileIndex(simulated)
    tiles = [tile for split in ("train", "validation", "test") for tile in moved_tiles(index, split)]  # type: ignore[arg-type]
    real = [replace(tile, scene=f"real/{tile.scene}", source="elsewhere") for tile in tiles]
    without = [
        replace(t, scene=f"few/{t.scene}", files={"rgb": t.files["rgb"], "sar": t.files["sar"]})
        for t in tiles
    ]
    write_index(tmp_path / "mixed.gpkg", [*tiles, *real, *without], DEFAULT_MODALITIES)
    found = simulated_index(
        TileIndex(tmp_path / "mixed.gpkg"), tmp_path / "elsewhere" / "out.gpkg", small_manifest
    )
    assert sorted(tile.scene for tile in found.tiles()) == sorted(tile.scene for tile in tiles)
    assert all(found.resolve(file)[0].is_file() for tile in found.tiles() for file in tile.files.values())


def test_a_split_without_simulated_tiles_is_named(
    simulated: Path, small_manifest: Manifest, tmp_path: Path
) -> None:
    tiles = list(moved_tiles(TileIndex(simulated), "train"))
    write_index(tmp_path / "train.gpkg", tiles, DEFAULT_MODALITIES)
    with pytest.raises(UsageError, match="no simulated validation tile"):
        simulated_index(TileIndex(tmp_path / "train.gpkg"), tmp_path / "out.gpkg", small_manifest)


def test_a_model_of_no_size_has_no_ceiling(small_manifest: Manifest, tmp_path: Path) -> None:
    other = replace(small_manifest, dit=DitConfig(3, 48, 2))
    with pytest.raises(UsageError, match="networks of no named size"):
        ceiling_recipe(other, tmp_path, [Direction("sar", "pan")], 2)
