"""Several samples of one scene in one pass: their mean and their standard deviation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.errors import Any2AnyError, UsageError
from any2any.requests.progress import Progress
from any2any.requests.translate import TranslateRequest
from any2any.translate import stream
from any2any.translate.engine import translate
from any2any.translate.make_plan import make_plan
from any2any.translate.route import first_half, second_half
from any2any.translate.source_rows import RollingRows

RequestFor = Callable[..., TranslateRequest]
pytestmark = pytest.mark.usefixtures("same_date")


def read(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read()


def test_one_sample_is_the_plan_that_it_always_was(sar: Path, request_for: RequestFor, manifest) -> None:
    """Its digest is in the output's tags and in unfinished jobs: it must not know that there can be more samples."""
    plan = make_plan(request_for(sar), manifest)
    document = asdict(plan)
    later = (
        "samples",
        "deviation",
        "precision",
        "compiled",
        "runtime",
        "empty",
        "route_plan",
        "output_level",
        "domain",
    )
    assert [document.pop(name) for name in later] == [
        1,
        False,
        "float32",
        False,
        "torch",
        (),
        None,
        "surface",
        None,
    ]
    document["came_from"] = document.pop("route_source")  # the key of 0.6.0
    assert plan.digest == hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def test_one_sample_gives_the_same_bytes_as_none_asked_for(
    model, sar: Path, request_for: RequestFor, tmp_path: Path
) -> None:
    plain = translate(request_for(sar, output=tmp_path / "plain.tif"), model)
    asked = translate(request_for(sar, output=tmp_path / "asked.tif", samples=1), model)
    assert plain.output.read_bytes() == asked.output.read_bytes()
    assert (plain.samples, plain.uncertainty) == (1, None)
    with rasterio.open(asked.output) as dataset:
        assert not {"ANY2ANY_SAMPLES", "ANY2ANY_STATISTIC"} & dataset.tags().keys()


def test_samples_change_the_plan(sar: Path, request_for: RequestFor, manifest, spread: Path) -> None:
    request = request_for(sar)
    changes = [{}, {"samples": 2}, {"samples": 3}, {"samples": 3, "uncertainty": spread}]
    assert len({make_plan(replace(request, **change), manifest).digest for change in changes}) == 4


def test_mean_and_deviation_are_those_of_jobs_with_one_seed_each(
    model, write_raster, request_for: RequestFor, tmp_path: Path, spread: Path
) -> None:
    """MS to SAR, 420 x 300 pixels in two by three windows; a result in dB is not rounded."""
    values = np.random.default_rng(0).uniform(0, 0.5, (6, 300, 420)).astype(np.float32)
    path = write_raster(tmp_path / "ms.tif", values)
    request = request_for(path, source="ms", target="sar", seed=5)
    single = [
        read(translate(replace(request, seed=seed, output=tmp_path / f"{seed}.tif"), model).output)
        for seed in (5, 6, 7, 8)
    ]
    result = translate(replace(request, samples=4, uncertainty=spread), model)
    exact = np.stack(single).astype(np.float64)
    assert np.allclose(read(result.output), exact.mean(axis=0), atol=1e-5)
    assert np.allclose(read(spread), exact.std(axis=0, ddof=1), atol=1e-5)
    assert exact.std(axis=0, ddof=1).min() > 1e-3
    assert (result.samples, result.uncertainty, result.seed) == (4, spread, 5)


def test_reflectance_is_rounded_once_after_the_mean(
    model, sar: Path, request_for: RequestFor, tmp_path: Path
) -> None:
    """Three roundings of half a digital number average to less than one; the mean itself is rounded once."""
    single = [
        read(translate(request_for(sar, seed=seed, output=tmp_path / f"{seed}.tif"), model).output)
        for seed in (0, 1, 2)
    ]
    mean = read(translate(request_for(sar, samples=3), model).output)
    assert mean.dtype == np.uint16
    assert abs(mean - np.mean(single, axis=0)).max() <= 1.0
    assert sorted(path.name for path in tmp_path.glob("out*")) == ["out.tif"]  # no deviation unless asked for


def test_each_block_is_encoded_once_for_all_samples(
    make_model, sar: Path, request_for: RequestFor, tmp_path: Path
) -> None:
    models = make_model(), make_model()
    for count, model in zip((1, 5), models, strict=True):
        result = translate(request_for(sar, output=tmp_path / f"{count}.tif", samples=count), model)
        assert result.windows == 4
    assert models[0].encoded_cells == models[1].encoded_cells
    assert sum(models[1].batches) == 5 * sum(models[0].batches)


def test_a_model_that_heeds_no_noise_does_not_deviate(
    model, sar: Path, request_for: RequestFor, tmp_path: Path, spread: Path
) -> None:
    model.noise_gain = 0.0
    translate(request_for(sar, samples=3, uncertainty=spread), model)
    assert (read(spread) == 0).all()
    alone = translate(request_for(sar, output=tmp_path / "alone.tif"), model)
    assert (read(alone.output) == read(tmp_path / "out.tif")).all()


def test_the_deviation_is_the_known_gain(
    model, write_raster, request_for: RequestFor, tmp_path: Path, spread: Path
) -> None:
    """A decoder that copies the first latent: its deviation is the gain, in dB times 35 / 2.

    Overlapping windows share their noise, so blending leaves it whole. A cell's variance over 16 samples is known to
    sqrt(2 / 15) = 37 %, its mean over 105 x 75 cells to 0.4 %.
    """
    model.noise_gain = 0.05
    latents = model.sample
    # Far from where values are clipped.
    model.sample = lambda z, *others: latents(np.float32(0.2) * z, *others)
    model.decode = lambda z, *_: z[:, :1].repeat(4, axis=-2).repeat(4, axis=-1)
    values = np.random.default_rng(0).uniform(0, 0.5, (6, 150, 210)).astype(np.float32)
    path = write_raster(tmp_path / "ms.tif", values)
    translate(request_for(path, source="ms", target="sar", samples=16, uncertainty=spread), model)
    variance = np.square(read(spread).astype(np.float64))
    assert np.sqrt(variance.mean()) == pytest.approx(0.05 * 35 / 2, rel=0.02)


@pytest.mark.parametrize("batch", [1, 3])
def test_the_batch_does_not_matter(
    model, sar: Path, request_for: RequestFor, tmp_path: Path, batch: int
) -> None:
    deviations = []
    for size in (batch, 16):
        request = request_for(sar, output=tmp_path / f"{size}.tif", batch=size, samples=3)
        translate(replace(request, uncertainty=tmp_path / f"{size}_spread.tif"), model)
        deviations.append(read(tmp_path / f"{size}_spread.tif"))
    assert abs(deviations[0] - deviations[1]).max() < 1e-6


def test_another_tiling_gives_the_same_deviation(
    model, backscatter, write_raster, request_for: RequestFor, tmp_path: Path
) -> None:
    """Windows of the part start elsewhere; two cells at its edge see zeros where the whole has more."""
    path = write_raster(tmp_path / "sar.tif", backscatter(500, 600))
    deviations = []
    for name, window in (("whole", None), ("part", (100, 48, 304, 344))):
        request = request_for(path, output=tmp_path / f"{name}.tif", samples=3, window=window)
        translate(replace(request, uncertainty=tmp_path / f"{name}_spread.tif"), model)
        deviations.append(read(tmp_path / f"{name}_spread.tif"))
    whole, inner = deviations[0][:, 48:392, 100:404], (slice(None), slice(8, -8), slice(8, -8))
    assert abs(whole - deviations[1])[inner].max() < 1e-6
    assert whole[inner].max() > 1e-3


def test_the_deviation_says_what_it_is_and_has_the_outputs_holes(
    model, backscatter, write_raster, request_for: RequestFor, tmp_path: Path, spread: Path
) -> None:
    values = backscatter(300, 420)
    values[:, 100:150, 30:41] = np.nan
    path = write_raster(tmp_path / "sar.tif", values)
    result = translate(request_for(path, target="ms", samples=3, seed=7, uncertainty=spread, steps=4), model)
    with rasterio.open(result.output) as mean, rasterio.open(spread) as dataset:
        assert (dataset.transform, dataset.crs, dataset.shape) == (mean.transform, mean.crs, mean.shape)
        assert set(dataset.dtypes) == {"float32"}
        assert set(dataset.scales) == {1.0}
        assert set(dataset.units) == {"reflectance"}
        assert dataset.descriptions[0] == "blue standard deviation"
        assert dataset.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert np.array_equal(np.isnan(dataset.read()), mean.read() == 0)
        tags, of_mean = dataset.tags(), mean.tags()
    assert tags["ANY2ANY_STATISTIC"] == "standard deviation"
    assert of_mean["ANY2ANY_STATISTIC"] == "mean"
    for each in (tags, of_mean):
        assert (each["ANY2ANY_SYNTHETIC"], each["ANY2ANY_SAMPLES"], each["ANY2ANY_SEED"]) == ("yes", "3", "7")
    assert tags["TIFFTAG_IMAGEDESCRIPTION"].startswith(
        "Standard deviation in reflectance over 3 samples (seeds 7 to 9)"
    )
    assert "Mean of 3 samples (seeds 7 to 9), taken in reflectance." in of_mean["TIFFTAG_IMAGEDESCRIPTION"]
    assert not result.warnings


def test_what_has_no_valid_pixel_costs_nothing(
    model, backscatter, write_raster, request_for: RequestFor, tmp_path: Path, spread: Path
) -> None:
    values = backscatter(512, 512)
    values[:, :, 256:] = np.nan
    path = write_raster(tmp_path / "sar.tif", values)
    seen: list[Progress] = []
    request = request_for(path, window=(256, 0, 256, 512), samples=3, uncertainty=spread, steps=2)
    result = translate(request, model, seen.append)
    assert result.warnings == ("no pixel of the chosen window is valid: the result is all nodata",)
    assert model.batches == []
    assert np.isnan(read(spread)).all()


def test_progress_counts_every_sample(model, sar: Path, request_for: RequestFor, spread: Path) -> None:
    seen: list[Progress] = []
    translate(request_for(sar, samples=3, uncertainty=spread), model, seen.append)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert sum(p.stage == "translating" for p in seen) == 3 * 2  # two rows of windows


def test_memory_is_that_of_rows_times_samples(
    model, backscatter, write_raster, request_for: RequestFor, tmp_path: Path, monkeypatch
) -> None:
    """Four channels a sample and one for the weights, of no more rows in a raster that is three times as high."""
    held: list[tuple[int, int]] = []

    class Spy(RollingRows):
        def move(self, start: int, stop: int) -> None:
            super().move(start, stop)
            held.append(self._data.shape[:2])

    monkeypatch.setattr(stream, "RollingRows", Spy)
    peaks = []
    for height in (1300, 3900):
        path = write_raster(tmp_path / f"{height}.tif", backscatter(height, 256))
        translate(request_for(path, output=tmp_path / f"{height}_out.tif", samples=2), model)
        assert {channels for channels, _ in held} == {2 * 4 + 1}
        peaks.append(max(rows for _, rows in held))
        held.clear()
    assert peaks[1] <= peaks[0]


def test_one_step_is_warned_of(model, sar: Path, request_for: RequestFor) -> None:
    result = translate(request_for(sar, samples=2, preset="fast"), model)
    assert any("the samples hardly differ" in warning for warning in result.warnings)


def test_the_first_of_two_translations_is_one_sample(
    model, sar: Path, request_for: RequestFor, spread: Path
) -> None:
    request = request_for(sar, target="pan", samples=4, uncertainty=spread)
    first = first_half(request, "rgb")
    second = second_half(request, first, make_plan(first, model.manifest))
    assert (first.samples, first.uncertainty) == (1, None)
    assert (second.samples, second.uncertainty) == (4, spread)


def test_an_existing_deviation_is_replaced_only_when_asked(
    model, sar: Path, request_for: RequestFor, spread: Path
) -> None:
    request = request_for(sar, samples=2, uncertainty=spread)
    spread.write_bytes(b"precious")
    with pytest.raises(UsageError, match=r"spread\.tif exists"):
        translate(request, model)
    assert spread.read_bytes() == b"precious"
    assert not request.output.exists()
    translate(replace(request, overwrite=True), model)
    assert read(spread).shape == (3, 300, 420)


def test_a_deviation_of_another_job_is_not_taken_for_our_own(
    model, sar: Path, request_for: RequestFor, spread: Path
) -> None:
    request = request_for(sar, samples=2, uncertainty=spread)
    translate(request, model)
    before = spread.read_bytes()
    other = replace(request, output=request.output.with_name("other.tif"), seed=1)
    with pytest.raises(UsageError, match=r"spread\.tif exists"):
        translate(other, model)
    assert spread.read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"uncertainty": "out.tif"}, r"the output and the uncertainty are both .*out\.tif: choose two names"),
        ({"uncertainty": "spread.png"}, r"spread\.png must be a GeoTIFF"),
        ({"uncertainty": "sar.tif"}, r"sar\.tif is the input"),
        ({"uncertainty": "nowhere/spread.tif"}, "nowhere does not exist"),
        ({"uncertainty": "spread.tif", "samples": 1}, "one sample has no standard deviation"),
        ({"samples": 65}, "65 samples requested"),
    ],
)
def test_requests_that_cannot_be_are_refused(
    sar: Path, request_for: RequestFor, manifest, tmp_path: Path, changes: dict, message: str
) -> None:
    if "uncertainty" in changes:
        changes = {**changes, "uncertainty": tmp_path / changes["uncertainty"]}
    with pytest.raises(UsageError, match=message):
        make_plan(request_for(sar, **{"samples": 2, **changes}), manifest)


def test_numbers_that_are_none_are_no_result(model, sar: Path, request_for: RequestFor, spread: Path) -> None:
    """Only the third sample is broken."""
    latents, calls = model.sample, iter(range(100))

    def broken(*arguments: object) -> np.ndarray:
        z = latents(*arguments)
        return z * float("nan") if next(calls) == 2 else z

    model.sample = broken
    with pytest.raises(Any2AnyError, match="stand-in gave values that are not numbers"):
        translate(request_for(sar, samples=3, uncertainty=spread), model)
    assert not spread.exists()
