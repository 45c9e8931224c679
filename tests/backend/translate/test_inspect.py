"""A result's description of itself, its completeness, and names that a file system or metadata cannot store."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.windows import Window

from any2any.cli import main
from any2any.errors import UsageError
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.translate.engine import translate
from any2any.translate.inspect import _written_blocks, inspect
from any2any.translate.make_plan import make_plan

RequestFor = Callable[..., TranslateRequest]


def test_a_result_says_what_made_it_from_what(model, sar: Path, request_for: RequestFor, capsys) -> None:
    request = request_for(sar, seed=5, steps=3)
    result = translate(request, model)
    found = inspect(request.output)
    assert (found.synthetic, found.partly, found.complete, found.unfinished) == (True, False, True, None)
    assert (found.input, found.source, found.target, found.via) == (sar.name, "sar", "rgb", None)
    assert (found.width, found.height, found.bands) == (420, 300, ("red", "green", "blue"))
    assert (found.model, found.model_sha256) == ("stand-in", result.model_digest)
    assert (found.steps, found.seed, found.radiometry) == ("3", "5", result.radiometry)
    assert (
        found.plan_sha256
        == make_plan(request_for(sar, seed=5, steps=3, overwrite=True), model.manifest).digest
    )
    assert main(["inspect", str(request.output)]) == 0
    printed = capsys.readouterr().out
    assert f"from: {sar.name} (sar to rgb)" in printed
    assert "bands: 1 as backscatter" in printed
    assert "3 steps, seed 5" in printed
    assert "complete: every block can be read" in printed
    assert main(["inspect", str(request.output), "--json", "--stac"]) == 0
    assert json.loads(capsys.readouterr().out)["seed"] == "5"
    assert json.loads(request.output.with_suffix(".json").read_text())["type"] == "Feature"


def test_a_measurement_says_nothing_of_any2any(sar: Path, capsys) -> None:
    assert main(["inspect", str(sar)]) == 0
    printed = capsys.readouterr().out
    assert "not marked as made by Any2Any" in printed
    assert "synthetic" not in printed


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_was_cut_short_is_not_complete(
    model, sar: Path, request_for, capsys, share: float
) -> None:
    request = request_for(sar)
    translate(request, model)
    content = request.output.read_bytes()
    request.output.write_bytes(content[: int(len(content) * share)])
    assert main(["inspect", str(request.output)]) in (1, 2)
    printed = "".join(capsys.readouterr())
    assert "damaged: rows" in printed or "cannot be opened" in printed
    assert "every block can be read" not in printed


def test_blocks_that_were_never_written_are_not_read(tmp_path: Path) -> None:
    """Of 152,881 blocks one holds data: inspecting 200,000 x 200,000 pixels reads that one; damage in it is seen."""
    path, side = tmp_path / "sparse.tif", 200_000
    profile = {"driver": "GTiff", "width": side, "height": side, "count": 1, "dtype": "float32", "nodata": -9}
    profile |= {"tiled": True, "blockxsize": 512, "blockysize": 512, "sparse_ok": True, "compress": "deflate"}
    place = Window(side // 512 * 256, 1024, 512, 512)  # begins a block
    with rasterio.open(
        path, "w", bigtiff="yes", transform=rasterio.Affine.scale(10, -10), **profile
    ) as dataset:
        dataset.write(np.random.default_rng(0).normal(size=(1, 512, 512)).astype("f4"), window=place)
    with rasterio.open(path) as dataset:
        assert list(_written_blocks(dataset)) == [place]
        offset = int(dataset.get_tag_item(f"BLOCK_OFFSET_{place.col_off // 512}_2", "TIFF", bidx=1))
    assert inspect(path).complete
    with path.open("rb+") as stream:
        stream.seek(offset)
        stream.write(b"\xff" * 100)
    assert "rows 1024 to 1536 cannot be read" in str(inspect(path).problem)


def test_an_unfinished_job_is_named(model, sar: Path, request_for: RequestFor, capsys) -> None:
    request = request_for(sar)
    translate(request, model)
    part = request.output.with_name("out.tif.part")
    part.mkdir()
    assert inspect(request.output).unfinished == str(part)
    request.output.unlink()
    assert main(["inspect", str(request.output)]) == 2
    assert "its job is unfinished, repeat its command" in capsys.readouterr().err


def test_names_that_are_not_unicode_are_refused_before_anything_is_computed(
    sar: Path, request_for: RequestFor, manifest: Manifest
) -> None:
    odd = Path(os.fsdecode(os.fsencode(sar.parent) + b"/gru\xdf.tif"))
    shutil.copy(sar, odd)
    with pytest.raises(UsageError, match=r"gru\\udcdf\.tif' holds bytes that are not UTF-8.*rename the file"):
        make_plan(request_for(odd), manifest)
    with pytest.raises(UsageError, match=r"the output .*not UTF-8.*choose another name"):
        make_plan(request_for(sar, output=odd.with_name(f"out_{odd.name}")), manifest)
    with pytest.raises(UsageError, match="not UTF-8"):
        make_plan(request_for(f"{sar}\0"), manifest)


@pytest.mark.parametrize("letter", ["x", "ü"])
def test_a_name_too_long_is_refused_before_anything_is_computed(
    sar: Path, request_for: RequestFor, manifest: Manifest, letter: str
) -> None:
    """255 bytes are the file system's limit; an unfinished job adds 26 to its output's name."""
    size = len(letter.encode())
    fits, too_long = (letter * (count // size - 4 // size) for count in (228, 232))
    make_plan(request_for(sar, output=sar.with_name(f"{fits[: 224 // size]}.tif")), manifest)
    for name in (too_long + "abcd", letter * (300 // size)):
        with pytest.raises(UsageError, match=r"name has \d+ bytes: give one of at most 229"):
            make_plan(request_for(sar, output=sar.with_name(f"{name}.tif")), manifest)


@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_something_in_the_place_of_the_unfinished_folder_is_refused_and_kept(
    sar: Path, request_for: RequestFor, manifest: Manifest, kind: str
) -> None:
    request = request_for(sar)
    part = request.output.with_name("out.tif.part")
    if kind == "file":
        part.write_text("mine")
    else:
        part.symlink_to("nowhere")
    with pytest.raises(UsageError, match=r"out\.tif\.part is in the way"):
        make_plan(request, manifest)
    assert part.is_symlink() or part.read_text() == "mine"


@pytest.mark.parametrize("exists", [True, False])
def test_an_output_that_is_a_link_is_replaced_itself(
    model, sar: Path, request_for: RequestFor, tmp_path: Path, exists: bool
) -> None:
    """What the link points to stays as it is: it may be a file that others use."""
    precious = tmp_path / "precious.tif"
    if exists:
        precious.write_bytes(b"precious")
    request = request_for(sar, overwrite=True)
    request.output.symlink_to(precious)
    translate(request, model)
    assert not request.output.is_symlink()
    assert inspect(request.output).synthetic
    assert (precious.read_bytes() if exists else precious.exists()) == (b"precious" if exists else False)
