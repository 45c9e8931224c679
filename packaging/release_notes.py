"""Cut one version out of the changelog: ``python packaging/release_notes.py CHANGELOG.md v0.6.0 notes.md``.

A release's page on GitHub shows what changed in it, not all that ever changed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HEADING = re.compile(r"^## (?P<version>\S+) - \d{4}-\d{2}-\d{2}$", re.MULTILINE)


def notes(changelog: str, tag: str) -> str:
    """Return what stands below the dated heading of a tag's version, ``v`` in front of it or not.

    Raises SystemExit if the version has no dated heading or nothing stands below it.
    """
    headings = list(HEADING.finditer(changelog))
    ends = [heading.start() for heading in headings[1:]] + [len(changelog)]
    for heading, end in zip(headings, ends, strict=False):
        text = changelog[heading.end() : end].strip()
        if heading["version"] == tag.removeprefix("v") and text:
            return text + "\n"
    raise SystemExit(
        f"the changelog says nothing of {tag}: write it below '## {tag.removeprefix('v')} - DATE'"
    )


if __name__ == "__main__":
    source, tag, target = sys.argv[1:]
    Path(target).write_text(notes(Path(source).read_text(encoding="utf-8"), tag), encoding="utf-8")
