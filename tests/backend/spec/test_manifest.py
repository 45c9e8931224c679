from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from any2any.errors import UsageError
from any2any.spec.manifest import Manifest, ManifestError, VaeEntry, WeightsFile
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS, Band, Direction, Modality
from any2any.spec.model_folder import (
    from_json,
    to_json,
)
from any2any.spec.networks import AdapterConfig, DitConfig, VaeConfig

from ..guesses import with_guess

finite = st.floats(-1e6, 1e6)
positive = st.floats(1e-3, 1e6)
text = st.text(st.characters(exclude_categories=("C", "Z")), max_size=20)


@st.composite
def modalities(draw: st.DrawFn, name: str) -> Modality:
    lows = draw(st.lists(finite, min_size=1, max_size=12))
    bands = tuple(
        Band(draw(text), low, low + draw(st.floats(1.0, 100.0)), draw(st.none() | positive)) for low in lows
    )
    quantity = draw(st.sampled_from(["reflectance", "backscatter_db"]))
    return Modality(name, draw(text), quantity, bands, 1 << draw(st.integers(0, 4)), draw(positive))


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    names = draw(st.lists(st.from_regex(r"\A[a-z][a-z0-9_]{0,9}\Z"), min_size=2, max_size=6, unique=True))
    declared = tuple(draw(modalities(name)) for name in names)
    mean, std = (st.tuples(*[values] * 4) for values in (finite, st.floats(1e-6, 1e6)))
    vaes = {
        m.name: VaeEntry(VaeConfig(m.channels, (8,) * m.downsampling.bit_length()), draw(mean), draw(std))
        for m in declared
    }
    heads = draw(st.integers(1, 16))
    return Manifest(
        name=draw(text),
        title=draw(text),
        version=draw(text),
        licence=draw(text),
        modalities=declared,
        vaes=vaes,
        dit=DitConfig(draw(st.integers(1, 24)), 4 * heads, heads),
        adapter=AdapterConfig(8 * draw(st.integers(1, 32)), draw(st.integers(0, 8))),
        seen_directions=(Direction(names[0], names[1]),),
        files={"a.safetensors": WeightsFile("0" * 64, draw(st.integers(0, 10**12)))},
        training={"note": draw(text), "steps": [1, 2]},
        metrics={"rows": [{"psnr_db": draw(finite)}]},
    )


@given(manifests())
@settings(max_examples=30)
def test_json_and_back_is_the_same_manifest(manifest: Manifest) -> None:
    assert from_json(to_json(manifest)) == manifest


def test_an_unknown_modality_is_named_beside_the_known_ones(small_manifest: Manifest) -> None:
    with pytest.raises(
        UsageError, match="unknown modality 'radar': the model small has rgb, sar, nir, ms, pan"
    ):
        small_manifest.modality("radar")
    with pytest.raises(UsageError, match="'tir'"):
        small_manifest.direction("sar", "tir")


def test_a_direction_joins_two_different_modalities(small_manifest: Manifest) -> None:
    assert small_manifest.direction("sar", "pan") == Direction("sar", "pan")
    with pytest.raises(UsageError, match="source and target are both 'sar'"):
        small_manifest.direction("sar", "sar")


def test_unseen_directions_are_distinguished(small_manifest: Manifest) -> None:
    assert small_manifest.is_seen(SEEN_DIRECTIONS[0])
    assert not small_manifest.is_seen(Direction("sar", "pan"))


def test_the_digest_depends_on_names_and_weights_only(small_manifest: Manifest) -> None:
    a, b = WeightsFile("a" * 64, 1), WeightsFile("b" * 64, 2)
    one = replace(small_manifest, files={"x": a, "y": b})
    assert one.digest == replace(one, files={"y": b, "x": a}, title="other", metrics={"psnr": 1}).digest
    assert one.digest != replace(one, files={"x": b, "y": a}).digest
    assert len(one.digest) == 64
    plain, halved = with_guess(one), with_guess(one, gains={"sar->rgb": 0.5})
    assert plain.digest == one.digest != halved.digest


def damaged(manifest: Manifest, **changes: object) -> str:
    return json.dumps(json.loads(to_json(manifest)) | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"modalities": 3},
        {"modalities": [{"name": "sar"}]},
        {"vaes": []},
        {"dit": {"depth": 1, "width": 10, "heads": 3}},
        {"dit": {"depth": 1, "width": 10, "heads": 0}},
        {"dit": {"depth": 1, "width": 8, "heads": 2, "colour": "red"}},
        {"adapter": None},
        {"dit": {"depth": 1, "width": 6, "heads": 2}},
        {"dit": {"depth": 10**9, "width": 24, "heads": 2}},
        {"dit": {"depth": 1, "width": 24 * 10**9, "heads": 2}},
        {"dit": {"depth": 1, "width": 24, "heads": 2, "latent_px": 32}},
        {"dit": {"depth": 1, "width": 24, "heads": 2, "latent_channels": 8}},
        {"dit": {"depth": 1, "width": 24, "heads": 2, "mlp_ratio": float("nan")}},
        {"dit": {"depth": 1, "width": 24, "heads": 2, "source_channels": 3}},
        {"dit": {"depth": 1, "width": 24, "heads": 2, "source_channels": 0}},
        {"guess": {}},
        {"guess": {"anchored": "yes"}},
        {
            "guess": {"context_channels": 3},
            "dit": {"depth": 1, "width": 24, "heads": 2, "source_channels": 11},
        },
        {"adapter": {"width": 8, "depth": 10**9}},
        {"adapter": {"width": 9, "depth": 1}},
        {"adapter": {"width": 8, "depth": 1, "squeeze": 0}},
        {"adapter": {"width": 8, "depth": 1, "source_channels": 5}},
        {"guess": {"context": {"channels": 8, "width": 0}}},
        {"guess": {"context": {"channels": 8, "width": 16, "kernel": 10**6 + 1}}},
        {"reflectance": "perhaps"},
        {"title": "two\nlines"},
        {"licence": "x" * 201},
        {"errors": {"sar->rgb": {"rmse": [-1.0], "detail_rmse": [0.1]}}},
        {"files": {"x": {"sha256": "0" * 64, "bytes": -1}}},
        {"files": {"x": {"sha256": "../a", "bytes": 1}}},
        {"files": {"x": {}}},
        {"surprise": 1},
        {"vaes": {}},
    ],
)
def test_a_damaged_entry_is_a_manifest_error(small_manifest: Manifest, changes: dict[str, object]) -> None:
    with pytest.raises(ManifestError, match="it is not a model manifest"):
        from_json(damaged(small_manifest, **changes))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("widths", []),
        ("widths", [0, 8, 8]),
        ("widths", [10**6, 8, 8]),
        ("widths", [8] * 9),
        ("resnets_per_level", 10**9),
        ("latent_channels", 0),
        ("norm", "batch"),
        ("norm_groups", 0),
    ],
)
def test_a_vae_that_cannot_be_built_is_a_manifest_error(
    small_manifest: Manifest, field: str, value: object
) -> None:
    document = json.loads(to_json(small_manifest))
    document["vaes"]["sar"]["config"][field] = value
    with pytest.raises(ManifestError, match=rf"config\.json\.vaes\.sar\.config.*{field}"):
        from_json(json.dumps(document))


@pytest.mark.parametrize(
    ("field", "value"),
    [("pixel_size_m", 0.0), ("pixel_size_m", float("inf")), ("quantity", "phase"), ("bands", [])],
)
def test_an_impossible_modality_is_a_manifest_error(
    small_manifest: Manifest, field: str, value: object
) -> None:
    document = json.loads(to_json(small_manifest))
    document["modalities"][0][field] = value
    with pytest.raises(ManifestError, match=r"config\.json\.modalities\[0\]"):
        from_json(json.dumps(document))


def test_a_vae_that_does_not_fit_its_modality_is_named(small_manifest: Manifest) -> None:
    vaes = small_manifest.vaes | {"sar": small_manifest.vaes["pan"]}
    with pytest.raises(ValueError, match=r"'sar' has \(bands, downsampling\) \(1, 4\), its VAE \(1, 8\)"):
        replace(small_manifest, vaes=vaes)


def test_the_default_modalities_survive_the_round_trip(small_manifest: Manifest) -> None:
    assert from_json(to_json(small_manifest)).modalities == DEFAULT_MODALITIES
