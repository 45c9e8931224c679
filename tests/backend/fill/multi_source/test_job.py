from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from any2any.errors import CancelledError, UsageError
from any2any.fill.multi_source.job import run_multi_source
from any2any.requests.fill import NamedRaster
from any2any.requests.multi_source import MultiSourceRequest, MultiSourceResult
from any2any.requests.translate import TranslateRequest
from any2any.translate.inspect import inspect
from any2any.translate.job import ModelCache, run_request
from tests.backend.fill.conftest import LEFT, TOP, Ground, read, write

Translate = Callable[..., MultiSourceResult]


@pytest.fixture
def nir(ground: Ground) -> Path:
    return write(ground.folder / "nir.tif", (ground.truth[:1] * 1.5).astype(np.uint16))


@pytest.fixture
def translate(ground: Ground, model_folder: Path) -> Translate:
    """Translate the scene's radar to RGB, or as asked."""

    def run(**options: Any) -> MultiSourceResult:
        asked: dict[str, Any] = {
            "sources": (NamedRaster("sar", str(ground.sar)),),
            "output": ground.folder / "rgb.tif",
            "target": "rgb",
            "model": model_folder,
            "preset": "fast",
            "device": "cpu",
        } | options
        return run_multi_source(MultiSourceRequest(**asked))

    return run


def both(ground: Ground, nir: Path) -> tuple[NamedRaster, NamedRaster]:
    return NamedRaster("sar", str(ground.sar)), NamedRaster("nir", str(nir))


def alone(ground: Ground, model_folder: Path, modality: str, path: Path) -> np.ndarray:
    output = ground.folder / f"{modality}-alone.tif"
    request = TranslateRequest(str(path), output, modality, "rgb", model_folder, "fast", device="cpu")
    run_request(request, lambda progress: None, lambda: False, ModelCache())
    return read(output).astype(float)


def test_one_source_alone_gives_the_bytes_of_the_short_form(
    ground: Ground, translate: Translate, model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    translate()
    alone(ground, model_folder, "sar", ground.sar)
    assert (ground.folder / "rgb.tif").read_bytes() == (ground.folder / "sar-alone.tif").read_bytes()


def test_two_sources_are_the_weighted_mean_of_both(
    ground: Ground, translate: Translate, model_folder: Path, nir: Path
) -> None:
    result = translate(sources=both(ground, nir))
    mean = (alone(ground, model_folder, "sar", ground.sar) + alone(ground, model_folder, "nir", nir)) / 2
    # The small model has no measured errors: half each. Each translation is rounded.
    assert np.abs(read(result.output) - mean).max() <= 1
    assert result.weights == ((0.5,) * 3,) * 2
    assert any("sar->rgb, nir->rgb" in warning for warning in result.warnings)


def test_the_result_says_what_it_is(ground: Ground, translate: Translate, nir: Path) -> None:
    result = translate(sources=both(ground, nir), reference=str(ground.reference))
    with rasterio.open(result.output) as dataset:
        tags = dataset.tags()
        assert dataset.descriptions == ("red", "green", "blue")
    assert tags["ANY2ANY_SYNTHETIC"] == "yes"
    assert tags["ANY2ANY_SOURCE"] == "sar nir"
    assert (tags["ANY2ANY_REFERENCE"], tags["ANY2ANY_REFERENCE_DATE"]) == ("clear.tif", "unknown")
    assert not list(ground.folder.glob("*.several"))


def test_where_one_source_has_no_data_the_other_carries_on(
    ground: Ground, translate: Translate, model_folder: Path, nir: Path
) -> None:
    values = read(nir)
    values[:, :, :60] = 0
    write(nir, values, nodata=0)
    result = read(translate(sources=both(ground, nir)).output)
    radar = alone(ground, model_folder, "sar", ground.sar)
    assert np.abs(result[:, :, :60] - radar[:, :, :60]).max() <= 1
    assert (result > 0).all()


def test_sources_of_another_pixel_size_and_extent_come_to_the_grid_of_the_first(
    ground: Ground, translate: Translate, nir: Path
) -> None:
    coarse = read(nir)[:, ::2, ::2]
    write(nir, coarse, transform=from_origin(LEFT + 200, TOP, 20, 20), nodata=0)
    result = translate(sources=both(ground, nir))
    with rasterio.open(result.output) as dataset:
        assert dataset.shape == (150, 170)
        assert dataset.transform == from_origin(LEFT, TOP, 10, 10)


def test_a_reference_gives_levels_and_detail(ground: Ground, translate: Translate) -> None:
    def error(path: Path) -> float:
        return float(np.sqrt(np.square(read(path) - ground.truth * 0.8).mean()))

    without = error(translate().output)
    result = translate(reference=str(ground.reference), output=ground.folder / "with.tif")
    # The small model's weights are random; 3 dB are a factor of 1.41.
    assert error(result.output) < without / 1.41
    assert result.changed_percent is not None


def test_a_cancelled_translation_resumes_to_the_same_bytes(
    ground: Ground, translate: Translate, model_folder: Path, nir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    whole = translate(sources=both(ground, nir), reference=str(ground.reference)).output.read_bytes()
    request = MultiSourceRequest(
        both(ground, nir), ground.folder / "rgb.tif", "rgb", str(ground.reference), model_folder, "fast",
        device="cpu", overwrite=True,
    )  # fmt: skip
    (ground.folder / "rgb.tif").unlink()
    folder = ground.folder / "rgb.tif.several"
    with pytest.raises(CancelledError):
        run_multi_source(request, is_cancelled=lambda: (folder / "translated_0.tif").exists())
    assert not (ground.folder / "rgb.tif").exists()
    assert (folder / "translated_0.tif").exists()
    with pytest.raises(UsageError, match=rf"its job is unfinished, repeat its command \({folder}\)"):
        inspect(ground.folder / "rgb.tif")
    run_multi_source(request)
    assert (ground.folder / "rgb.tif").read_bytes() == whole


def test_the_target_as_a_source_is_refused(ground: Ground, translate: Translate) -> None:
    with pytest.raises(UsageError, match="already shows the target rgb"):
        translate(sources=(NamedRaster("sar", str(ground.sar)), NamedRaster("rgb", str(ground.reference))))


@pytest.mark.parametrize("which", ["source", "reference"])
def test_a_file_of_another_place_is_refused(
    ground: Ground, translate: Translate, nir: Path, which: str
) -> None:
    path = nir if which == "source" else ground.reference
    write(path, read(path), transform=from_origin(LEFT + 50_000, TOP, 10, 10))
    options: dict[str, Any] = (
        {"sources": both(ground, nir)} if which == "source" else {"reference": str(ground.reference)}
    )
    with pytest.raises(UsageError, match=f"{path.name} lies elsewhere: it does not overlap the first source"):
        translate(**options)


def test_a_reference_of_another_modality_is_refused(ground: Ground, translate: Translate) -> None:
    with pytest.raises(UsageError, match=r"has 1 band\(s\), but RGB needs 3"):
        translate(reference=str(ground.sar))
