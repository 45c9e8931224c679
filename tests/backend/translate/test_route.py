from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.models.translator import Translator, save_model
from any2any.requests.progress import Progress
from any2any.requests.translate import TranslateRequest, TranslateResult
from any2any.spec.domain import DomainStatistics, Range
from any2any.spec.manifest import Manifest, ManifestError
from any2any.spec.model_folder import from_json, read_manifest, to_json, write_manifest
from any2any.translate import job
from any2any.translate.job import ModelCache, run_request
from any2any.translate.make_plan import make_plan
from any2any.translate.route import choose_route, first_half

RequestFor = Callable[..., TranslateRequest]


@pytest.fixture
def folder(tmp_path: Path, small_translator: Translator) -> Path:
    """A model that recommends going from SAR to PAN through RGB."""
    small_translator.manifest = replace(small_translator.manifest, routes={"sar->pan": "rgb"})
    save_model(tmp_path / "model", small_translator)
    return tmp_path / "model"


@pytest.fixture
def request_to_pan(folder: Path, sar: Path, request_for: RequestFor) -> TranslateRequest:
    return request_for(sar, model=folder, target="pan", seed=5)


def run(request: TranslateRequest, seen: list[Progress] | None = None) -> TranslateResult:
    on_progress = (lambda progress: None) if seen is None else seen.append
    return run_request(request, on_progress, lambda: False, ModelCache())


def read(path: Path) -> tuple[np.ndarray, dict[str, str]]:
    with rasterio.open(path) as dataset:
        return dataset.read(), dataset.tags()


@pytest.mark.parametrize(
    ("target", "via", "expected"),
    [("pan", "auto", "rgb"), ("pan", "direct", None), ("pan", "ms", "ms"), ("nir", "auto", None)],
)
def test_the_models_figures_choose_unless_the_user_does(
    small_manifest: Manifest, request_for: RequestFor, target: str, via: str, expected: str | None
) -> None:
    manifest = replace(small_manifest, routes={"sar->pan": "rgb"})
    assert choose_route(request_for("x.tif", target=target, via=via), manifest) == expected


@pytest.mark.parametrize(
    ("via", "message"), [("sar", "an end of sar->pan"), ("infrared", "unknown modality")]
)
def test_a_way_that_makes_no_sense_is_refused(
    small_manifest: Manifest, request_for: RequestFor, via: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        choose_route(request_for("x.tif", target="pan", via=via), small_manifest)


def test_both_halves_are_what_two_commands_would_make(request_to_pan: TranslateRequest) -> None:
    result = run(request_to_pan)
    first = replace(
        request_to_pan, target="rgb", output=request_to_pan.output.with_name("rgb.tif"), via="direct"
    )
    run(first)
    by_hand = request_to_pan.output.with_name("by-hand.tif")
    run(replace(first, input=str(first.output), source="rgb", target="pan", output=by_hand))
    assert np.array_equal(read(result.output)[0], read(by_hand)[0])
    assert (result.source, result.via, result.target, result.seen) == ("sar", "rgb", "pan", False)


def test_the_result_names_the_whole_route_and_nothing_is_left_over(request_to_pan: TranslateRequest) -> None:
    result = run(request_to_pan)
    _, tags = read(result.output)
    assert request_to_pan.model is not None
    first_plan = make_plan(first_half(request_to_pan, "rgb"), read_manifest(request_to_pan.model))
    assert tags["ANY2ANY_VIA_PLAN_SHA256"] == first_plan.digest
    assert (tags["ANY2ANY_SOURCE"], tags["ANY2ANY_VIA"], tags["ANY2ANY_TARGET"]) == ("sar", "rgb", "pan")
    assert "translated from SAR through RGB" in tags["TIFFTAG_IMAGEDESCRIPTION"]
    assert tags["ANY2ANY_SEEN_DIRECTION"] == "no"
    assert (tags["ANY2ANY_INPUT"], tags["ANY2ANY_BANDS"]) == ("sar.tif", "1 as backscatter")
    assert sorted(path.name for path in result.output.parent.glob("out*")) == ["out.tif"]


def test_the_distance_from_the_training_data_is_that_of_the_measurement(
    request_to_pan: TranslateRequest,
) -> None:
    """The intermediate image, which lies inside by its making, says what was found of the radar."""
    assert request_to_pan.model is not None
    known = DomainStatistics(9, (Range(0.9, 0.95, 1),), (Range(0, 0.1, 2),), Range(5, 10, 20))
    write_manifest(request_to_pan.model, replace(read_manifest(request_to_pan.model), domain={"sar": known}))
    result = run(request_to_pan)
    _, tags = read(result.output)
    assert tags["ANY2ANY_DOMAIN"] == result.domain
    assert "median of backscatter" in tags["ANY2ANY_DOMAIN"]
    assert float(tags["ANY2ANY_DOMAIN_SCORE"]) > 1


def test_progress_never_goes_back(request_to_pan: TranslateRequest) -> None:
    seen: list[Progress] = []
    run(request_to_pan, seen)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_a_finished_first_half_is_not_made_again(
    request_to_pan: TranslateRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = read(run(replace(request_to_pan, output=request_to_pan.output.with_name("whole.tif"))).output)[
        0
    ]
    direct, halves = job._run_direct, []

    def stop_before_the_second(request: TranslateRequest, *others: object) -> TranslateResult:
        halves.append(request.target)
        if len(halves) == 2:
            raise CancelledError("stopped")
        return direct(request, *others)

    monkeypatch.setattr(job, "_run_direct", stop_before_the_second)
    with pytest.raises(CancelledError):
        run(request_to_pan)
    assert request_to_pan.output.with_name("out.via-rgb.tif").exists()
    result = run(request_to_pan)
    assert halves == ["rgb", "pan", "pan"]
    assert np.array_equal(read(result.output)[0], expected)


def test_a_strangers_file_in_the_way_stays(request_to_pan: TranslateRequest) -> None:
    stranger = request_to_pan.output.with_name("out.via-rgb.tif")
    stranger.write_bytes(b"mine")
    with pytest.raises(Any2AnyError, match="in the way"):
        run(request_to_pan)
    assert stranger.read_bytes() == b"mine"


def test_a_route_needs_three_modalities_of_the_model(small_manifest: Manifest) -> None:
    text = to_json(replace(small_manifest, routes={"sar->pan": "rgb"}))
    assert from_json(text).routes == {"sar->pan": "rgb"}
    with pytest.raises(ManifestError, match="needs three modalities"):
        from_json(text.replace('"sar->pan": "rgb"', '"sar->pan": "pan"'))
