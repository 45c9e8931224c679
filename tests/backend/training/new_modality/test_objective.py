"""Which parts of a larger model are trained, and their teacher."""

from __future__ import annotations

import pytest
import torch

from any2any.models.translator import Translator
from any2any.training.new_modality.objective import RehearsingCore, extended_core
from any2any.training.translator.objective import TranslatorCore

Batch = dict[str, torch.Tensor]
NEW, SAR, RGB = 5, 1, 0


def batch(*directions: tuple[int, int]) -> Batch:
    z = torch.randn(3, len(directions), 4, 64, 64, generator=torch.Generator().manual_seed(1))
    sources, targets = zip(*directions, strict=True)
    return {
        "z_source": z[0],
        "z_target": z[1],
        "noise": z[2],
        "times": torch.full((len(directions),), 700),
        "source_index": torch.tensor(sources),
        "target_index": torch.tensor(targets),
        "registered": torch.ones(len(targets), dtype=torch.bool),
    }


@pytest.fixture
def rehearsing(small_translator: Translator) -> TranslatorCore:
    return extended_core(small_translator, "sar_dual", "sar", 1.0, backbone_rate=0.01)


def test_what_it_knows_it_does_perfectly_at_the_start(rehearsing: TranslatorCore) -> None:
    terms = rehearsing(batch((SAR, RGB), (RGB, SAR), (2, 3)))
    assert float(terms["clean"]) == 0.0  # the teacher is its equal
    assert float(terms["calibration"]) == pytest.approx(0.0, abs=1e-12)


def test_of_new_directions_the_truth_is_the_target(
    rehearsing: TranslatorCore, small_translator: Translator
) -> None:
    plain = extended_core(small_translator, "sar_dual", "sar", 1.0, backbone_rate=None)
    new = batch((NEW, RGB), (SAR, NEW))
    for name, value in rehearsing(new).items():
        assert float(value.detach()) == pytest.approx(float(plain(new)[name].detach()))
    mixed = batch((NEW, RGB), (SAR, NEW), (SAR, RGB), (RGB, SAR))
    # Half of the samples are known and cost nothing: the mean halves. The first two samples are not those of `new`.
    alone = {name: value[:2] for name, value in mixed.items()}
    assert float(rehearsing(mixed)["total"].detach()) == pytest.approx(
        float(plain(alone)["total"].detach()) / 2, rel=1e-5
    )


def test_the_teacher_is_neither_stored_nor_trained(
    rehearsing: TranslatorCore, small_translator: Translator
) -> None:
    assert isinstance(rehearsing, RehearsingCore)
    plain = extended_core(small_translator, "sar_dual", "sar", 1.0, backbone_rate=None)
    assert rehearsing.state_dict().keys() == plain.state_dict().keys()
    with torch.no_grad():
        rehearsing.dit.final.weight.add_(0.1)
    rehearsing(batch((SAR, RGB), (NEW, RGB)))["total"].backward()
    assert all(p.grad is None for p in small_translator.parameters())
    assert rehearsing.dit.final.weight.grad is not None


def test_known_rows_get_no_gradient(rehearsing: TranslatorCore) -> None:
    rehearsing(batch((NEW, RGB), (RGB, NEW)))["total"].backward()
    for table in (rehearsing.dit.embed_source, rehearsing.dit.embed_target):
        assert table.weight.grad is not None
        assert table.weight.grad[:-1].abs().max() == 0.0
        assert table.weight.grad[-1].abs().max() > 0.0
