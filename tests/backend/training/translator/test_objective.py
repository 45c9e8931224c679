"""The module of stage II: which weights learn from which term, with the paper's arithmetic."""

from __future__ import annotations

import pytest
import torch

from any2any.spec.modality import DEFAULT_MODALITIES, Direction
from any2any.training.translator import objective as core_module
from any2any.training.translator.objective import TranslatorCore

from ..runs import SMALL

NAMES = tuple(m.name for m in DEFAULT_MODALITIES)
SAR_RGB, NIR_MS = Direction("sar", "rgb"), Direction("nir", "ms")
Batch = dict[str, torch.Tensor]


def make_core(**options: object) -> TranslatorCore:
    torch.manual_seed(0)
    return TranslatorCore(SMALL.dit, SMALL.adapter, NAMES, **options)  # type: ignore[arg-type]


@pytest.fixture
def core() -> TranslatorCore:
    core = make_core()
    for parameter in core.parameters():
        torch.nn.init.normal_(parameter, std=0.1)
    return core


@pytest.fixture
def batch() -> Batch:
    generator = torch.Generator().manual_seed(1)
    z = torch.randn(3, 2, 4, 64, 64, generator=generator)
    directions = (SAR_RGB, NIR_MS)
    return {
        "z_source": z[0],
        "z_target": z[1],
        "noise": z[2],
        "times": torch.tensor([999, 300]),
        "source_index": torch.tensor([NAMES.index(d.source) for d in directions]),
        "target_index": torch.tensor([NAMES.index(d.target) for d in directions]),
        "registered": torch.tensor([True, True]),
    }


def gradients(core: TranslatorCore, total: torch.Tensor) -> dict[str, torch.Tensor]:
    found = torch.autograd.grad(total, list(core.parameters()), allow_unused=True)
    return {name: g for (name, _), g in zip(core.named_parameters(), found, strict=True) if g is not None}


def test_only_the_adapters_of_the_batchs_targets_learn(core: TranslatorCore, batch: Batch) -> None:
    """The others run on no sample: their gradients are zeros, on every process alike."""
    found = gradients(core, core(batch)["total"])
    assert set(found) == {name for name, _ in core.named_parameters()}
    learning = {name.split(".")[1] for name, g in found.items() if name.startswith("adapters.") and g.any()}
    assert learning == {"rgb", "ms"}


def test_the_adapters_learn_from_the_calibration_alone(core: TranslatorCore, batch: Batch) -> None:
    core.calibration_weight = 0.0
    found = gradients(core, core(batch)["total"])
    assert not any(g.any() for name, g in found.items() if name.startswith("adapters."))


def test_no_gradient_reaches_the_backbone_through_the_adapters_input(
    core: TranslatorCore, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backbone's gradient of || z_hat + r - z ||^2 is the same with r taken as a constant."""
    given = gradients(core, core(batch)["total"])
    real = core_module.translator_loss
    monkeypatch.setattr(
        core_module, "translator_loss", lambda z_hat, r, *rest: real(z_hat, r.detach(), *rest)
    )
    constant = gradients(core, core(batch)["total"])
    backbone = [name for name in given if name.startswith("dit.")]
    assert backbone
    for name in backbone:
        assert torch.equal(given[name], constant[name]), name


@torch.no_grad()
def test_terms_are_those_of_the_networks(core: TranslatorCore, batch: Batch) -> None:
    """At the last time the input is pure noise: rebuild both terms of the first sample by hand."""
    first = {name: value[:1] for name, value in batch.items()}
    terms = core(first)
    ends = (first["source_index"], first["target_index"])
    z_hat = core.dit(first["noise"], first["z_source"], core.dit.modulate(torch.tensor([999]), *ends))
    refined = z_hat + core.adapters["rgb"](z_hat, first["z_source"], "sar")
    clean, calibration = (float((z - first["z_target"]).square().mean()) for z in (z_hat, refined))
    assert float(terms["clean"]) == pytest.approx(clean, rel=1e-5)
    assert float(terms["calibration"]) == pytest.approx(calibration, rel=1e-5)
    assert float(terms["total"]) == pytest.approx(clean + calibration, rel=1e-5)
    assert torch.equal(core.predict_once(first["z_source"], first["noise"], SAR_RGB), refined)


@torch.no_grad()
def test_a_batch_is_the_mean_of_its_samples(core: TranslatorCore, batch: Batch) -> None:
    whole = core(batch)
    parts = [core({name: value[i : i + 1] for name, value in batch.items()}) for i in range(2)]
    for name, value in whole.items():
        assert float(value) == pytest.approx(float(sum(part[name] for part in parts)) / 2, rel=1e-4)


def test_without_adapters_the_backbone_alone_is_trained(batch: Batch) -> None:
    core = make_core(trains_adapters=False)
    assert {name.split(".")[0] for name, p in core.named_parameters() if p.requires_grad} == {"dit"}
    terms = {name: term.detach() for name, term in core(batch).items()}
    assert set(terms) == {"total", "clean"}
    assert float(terms["total"]) == float(terms["clean"])


def test_training_on_one_batch_lowers_both_terms(batch: Batch) -> None:
    core = make_core()
    batch["z_target"] = 0.5 * batch["z_source"].flip(1)
    optimiser = torch.optim.Adam(core.parameters(), 1e-2)
    history = []
    for _ in range(12):
        terms = core(batch)
        optimiser.zero_grad()
        terms["total"].backward()
        optimiser.step()
        history.append((float(terms["clean"]), float(terms["calibration"])))
    assert history[0][0] == pytest.approx(history[0][1])  # the adapters start as nothing
    assert history[0][0] == pytest.approx(
        float(batch["z_target"].square().mean())
    )  # and so does the backbone
    assert history[-1][0] < 0.9 * history[0][0]
    assert history[-1][1] < 0.9 * history[0][1]
