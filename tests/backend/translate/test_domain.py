"""A job reports how far its input lies from the training data, if its model records their ranges."""

from __future__ import annotations

from dataclasses import replace

import pytest
import rasterio

from any2any.spec.domain import DomainStatistics, Range
from any2any.translate.engine import translate
from any2any.translate.plan import make_plan

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
