"""The worker's messages for people who use QGIS: in their language, with buttons and menus instead of commands.

The worker serves the command line too, so it speaks English and names options. What users meet most is worded here;
of everything else only the names of units and the advice to run a command again are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from any2any_qgis.translation import tr

Say = Callable[..., str]


def reword(message: str) -> str:
    """Return a message of the worker as the user should read it."""
    for pattern, say in _sayings():
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return say(**found.groupdict())
    return _without_ids(_without_commands(message))


def _sayings() -> list[tuple[str, Say]]:
    """Return patterns of whole messages and what is said instead; their groups are the fields."""
    return [*_about_progress(), *_about_inputs(), *_about_values(), *_about_outputs(), *_about_memory()]


def _about_progress() -> list[tuple[str, Say]]:
    return [
        (
            r"loading the model in (?P<folder>.+) on (?P<device>.+)",
            tr("Loading the model on {device}").format,
        ),
        (r"computing on (?P<devices>.+)", tr("Computing on {devices}").format),
        (
            r"translating (?P<source>\w+) to (?P<target>\w+) through (?P<via>\w+)",
            tr("Translating {source} to {target} through {via}").format,
        ),
        (r"radiometry (?P<name>\w+): (?P<reason>.+)", _units),
        (r"cancelled; running the same command .*|the job was cancelled.*", tr("Cancelled.").format),
        (
            r"the job did not stop within .*",
            tr(
                "Cancelled. The worker did not stop by itself and was ended; the next job starts another one."
            ).format,
        ),
    ]


def _about_inputs() -> list[tuple[str, Say]]:
    return [
        (
            r"pixels of (?P<size>.+) m are far from the (?P<known>.+) m that the model knows as (?P<title>[^:]+): .+",
            tr(
                "Pixels of {size} m are far from the {known} m that the model knows as {title}: set the pixel size to "
                "{known} m (Advanced)."
            ).format,
        ),
        (
            r"band (?P<band>\d+) of (?P<path>.+) holds colour indices, not measurements: .+",
            tr(
                "Band {band} of {path} holds colour indices, not measurements: convert it first with Raster > "
                "Conversion > PCT to RGB."
            ).format,
        ),
        (
            r"(?P<path>.+) is placed by .+ only, which a result could not keep: .+",
            tr(
                "{path} is placed by control points only: warp it first with Raster > Georeferencer or Warp."
            ).format,
        ),
        (
            r"the value (?P<value>\S+) forms a border and is taken as nothing measured: .+",
            tr(
                "The value {value} forms a border and is taken as nothing measured: set it as nodata value in the "
                "layer's properties (Transparency) if that is right."
            ).format,
        ),
        (
            r"the window .+ was grown to .+, whole cells of (?P<side>\d+) x \d+ pixels",
            tr("The area was enlarged to whole cells of {side} × {side} pixels.").format,
        ),
        (
            r"of (?P<count>\d+) bands, (?P<bands>[\d, ]+) are taken as (?P<names>.+): .+",
            tr("Of {count} bands, {bands} are taken as {names}: choose bands if others are meant.").format,
        ),
        (
            r"(?P<path>.+) has no valid pixel.*",
            tr("{path} has no valid pixel: all are nodata, masked or no numbers.").format,
        ),
    ]


def _about_values() -> list[tuple[str, Say]]:
    doubt = tr("With the units “{units}” the values cannot be right: choose other units.")
    return [
        (
            r"with radiometry (?P<name>\w+) .+(applied already or is wrong|cannot be): .+",
            partial(_with_units, doubt),
        ),
        (
            r"the median reflectance of (?P<value>\S+) lies outside .+, (?P<name>\w+) is the wrong radiometry",
            partial(
                _with_units,
                tr(
                    "The median reflectance is {value}: if the scene is not unusual, “{units}” are the wrong units."
                ),
            ),
        ),
        (
            r"the median of (?P<value>\S+) dB with radiometry (?P<name>\w+) is brighter than land .+",
            partial(
                _with_units,
                tr("The median of {value} dB is brighter than land: “{units}” may be the wrong units."),
            ),
        ),
        (
            r"the radar image is not calibrated: .+",
            tr(
                "The radar image is not calibrated: its level was guessed. Calibrated backscatter in dB gives better "
                "results."
            ).format,
        ),
        (
            r"no pixel of the chosen window is valid: .+",
            tr("No pixel of the area is valid: the result is all nodata.").format,
        ),
    ]


def _about_outputs() -> list[tuple[str, Say]]:
    return [
        (
            r"the output folder (?P<folder>.+) does not exist: .+",
            tr("The output folder {folder} does not exist: create it or choose another one.").format,
        ),
        (
            r"the output folder (?P<folder>.+) is not writable: .+",
            tr(
                "The output folder {folder} is not writable: choose another one or change its permissions."
            ).format,
        ),
        (
            r"the output (?P<path>.+) is the input: .+",
            tr("The output {path} is the input: choose another name.").format,
        ),
        (
            r"(?P<path>.+) cannot be replaced \((?P<reason>.+)\): .+",
            tr(
                "{path} cannot be replaced ({reason}): close it in other programs, then run the job again."
            ).format,
        ),
        (
            r"(?P<path>.+) cannot be written \((?P<reason>.+)\): free (?P<space>.+) or choose .+",
            tr(
                "{path} cannot be written ({reason}): make room or choose another folder. Finished rows are kept; "
                "Resume continues with them."
            ).format,
        ),
    ]


def _about_memory() -> list[tuple[str, Say]]:
    return [
        (
            r"memory ran out: continuing with (?P<rest>.+)",
            tr("Memory ran out: the job continues in smaller pieces.").format,
        ),
        (
            r".*memory of device (?P<device>\S+) is too small even for one window.*",
            tr("The memory of {device} is too small even for one window: choose the device cpu.").format,
        ),
    ]


def _units(name: str, reason: str) -> str:
    return tr("Units: {} ({})").format(_title(name), reason)


def _with_units(text: str, name: str, **fields: str) -> str:
    return text.format(units=_title(name), **fields)


def _title(name: str) -> str:
    from any2any_qgis.layers.units import unit_titles  # numpy: only when a job runs

    return unit_titles().get(name, name)


def _without_commands(message: str) -> str:
    return re.sub(r"run(ning)? the same command again[^.;)]*", tr("run the job again"), message)


def _without_ids(message: str) -> str:
    """Replace raw names of units where a message is about units."""
    if "radiometry" not in message:
        return message
    from any2any_qgis.layers.units import unit_titles

    titles = {name: title for name, title in unit_titles().items() if "_" in name or name[-1].isdigit()}
    pattern = r"\b(" + "|".join(sorted(titles, key=len, reverse=True)) + r")\b"
    return re.sub(pattern, lambda found: f"“{titles[found[0]]}”", message)
