"""Plain folders of co-registered rasters, described by a YAML (see ``layout.py``)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from any2any.data.builders.files import Layer, Part, SceneFiles, View
from any2any.data.builders.layout import LAYOUT_NAME, SCENE, Layout, read_layout
from any2any.data.builders.options import Options, split_of
from any2any.errors import UsageError
from any2any.spec.modality import DEFAULT_MODALITIES, Modality


def folder_layout(root: Path, options: Options) -> Layout:
    """Read the given layout, else the one in the folder."""
    return read_layout(options.layout or root / LAYOUT_NAME, default_source=root.resolve().name)


def folder_modalities(layout: Layout) -> tuple[Modality, ...]:
    """Return the five default modalities and the layout's additional ones."""
    added = tuple(entry.modality for entry in layout.modalities if entry.modality not in DEFAULT_MODALITIES)
    return DEFAULT_MODALITIES + added


def folder_scenes(root: Path, layout: Layout, options: Options) -> Iterator[SceneFiles]:
    """Yield the scenes matched by at least one pattern, by name; UsageError if a pattern matches two files."""
    found = {part.file: _find(root, part.file) for entry in layout.modalities for part in entry.parts}
    for scene in sorted(set().union(*found.values())):
        place = f"{layout.source}/{_place_of(layout, scene)}"
        layers = tuple(
            Layer(
                entry.modality.name,
                tuple(Part(found[p.file].get(scene, root / p.file), p.terms) for p in entry.parts),
                entry.radiometry,
            )
            for entry in layout.modalities
        )
        yield SceneFiles(
            f"{layout.source}/{scene}", place, layout.source, split_of(place, options), layout.licence,
            (View("", layers),),
        )  # fmt: skip


def _place_of(layout: Layout, scene: str) -> str:
    if layout.place is None:
        return scene
    match = layout.place.fullmatch(scene)
    if match is None:
        raise UsageError(
            f"place {layout.place.pattern!r} does not match the scene {scene!r}: it must match whole names"
        )
    return match[1]


def _find(root: Path, pattern: str) -> dict[str, Path]:
    """Return the files that match, by scene."""
    regex = re.compile(_regex(pattern))
    found: dict[str, list[Path]] = defaultdict(list)
    for path in root.glob(pattern.replace(SCENE, "*")):
        if match := regex.fullmatch(path.relative_to(root).as_posix()):
            found[match["scene"]].append(path)
    for scene, paths in found.items():
        if len(paths) > 1:
            raise UsageError(
                f"{pattern!r} finds {_both(paths)} for the scene {scene!r}: make it match one file"
            )
    return {scene: path for scene, [path] in found.items()}


def _both(paths: Sequence[Path]) -> str:
    first, second, *_ = sorted(paths)
    return f"{first} and {second}"


def _regex(pattern: str) -> str:
    first = True
    parts = []
    for text in re.split(r"(\{scene\}|\*|\?)", pattern):
        if text == SCENE:
            parts.append("(?P<scene>[^/]+)" if first else "(?P=scene)")
            first = False
        else:
            parts.append({"*": "[^/]*", "?": "[^/]"}.get(text, re.escape(text)))
    return "".join(parts)
