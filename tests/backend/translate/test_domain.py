"""A job reports how far its input lies from the training data, if its model records their ranges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import rasterio

from any2any.raster.window import Bounds
from any2any.spec.domain import DomainStatistics, LatentStatistics, Range
from any2any.translate.engine import translate, translate_shard
from any2any.translate.latent_distance import patch_bounds
from any2any.translate.make_plan import make_plan
from any2any.translate.merge import merge
from any2any.translate.shard import Shard

WIDE = DomainStatistics(9, (Range(-1, 0, 1),), (Range(0, 0.1, 2),), Range(5, 10, 20))
FAR = DomainStatistics(9, (Range(0.9, 0.95, 1),), (Range(0, 0.1, 2),), Range(5, 10, 20))


@pytest.mark.parametrize(("known", "is_far"), [(WIDE, False), (FAR, True)])
def test_a_job_says_how_far_its_input_lies(model, sar, request_for, known, is_far) -> None:
    model.manifest = replace(model.manifest, domain={"sar": known})
    plan = make_plan(request_for(sar), model.manifest)
    assert (plan.domain.score > 1) == is_far
    assert (plan.domain.sentence in plan.warnings) == is_far
    result = translate(request_for(sar), model)
    assert result.domain == plan.domain.sentence
    with rasterio.open(result.output) as dataset:
        assert dataset.tags()["ANY2ANY_DOMAIN"] == plan.domain.sentence
        assert float(dataset.tags()["ANY2ANY_DOMAIN_SCORE"]) == plan.domain.score


def test_a_model_without_statistics_says_nothing(manifest, sar, request_for) -> None:
    plan = make_plan(request_for(sar), manifest)
    assert plan.domain is None
    assert not any("training data" in warning for warning in plan.warnings)


def latents(limit: float) -> DomainStatistics:
    """Statistics of 18 numbers around zero, so that the limit alone decides."""
    whitening = tuple((0.0,) * i + (1.0,) for i in range(18))
    return replace(WIDE, latent=LatentStatistics((0.0,) * 18, whitening, limit))


@pytest.mark.parametrize(("limit", "is_far"), [(1000.0, False), (0.001, True)])
def test_a_job_says_how_far_its_input_lies_in_the_latent_space(
    model, sar, request_for, limit, is_far
) -> None:
    model.manifest = replace(model.manifest, domain={"sar": latents(limit)})
    result = translate(request_for(sar), model)
    with rasterio.open(result.output) as dataset:
        tags = dataset.tags()
    score = float(tags["ANY2ANY_DOMAIN_LATENT_SCORE"])
    assert (score > 1) == is_far
    assert any("in the latent space" in warning for warning in result.warnings) == is_far
    assert ("in the latent space" in tags["ANY2ANY_DOMAIN"]) == is_far  # else a level lies farther
    assert result.domain == tags["ANY2ANY_DOMAIN"]
    assert float(tags["ANY2ANY_DOMAIN_SCORE"]) >= score


def test_shards_and_a_merge_write_the_tags_of_one_job(model, sar, request_for, tmp_path) -> None:
    model.manifest = replace(model.manifest, domain={"sar": latents(0.5)})
    whole, shared = request_for(sar), request_for(sar, output=tmp_path / "shared.tif")
    translate(whole, model)
    for number in (2, 1):
        translate_shard(shared, model, Shard(number, 2))
    merge(shared.output, manifest=model.manifest)
    tags = []
    for request in (whole, shared):
        with rasterio.open(request.output) as dataset:
            tags.append({key: value for key, value in dataset.tags().items() if "DOMAIN" in key})
    assert tags[0] == tags[1]
    assert len(tags[0]) == 3


def test_holes_are_no_part_of_the_latent_distance(
    model, write_raster, backscatter, request_for, tmp_path
) -> None:
    """The only patch of a raster of one window has a hole, so nothing is measured."""
    values = backscatter(200, 200)
    values[:, 100, 100] = np.nan
    model.manifest = replace(model.manifest, domain={"sar": latents(0.001)})
    result = translate(request_for(write_raster(tmp_path / "holes.tif", values)), model)
    assert not any("latent" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("wanted", "windows", "starts"),
    [
        (Bounds(0, 64, 0, 64), 1, [(0, 0)]),
        (Bounds(0, 63, 0, 64), 1, []),
        (Bounds(100, 300, 0, 100), 3, [(168, 18)]),  # (200 - 64) / 2 and (100 - 64) / 2 from the corner
        (Bounds(0, 200, 0, 400), 4, [(18, 68), (18, 268), (118, 68), (118, 268)]),
        (Bounds(0, 100, 0, 100), 9, [(18, 18)]),  # the middles of its outer thirds are too near the edge
    ],
)
def test_patches_are_the_middles_of_equal_parts(wanted, windows, starts) -> None:
    found = list(patch_bounds(wanted, windows))
    assert [(patch.row_start, patch.col_start) for patch in found] == starts
    assert {(patch.height, patch.width) for patch in found} <= {(64, 64)}
