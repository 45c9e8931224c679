"""Errors that users of the plugin can meet have a code, by which QGIS words them in the user's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "backend" / "any2any"
ERRORS = {"UsageError", "Any2AnyError", "ManifestError", "CancelledError", "LockedError", "UnreachableError"}

COMMAND_LINE = "only commands parse text like this: the plugin sends lists and numbers"
CHECKED = "the plugin checks the value before it sends the request"
RECIPE = "only recipes of the command line set it: a fine-tuning takes the default"
BUILDER = "only any2any data builds an index from folders: an export cuts tiles that pass"
SHARDS = "a job is computed in shards, or listed and merged, on the command line only"
LAUNCHED = "needs several processes of accelerate launch: the worker is one"
CATALOGUE = "layers of QGIS are rasters: only the command line names STAC items"
ARRAYS = "only Python programs give arrays"

UNCODED = {
    "api.py::_values_of": ARRAYS,
    "data/augment/config.py::AugmentConfig.__post_init__": RECIPE,
    "data/bands.py::_part": COMMAND_LINE,
    "data/bands.py::_per_band": COMMAND_LINE,
    "data/bands.py::parse_radiometry": COMMAND_LINE,
    "data/builders/options.py::Options.__post_init__": BUILDER,
    "data/builders/simulator.py::simulator_scenes": BUILDER,
    "data/draw.py::TileDraw.__init__": "only stage I draws crops of tiles",
    "data/draw.py::_cumulated_shares": "only stage I draws crops of tiles",
    "data/draw.py::read_crop": "only stage I draws crops of tiles",
    "data/index/reader.py::TileIndex.modality": "a plan asks for modalities of the index's own directions",
    "data/index/reader.py::TileIndex.tile": "numbers come from the same index, whose digest names the cache",
    "data/index/schema.py::size_latent_px": BUILDER,
    "data/index/writer.py::_check_cell_sizes": BUILDER,
    "data/index/writer.py::_check_file.refuse": BUILDER,
    "data/index/writer.py::_check_tile": BUILDER,
    "data/index/writer.py::_staged": BUILDER,
    "data/index/writer.py::_write": "an export without a tile is refused before, as no-valid-tile",
    "data/index/writer.py::merge_indexes": "only any2any data merge calls it",
    "data/tile.py::TileReader.read": "tiles are drawn from groups that hold the modality",
    "fill/plan.py::_check_numbers": CHECKED,
    "fill/plan.py::_refuse_catalogue": CATALOGUE,
    "hub/installed.py::_verify": "the plugin names model folders, not downloaded models",
    "models/compiling.py::compile_dit": "only --compile asks for it",
    "raster/drivers.py::check_drivers": "needs a program that opens a raster before it imports any2any",
    "raster/stack.py::_on_grid": CATALOGUE,
    "raster/stack.py::open_part": CATALOGUE,
    "requests/fill.py::parse_named_raster": COMMAND_LINE,
    "requests/translate.py::parse_band_numbers": COMMAND_LINE,
    "requests/translate.py::parse_numbers": COMMAND_LINE,
    "runtime/device.py::limit_gpu_memory": CHECKED,
    "simulate/scene.py::simulate_scene": BUILDER,
    "simulate/write.py::write_scene": BUILDER,
    "spec/model_folder.py::from_json": "becomes the reason in model-unreadable",
    "spec/modality.py::Direction.parse": CHECKED,
    "stac/assets.py::_named": CATALOGUE,
    "stac/assets.py::find_bands": CATALOGUE,
    "stac/assets.py::read_item": CATALOGUE,
    "training/config.py::OptimiserConfig.__post_init__": CHECKED,
    "training/config.py::MonitorConfig.__post_init__": RECIPE,
    "training/config.py::PerceptualConfig.__post_init__": RECIPE,
    "training/config.py::TranslatorTrainingConfig.__post_init__": RECIPE,
    "training/config.py::VaeTrainingConfig.__post_init__": RECIPE,
    "training/config.py::_above_zero": CHECKED,
    "training/config.py::_at_least": CHECKED,
    "training/config.py::_one_of": RECIPE,
    "training/latents/build.py::_wait_for": LAUNCHED,
    "training/loop/loop.py::_check_hooks": RECIPE,
    "training/loop/monitor.py::_summary_writer": RECIPE,
    "training/loop/processes.py::accelerator_for": LAUNCHED,
    "training/loop/processes.py::prepare": LAUNCHED,
    "training/loop/step.py::sample_parts": LAUNCHED,
    "training/translator/pairs.py::DirectionDraw.__init__": "a fine-tuning leaves out directions without tiles",
    "training/translator/pairs.py::PairBatches.__init__": "a fine-tuning gives no direction a weight",
    "training/translator/pairs.py::choose_directions": RECIPE,
    "training/translator/warm_start.py::start_from": RECIPE,
    "translate/job.py::run_shard": SHARDS,
    "translate/merge.py::_manifest_of": SHARDS,
    "translate/merge.py::_refuse_missing": SHARDS,
    "translate/merge.py::merge": SHARDS,
    "translate/parts.py::find_parts": SHARDS,
    "translate/make_plan.py::_check_numbers": CHECKED,
    "translate/record.py::read_record": SHARDS,
    "translate/shard.py::_checked": SHARDS,
    "translate/shard.py::_number": SHARDS,
    "translate/shard.py::_of_slurm": SHARDS,
    "translate/shard.py::parse_shard": SHARDS,
    "translate/uncertainty.py::check_samples": CHECKED,
    "worker/parameters.py::_checked": "says that plugin and worker disagree, which is a bug",
}
"""Functions that the worker can import whose errors hold an English sentence only, and why no user of the plugin meets
them."""


def reached() -> list[Path]:
    """Return the modules that the worker imports, at its start or during a job."""
    found: dict[Path, None] = {}
    waiting = ["any2any.worker.server"]
    while waiting:
        name = waiting.pop()
        base = PACKAGE.parent.joinpath(*name.split("."))
        paths = [path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()]
        if paths and paths[0] not in found:
            found[paths[0]] = None
            waiting += imported(ast.parse(paths[0].read_text(encoding="utf-8")))
    return sorted(found)


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the names of the package's modules that a module imports anywhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("any2any"):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def sentences(tree: ast.AST, place: str = "") -> Iterator[tuple[str, ast.expr]]:
    """Yield the function and the message of each of our errors that is made, raised at once or later."""
    for node in ast.iter_child_nodes(tree):
        is_named = isinstance(node, (ast.FunctionDef, ast.ClassDef))
        inner = f"{place}.{node.name}".lstrip(".") if is_named else place
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS and node.args:
            yield inner, node.args[0]
        yield from sentences(node, inner)


def is_uncoded(message: ast.expr) -> bool:
    """Whether an English sentence is written, or chosen, where the error is made."""
    if isinstance(message, ast.IfExp):
        return is_uncoded(message.body) or is_uncoded(message.orelse)
    return isinstance(message, (ast.JoinedStr, ast.Constant, ast.BinOp)) or (
        isinstance(message, ast.Call) and getattr(message.func, "id", "") == "str"
    )


def uncoded(path: Path) -> set[str]:
    """Return ``file::function`` of each place in a module whose errors have no code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(PACKAGE).as_posix()
    return {f"{name}::{function}" for function, message in sentences(tree) if is_uncoded(message)}


def test_every_error_that_the_worker_can_make_has_a_code_or_a_reason_why_not():
    found = {place for path in reached() for place in uncoded(path)}
    assert found - UNCODED.keys() == set(), "give these a code (errors.Message) and a wording in the plugin"
    assert UNCODED.keys() - found == set(), "these have a code now: take them off the list"


def test_the_worker_reaches_its_jobs():
    """Translation, comparison, filling, export and fine-tuning are imported when they are asked for."""
    names = {path.relative_to(PACKAGE).as_posix() for path in reached()}
    jobs = {"translate/job.py", "evaluation/real_image.py", "fill/job.py", "data/export/index_tiles.py"}
    assert jobs | {"training/finetune/finetune.py", "training/loop/loop.py"} <= names


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ('raise UsageError(f"{x} is bad")', {"f"}),
        ('raise UsageError("bad")', {"f"}),
        ('error = Any2AnyError("bad " + x)', {"f"}),
        ("raise UsageError(str(x)) from x", {"f"}),
        ('raise UsageError("bad" if x else said)', {"f"}),
        ('raise UsageError(Message("bad", "{x} is bad", x=x))', set()),
        ("raise UsageError(said)", set()),
        ('raise ValueError("bad")', set()),
    ],
)
def test_sentences_with_and_without_a_code_are_distinguished(statement, found):
    tree = ast.parse(f"def f(x):\n    {statement}\n")
    assert {function for function, message in sentences(tree) if is_uncoded(message)} == found


UNCODED_WARNINGS = {
    "data/builders/files.py": BUILDER,
    "distributed/one_raster.py": "another device computes the share; the last failure is raised with its code",
    "hub/installed.py": "the plugin names model folders, not downloaded models",
    "locking/lock.py": "the job goes on; losing the lock is the error lock-lost",
    "models/translator.py": "only imported VAEs have a norm",
    "training/translator/warm_start.py": RECIPE,
    "translate/pipeline.py": "a second failure beside the one that is raised",
}
"""Modules that the worker can import whose warnings hold an English sentence only, and why users rarely read them."""


def warned_without_a_code(tree: ast.AST) -> bool:
    """Whether a module warns with a sentence of its own."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    warned = [node for node in calls if ast.unparse(node.func) == "logger.warning"]
    said = [node.args[1 if ast.unparse(node.args[0]) == "'%s'" else 0] for node in warned]
    return any(map(is_uncoded, said))


def test_warnings_of_jobs_have_a_code_too():
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in reached()}
    found = {
        path.relative_to(PACKAGE).as_posix() for path, tree in trees.items() if warned_without_a_code(tree)
    }
    assert found == UNCODED_WARNINGS.keys()
