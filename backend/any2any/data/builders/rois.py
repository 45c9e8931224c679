"""The folder layout that SEN1-2 and SEN12MS share.

``ROIs1158_spring/s1_1/ROIs1158_spring_s1_1_p30.tif`` is patch 30 of region of interest 1 of the spring; its
Sentinel-2 partner has ``s2`` for ``s1`` in the folder's and the file's name. The four seasons were drawn from
different seeds (1158, 1868, 1970, 2017), so season and region name a place on earth. Neighbouring patches of a
region overlap by half: a region goes into one split as a whole. SEN12MS is also found unpacked with the sensor in the
season's folder (``ROIs1158_spring_s1/s1_1/``); both are read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SEASON = re.compile(r"(ROIs\d+_[a-z]+)(?:_s[12])?")
_REGION = re.compile(r"(s[12])_(\d+)")


@dataclass(frozen=True)
class Region:
    """All patches of one region of interest."""

    season: str
    """Like ``ROIs1158_spring``."""
    number: int
    folders: dict[str, Path]
    """By sensor, "s1" and "s2"; one may be missing."""
    suffix: str
    """Of the files: ``.tif`` or ``.png``."""

    @property
    def name(self) -> str:
        """Like ``ROIs1158_spring_1``: the place."""
        return f"{self.season}_{self.number}"

    def path(self, sensor: str, patch: int) -> Path:
        """Return where a patch lies or would lie."""
        folder = self.folders.get(sensor) or Path(self.season, f"{sensor}_{self.number}")
        return folder / f"{self.season}_{sensor}_{self.number}_p{patch}{self.suffix}"

    def patches(self) -> list[int]:
        """Return the numbers of the patches that either sensor has, ascending."""
        name = re.compile(rf"{self.season}_s[12]_{self.number}_p(\d+){re.escape(self.suffix)}")
        found = {
            int(match[1])
            for folder in self.folders.values()
            for path in folder.iterdir()
            if (match := name.fullmatch(path.name))
        }
        return sorted(found)


def regions(root: Path, suffix: str) -> Iterator[Region]:
    """Yield the regions under ``root``, by season and number."""
    found: dict[tuple[str, int], dict[str, Path]] = defaultdict(dict)
    for season_folder in sorted(root.iterdir()):
        season = _SEASON.fullmatch(season_folder.name)
        if season is None or not season_folder.is_dir():
            continue
        for folder in season_folder.iterdir():
            region = _REGION.fullmatch(folder.name)
            if region and folder.is_dir():
                found[season[1], int(region[2])][region[1]] = folder
    for (name, number), folders in sorted(found.items()):
        yield Region(name, number, folders, suffix)
