from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from any2any.data.augment.augmentation import IDENTITY
from any2any.data.augment.config import AugmentConfig
from any2any.data.augment.dihedral import turned, turned_size
from any2any.data.index.reader import TileIndex
from any2any.data.tile import TileReader
from any2any.models.context import ContextEncoder, LatentContext
from any2any.models.first_guess import FirstGuess
from any2any.spec.modality import Direction
from any2any.spec.networks import ContextConfig
from any2any.training.latents import encode as encode_module
from any2any.training.latents.encode import (
    EncodedTile,
    Guidance,
    TileEncoder,
    coded_block,
    encode_standardised,
    fill,
    window_invalid_share,
)
from any2any.training.latents.plan import CachedTile, LatentSettings, ShardPlan

from ...guesses import FINE
from .tiles import MEAN, SAR_MS, SPECS, STD, Noise, Vaes, make_index, make_vaes

SETTINGS = LatentSettings("train", frozenset({SAR_MS}), seed=1, variants=8)


@pytest.fixture(scope="module")
def vaes() -> Vaes:
    return make_vaes()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TileIndex:
    hole = (slice(3, 5), slice(10, 40))
    return make_index(
        tmp_path_factory.mktemp("encode"), [Noise("plain", 72, 80), Noise("torn", 66, 64, hole=hole)]
    )


def tile_of(index: TileIndex, source: str) -> int:
    return next(tile.number for tile in index.tiles(source=source))


def encode(
    index: TileIndex, vaes: Vaes, piece: CachedTile, settings: LatentSettings = SETTINGS
) -> EncodedTile:
    encoder = TileEncoder(TileReader(index), index.modalities, vaes, settings)
    return encoder.encode(index.tile(piece.tile), piece, plan_of(piece, ("sar", "ms")))


def plan_of(
    piece: CachedTile,
    modalities: tuple[str, ...],
    guesses: tuple[Direction, ...] = (),
    contexts: tuple[str, ...] = (),
) -> ShardPlan:
    return ShardPlan(0, "plain", modalities, (piece,), guesses, contexts)


def values_of(index: TileIndex, number: int, name: str, rows: int, columns: int) -> np.ndarray:
    return TileReader(index).read(index.tile(number), name, 0, 0, rows, columns)


def test_latents_are_standardised(vaes: Vaes) -> None:
    x = np.random.default_rng(0).uniform(-1, 1, (1, 32, 40)).astype(np.float32)
    z = encode_standardised(*vaes["sar"], x)
    assert (z.shape, z.dtype) == ((4, 8, 10), np.float16)
    raw = vaes["sar"][0].encode(torch.from_numpy(x)[None]).mean[0].numpy()
    expected = (raw - np.reshape(MEAN, (4, 1, 1))) / np.reshape(STD, (4, 1, 1))
    np.testing.assert_allclose(z, expected, atol=0.03)  # bfloat16 has three digits


@pytest.mark.parametrize("turn", [0, 1, 5, 6])
def test_a_variant_in_blocks_is_the_turned_tile_encoded_whole(
    index: TileIndex, vaes: Vaes, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encode_module, "BLOCK_LATENT_PX", 24)
    number = tile_of(index, "plain")
    rows, columns = (80, 72) if turn % 2 else (72, 80)
    piece = encode(index, vaes, CachedTile(number, 1, turn, 0, rows, columns, 1))
    assert piece.valid.all()
    for name in ("sar", "ms"):
        whole = turned(values_of(index, number, name, 72, 80), turn)
        expected = encode_standardised(*vaes[name], whole)
        np.testing.assert_allclose(
            piece.latents[name], expected, atol=0.02
        )  # sums in another order, in bfloat16


def test_a_strip_is_a_part_of_the_tile(index: TileIndex, vaes: Vaes) -> None:
    number = tile_of(index, "plain")
    whole = encode(index, vaes, CachedTile(number, 1, 3, 0, 80, 72, 1))
    strip = encode(index, vaes, CachedTile(number, 1, 3, 9, 64, 72, 1))
    for name in ("sar", "ms"):
        np.testing.assert_allclose(strip.latents[name], whole.latents[name][:, 9:73], atol=0.02)


def test_every_variant_but_the_first_is_changed_alike_in_all_modalities(index: TileIndex, vaes: Vaes) -> None:
    settings = replace(SETTINGS, level_jitter_db={"plain": 4.0}, augment=AugmentConfig(), seed=7)
    encoder = TileEncoder(TileReader(index), index.modalities, vaes, settings)
    number = tile_of(index, "plain")
    pieces = [CachedTile(number, variant, 0, 0, 72, 80, 1) for variant in range(8)]
    changes = [encoder._augmentation(index.tile(number), piece) for piece in pieces]
    assert changes[0] == IDENTITY
    assert len(set(changes)) == 8
    assert 1 < max(abs(change.level_db) for change in changes) <= 4 + settings.augment.level_db
    encoded = encode(index, vaes, pieces[2], settings)
    for name in ("sar", "ms"):
        changed = changes[2].apply(values_of(index, number, name, 72, 80), SPECS[name], 0, 0)
        np.testing.assert_allclose(
            encoded.latents[name], encode_standardised(*vaes[name], changed), atol=0.03
        )


@pytest.mark.parametrize("turn", [0, 3])
def test_cells_with_nodata_in_any_modality_are_marked(index: TileIndex, vaes: Vaes, turn: int) -> None:
    number = tile_of(index, "torn")
    valid = np.ones((66, 64), np.bool_)
    valid[3:5, 10:40] = False
    valid = turned(valid, turn)
    piece = encode(index, vaes, CachedTile(number, 0, turn, 0, *valid.shape, 1))
    np.testing.assert_array_equal(piece.valid, valid)
    assert all(np.isfinite(z).all() for z in piece.latents.values())
    assert piece.has_valid_window  # 60 of 4096 cells are 1.5 %


def test_the_invalid_share_is_that_of_each_window() -> None:
    valid = np.random.default_rng(0).random((70, 66)) > 0.1
    shares = window_invalid_share(valid)
    assert shares.shape == (7, 3)
    for row, column in ((0, 0), (6, 2), (3, 1)):
        window = valid[row : row + 64, column : column + 64]
        assert shares[row, column] == pytest.approx(1.0 - window.mean())


def test_a_piece_of_too_much_nodata_has_no_valid_window() -> None:
    valid = np.ones((64, 64), np.bool_)
    valid[:4] = False  # 6 %
    assert not EncodedTile({}, valid).has_valid_window
    valid[0] = True  # 4.7 %
    assert EncodedTile({}, valid).has_valid_window


@pytest.mark.parametrize("share", [0.01, 0.5, 1.0])
def test_holes_are_filled_with_values_of_the_range(share: float) -> None:
    values = np.random.default_rng(0).uniform(0.2, 0.4, (2, 40, 40)).astype(np.float32)
    missing = np.zeros((40, 40), np.bool_)
    missing.flat[: round(share * 1600)] = True
    torn = np.where(missing, np.nan, values).astype(np.float32)
    filled = fill(torn, missing)
    np.testing.assert_array_equal(filled[:, ~missing], values[:, ~missing])
    low, high = (0.0, 0.0) if share == 1.0 else (0.2, 0.4)
    assert bool(((filled[:, missing] >= low) & (filled[:, missing] <= high)).all())


@pytest.mark.parametrize("turn", [0, 3, 6])
def test_first_guesses_join_without_a_seam(
    index: TileIndex, vaes: Vaes, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In blocks of 24 cells they are what the target's encoder makes of the guess of the whole turned tile."""
    monkeypatch.setattr(encode_module, "BLOCK_LATENT_PX", 24)
    guess = FirstGuess(SPECS["sar"], SPECS["ms"])
    guess.weight.fill_(0.1), guess.products.fill_(0.01), guess.bias.fill_(0.1)
    number = tile_of(index, "plain")
    rows, columns = turned_size(72, 80, turn)
    piece = CachedTile(number, 0, turn, 0, rows, columns, 1)
    encoder = TileEncoder(TileReader(index), index.modalities, vaes, SETTINGS, Guidance({SAR_MS: guess}))
    latents = encoder.encode(index.tile(number), piece, plan_of(piece, ("sar",), (SAR_MS,))).latents
    whole = turned(values_of(index, number, "sar", 72, 80), turn)
    assert set(latents) == {"sar", "sar->ms"}
    made = guess(torch.from_numpy(np.ascontiguousarray(whole))[None])[0].numpy()
    np.testing.assert_allclose(latents["sar->ms"], encode_standardised(*vaes["ms"], made), atol=0.03)


@pytest.mark.parametrize("turn", [0, 5])
def test_context_joins_without_a_seam(
    index: TileIndex, vaes: Vaes, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In blocks of 24 cells it is the first channels of the context of the whole turned tile, two cells a token."""
    monkeypatch.setattr(encode_module, "BLOCK_LATENT_PX", 24)
    torch.manual_seed(0)
    encoder = ContextEncoder(ContextConfig(channels=6, width=16, depth=1, kernel=3), index.modalities)
    context = LatentContext(encoder.requires_grad_(False), 4)
    number = tile_of(index, "plain")
    rows, columns = turned_size(72, 80, turn)
    piece = CachedTile(number, 0, turn, 0, rows, columns, 1)
    encoder_of_pieces = TileEncoder(
        TileReader(index), index.modalities, vaes, SETTINGS, Guidance(context=context)
    )
    plan = plan_of(piece, ("ms",), contexts=("ms",))
    latents = encoder_of_pieces.encode(index.tile(number), piece, plan).latents
    whole = turned(values_of(index, number, "ms", 72, 80), turn)
    tokens = context.tokens("ms", torch.from_numpy(np.ascontiguousarray(whole))[None])
    wanted = context.at_cells(tokens, rows, columns)[0].numpy()
    assert wanted.shape == (4, rows, columns)
    np.testing.assert_allclose(latents["context.ms"], wanted, atol=0.01)


def test_context_at_every_pixel_is_computed_once_for_all_targets(vaes: Vaes) -> None:
    """The guesses are those that each target computes alone."""
    torch.manual_seed(0)
    modalities = tuple(SPECS[name] for name in ("sar", "ms"))
    encoder = ContextEncoder(FINE, modalities).requires_grad_(False)
    directions = (SAR_MS, Direction("sar", "sar"))
    guesses = {d: FirstGuess(SPECS[d.source], SPECS[d.target], encoder) for d in directions}
    passes: list[object] = []
    encoder.fine["sar"].register_forward_hook(lambda *_: passes.append(_))
    x = np.random.default_rng(0).uniform(-1, 1, (1, 32, 40)).astype(np.float32)
    guidance = Guidance(guesses, LatentContext(encoder, 2))
    out = coded_block(vaes, guidance, "sar", directions, True, x)
    assert len(passes) == 1
    alone = guesses[SAR_MS](torch.from_numpy(x)[None])[0].numpy()
    np.testing.assert_array_equal(out["sar->ms"], encode_standardised(*vaes["ms"], alone))
