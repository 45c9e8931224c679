from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from any2any.data import draw as draw_module
from any2any.data.augment.config import AugmentConfig
from any2any.data.index.reader import TileIndex
from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.spec.modality import Direction
from any2any.training.latents import build as build_module
from any2any.training.latents.build import Workers, build_latents, cache_key
from any2any.training.latents.cache import POSITIONS_NAME
from any2any.training.latents.cache_file import read_contents
from any2any.training.latents.plan import LatentSettings

from .tiles import SAR_MS, Noise, Vaes, make_index, make_vaes

SETTINGS = LatentSettings("train", frozenset({SAR_MS}), seed=1, variants=2, shard_bytes=160_000)
"""A piece of 64 x 64 cells takes 64 * 64 * 17 = 69,632 bytes and 1024 of header: two fit into a shard."""


class KilledError(Exception):
    """Stands for a killed process."""


@pytest.fixture(scope="module")
def vaes() -> Vaes:
    return make_vaes()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TileIndex:
    tiles = [Noise("a", 64, 64), Noise("a", 64, 64), Noise("a", 64, 66), Noise("b", 70, 64)]
    return make_index(tmp_path_factory.mktemp("build"), tiles)


def files(folder: Path) -> dict[str, bytes]:
    [target] = folder.iterdir()
    return {path.name: path.read_bytes() for path in sorted(target.iterdir())}


def shards(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/shard-*.safetensors"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, index: TileIndex, vaes: Vaes) -> Path:
    folder = tmp_path_factory.mktemp("latents")
    build_latents(folder, index, vaes, SETTINGS)
    return folder


def test_shards_hold_all_pieces_and_are_no_larger_than_asked(whole: Path, index: TileIndex) -> None:
    assert len(shards(whole)) == 4  # 3 tiles of a and 1 of b, two variants each, two to a shard
    assert all(path.stat().st_size <= SETTINGS.shard_bytes for path in shards(whole))
    [target] = whole.iterdir()
    found = [(e.piece.tile, e.piece.turn) for n in range(4) for e in read_contents(target, n).entries]
    assert sorted(found) == [(tile, turn) for tile in range(4) for turn in (0, 4)]


def test_the_cache_is_made_once(
    whole: Path, index: TileIndex, vaes: Vaes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.stat().st_mtime_ns for path in whole.rglob("*")}
    monkeypatch.delattr(build_module, "TileEncoder")
    build_latents(whole, index, vaes, SETTINGS)
    assert {path: path.stat().st_mtime_ns for path in whole.rglob("*")} == before


@pytest.mark.parametrize("finished", [0, 1, 3])
def test_a_killed_build_continues_shard_by_shard(
    tmp_path: Path, whole: Path, index: TileIndex, vaes: Vaes, finished: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    real = build_module.write_shard

    def killing(*args: object) -> None:
        if len(written) == finished:
            raise KilledError
        real(*args)  # type: ignore[arg-type]
        written.append(args)

    with monkeypatch.context() as patch:
        patch.setattr(build_module, "write_shard", killing)
        with pytest.raises(KilledError):
            build_latents(tmp_path, index, vaes, SETTINGS)
    assert len(shards(tmp_path)) == finished
    assert not list(tmp_path.glob(f"*/{POSITIONS_NAME}"))
    again = []
    monkeypatch.setattr(build_module, "write_shard", lambda *args: (again.append(args), real(*args)))
    build_latents(tmp_path, index, vaes, SETTINGS)
    assert len(again) == 4 - finished
    assert files(tmp_path) == files(whole)


def test_processes_share_the_shards_without_overlap(
    tmp_path: Path, whole: Path, index: TileIndex, vaes: Vaes, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[str, int]] = []
    real = build_module.write_shard

    def spy(folder: Path, plan: object, *rest: object) -> None:
        written.append((threading.current_thread().name, plan.number))  # type: ignore[attr-defined]
        real(folder, plan, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(build_module, "write_shard", spy)
    monkeypatch.setattr(build_module, "_POLL_S", 0.01)
    workers = [Workers(rank, 2, threads=2) for rank in range(2)]
    threads = [
        threading.Thread(target=build_latents, args=(tmp_path, index, vaes, SETTINGS, w), name=str(w.rank))
        for w in workers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written) == [("0", 0), ("0", 2), ("1", 1), ("1", 3)]
    assert files(tmp_path) == files(whole)


def test_the_key_names_everything_that_latents_depend_on(
    index: TileIndex, vaes: Vaes, tmp_path: Path
) -> None:
    other_vaes = make_vaes()
    other_vaes["ms"][0].encoder.conv_in.weight.data[0, 0, 0, 0] += 1.0
    other_entry = vaes | {"sar": (vaes["sar"][0], replace(vaes["sar"][1], latent_mean=(0.0,) * 4))}
    other_index = make_index(tmp_path, [Noise("a", 64, 64)])
    keys = [
        cache_key(index, vaes, SETTINGS),
        cache_key(index, other_vaes, SETTINGS),
        cache_key(index, other_entry, SETTINGS),
        cache_key(other_index, vaes, SETTINGS),
        *(
            cache_key(index, vaes, replace(SETTINGS, **change))
            for change in (
                {"split": "validation"},
                {"variants": 4},
                {"seed": 2},
                {"level_jitter_db": {"a": 1.0}},
                {"augment": AugmentConfig()},
                {"first_guess": True},
                {"directions": frozenset({Direction("ms", "sar")})},
                {"shard_bytes": 170_000},
            )
        ),
    ]
    assert len(set(keys)) == len(keys)
    assert cache_key(index, make_vaes(), SETTINGS) == keys[0]
    unused = vaes | {"pan": other_vaes["ms"]}
    assert cache_key(index, unused, SETTINGS) == keys[0]  # no direction needs it


def test_a_cache_under_another_key_is_replaced(tmp_path: Path, index: TileIndex, vaes: Vaes) -> None:
    build_latents(tmp_path, index, vaes, SETTINGS)
    [first] = tmp_path.iterdir()
    build_latents(tmp_path, index, vaes, replace(SETTINGS, variants=1))
    [second] = tmp_path.iterdir()
    assert first != second


def corrupt_index(folder: Path, good: int, bad: int) -> TileIndex:
    tiles = [Noise("a", 64, 64) for _ in range(good)] + [Noise("a", 64, 64, corrupt=True) for _ in range(bad)]
    return make_index(folder, tiles)


def test_corrupt_tiles_are_skipped_and_counted(tmp_path: Path, vaes: Vaes) -> None:
    index = corrupt_index(tmp_path, good=2, bad=2)
    cache = build_latents(tmp_path / "latents", index, vaes, SETTINGS)
    assert cache.report["tiles_corrupt"] == 2
    assert cache.report["tiles_by_source"] == {"a": 4}
    assert sum(group.stop - group.first for group in cache.groups) == 2 * 64 * 64 * 840


def test_too_many_corrupt_tiles_stop_the_build(
    tmp_path: Path, vaes: Vaes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draw_module, "FEWEST_SKIPPED", 2)
    index = corrupt_index(tmp_path, good=2, bad=2)
    with pytest.raises(Any2AnyError, match=r"2 of . reads of tiles were skipped"):
        build_latents(tmp_path / "latents", index, vaes, SETTINGS)


def test_too_many_corrupt_tiles_of_all_processes_together_stop_it_and_are_read_again(
    tmp_path: Path, vaes: Vaes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_module, "FEWEST_SKIPPED", 2)  # no process alone meets as many
    index = corrupt_index(tmp_path, good=2, bad=2)
    with pytest.raises(Any2AnyError, match=r"2 of 4 tiles are corrupt, over 1%, the first: .*repair"):
        build_latents(tmp_path / "latents", index, vaes, SETTINGS)
    kept = {n for n in range(4) if list((tmp_path / "latents").glob(f"*/shard-{n:05d}.safetensors"))}
    assert kept == {0, 1}  # the corrupt tiles come last: two variants of each, two to a shard


def test_a_tile_of_nodata_is_left_out(tmp_path: Path, vaes: Vaes) -> None:
    hole = (slice(0, 64), slice(0, 10))
    index = make_index(tmp_path, [Noise("a", 64, 64), Noise("a", 64, 64, hole=hole)])
    cache = build_latents(tmp_path / "latents", index, vaes, replace(SETTINGS, variants=1))
    assert cache.report["variants_without_data"] == 1
    assert sum(group.stop - group.first for group in cache.groups) == 64 * 64 * 840


def test_nothing_but_nodata_is_a_usage_error(tmp_path: Path, vaes: Vaes) -> None:
    index = make_index(tmp_path, [Noise("a", 64, 64, hole=(slice(0, 64), slice(0, 64)))])
    with pytest.raises(UsageError, match="has a window of valid pixels"):
        build_latents(tmp_path / "latents", index, vaes, SETTINGS)


def test_no_tile_at_all_is_a_usage_error(tmp_path: Path, vaes: Vaes) -> None:
    index = make_index(tmp_path, [Noise("a", 63, 64), Noise("a", 64, 64, ("sar",))])
    with pytest.raises(UsageError, match=r"no tile of the train split .*sar->ms.*too small: 1"):
        build_latents(tmp_path / "latents", index, vaes, SETTINGS)


def test_cancelling_stops_between_tiles(tmp_path: Path, index: TileIndex, vaes: Vaes) -> None:
    calls = iter([False, False, False, True])
    with pytest.raises(CancelledError, match="continues"):
        build_latents(tmp_path, index, vaes, SETTINGS, Workers(is_cancelled=lambda: next(calls)))
    assert len(shards(tmp_path)) == 1


def test_a_full_disk_leaves_the_finished_shards(
    tmp_path: Path, index: TileIndex, vaes: Vaes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from any2any.training.latents import cache_file as shard_module

    real = shard_module.save_file

    def failing(tensors: dict, path: Path, metadata: dict) -> None:
        if "00001" in path.name:
            path.write_bytes(b"half")
            raise OSError(28, "No space left on device")
        real(tensors, path, metadata)

    monkeypatch.setattr(shard_module, "save_file", failing)
    with pytest.raises(Any2AnyError, match=r"No space left on device.*free some space"):
        build_latents(tmp_path, index, vaes, SETTINGS)
    assert [path.name for path in tmp_path.glob("*/*")] == ["shard-00000.safetensors"]


def test_threads_change_nothing(tmp_path: Path, whole: Path, index: TileIndex, vaes: Vaes) -> None:
    build_latents(tmp_path, index, vaes, SETTINGS, Workers(threads=3))
    assert files(tmp_path) == files(whole)
