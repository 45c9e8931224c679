"""The worker's messages for people who use QGIS: in their language, with buttons and menus instead of commands.

The worker serves the command line too, so it speaks English and names options. What users meet most has a code, by
which it is worded here; of everything else only units' names and the advice to run a command again are replaced.
"""

from __future__ import annotations

import re

from any2any_qgis.engine.protocol import Said
from any2any_qgis.layers.titles import unit_titles
from any2any_qgis.processing.refusals import refusals
from any2any_qgis.translation import tr


def worded(said: Said) -> str:
    """Return a message of the worker as the user should read it."""
    wording = wordings().get(said.code)
    if wording is None:
        return _without_ids(_without_commands(said.text))
    values = dict(said.values)
    if values.get("why") in wordings():
        values["reason"] = wordings()[values["why"]].format(**values)
    if "radiometry" in values:
        values["units"] = _title(values["radiometry"])
    return wording.format(**values)


def wordings() -> dict[str, str]:
    """Return the sentence for each code; the fields are those of the worker's message, and ``units``."""
    return {
        **_about_progress(),
        **_about_inputs(),
        **_about_bands(),
        **_about_values(),
        **_reasons_for_units(),
        **_about_levels(),
        **_about_training_data(),
        **_about_outputs(),
        **_about_machines(),
        **_about_the_worker(),
        **refusals(),
    }


def _about_progress() -> dict[str, str]:
    return {
        "loading-model": tr("Loading the model on {device}"),
        "devices": tr("Computing on {devices}"),
        "route": tr("Translating {source} to {target} through {via}"),
        "units": tr("Units: {units} ({reason})"),
        "cancelled": tr("Cancelled."),
        "samples-alike": tr(
            "One sampling step gives nearly the mean of all likely images, so the samples hardly differ: choose the "
            "preset balanced or detailed for a standard deviation that means something."
        ),
        "samples-of-route": tr(
            "The samples are of the second translation only: all start from the same intermediate image, so "
            "their deviation is too small."
        ),
        "worker-ended": tr(
            "Cancelled. The worker did not stop by itself and was ended; the next job starts another one."
        ),
    }


def _about_inputs() -> dict[str, str]:
    return {
        "not-a-raster": tr("{path} cannot be opened as a raster ({reason}): check the file and its format."),
        "not-readable": tr(
            "{path} cannot be read at rows {first} to {last} ({reason}): the file is damaged, incomplete or gone. "
            "Copy or download it again."
        ),
        "no-valid-pixel": tr("{path} has no valid pixel: all are nodata, masked or not a number."),
        "empty-window": tr("No pixel of the area is valid: the result is all nodata."),
        "pixel-size": tr(
            "Pixels of {size} m are far from the {known} m that the model was trained on for {title}: set"
            " the pixel size to {known} m (Advanced)."
        ),
        "pixels-not-square": tr(
            "Pixels of {x} × {y} m are not square, and the model knows square ones: warp the layer to a projected "
            "CRS first, with pixels of {size} m."
        ),
        "placed-by-points": tr(
            "{path} is placed by control points only: warp it first with Raster > Georeferencer or Warp."
        ),
        "border-empty": tr(
            "The value {value} forms a border and is treated as nodata: set it as nodata value in the "
            "layer's properties (Transparency) if that is right."
        ),
        "border-doubtful": tr(
            "The value {value} fills a part of the edge and is translated, because it occurs elsewhere too: set it "
            "as nodata value in the layer's properties (Transparency) if nothing was measured there."
        ),
        "window-grown": tr("The area was enlarged to whole pixels of the result."),
        "window-cut": tr("The area reaches beyond the raster: only the part inside is translated."),
    }


def _about_bands() -> dict[str, str]:
    return {
        "palette": tr(
            "Band {band} of {path} holds colour indices, not measurements: convert it first with Raster > "
            "Conversion > PCT to RGB."
        ),
        "too-few-bands": tr(
            "{path} has {count} bands, {title} needs {need} ({names}): choose another modality or file."
        ),
        "first-bands": tr(
            "Of {count} bands, {bands} are taken as {names}: choose bands if others are meant."
        ),
        "bands-by-sensor": tr(
            "Bands {bands} are taken as {names}, because their numbers look like those of {sensor}: choose bands "
            "if they are another sensor's."
        ),
    }


def _about_values() -> dict[str, str]:
    return {
        "wrong-units": tr("With the units “{units}” the values cannot be right: choose other units."),
        "median-reflectance": tr(
            "The median reflectance is {value}: if the scene is not unusual, “{units}” are the wrong units."
        ),
        "median-backscatter": tr(
            "The median of {value} dB is brighter than land: “{units}” may be the wrong units."
        ),
        "not-calibrated": tr(
            "The radar image is not calibrated: its level was guessed. Calibrated backscatter in dB gives better "
            "results."
        ),
        "quicklook": tr(
            "An 8-bit radar image is not calibrated: calibrated backscatter in dB gives better results. If its grey "
            "levels are linear in dB, choose the units for that."
        ),
    }


def _reasons_for_units() -> dict[str, str]:
    """The worker's reasons for a raster's units, as clauses."""
    return {
        "why-chosen": tr("as chosen"),
        "why-picture": tr("8-bit values are a picture"),
        "why-scale": tr("the file's scale and offset say so"),
        "why-reflectance": tr("values up to {top} are reflectance already"),
        "why-landsat-name": tr("the product name is Landsat Collection 2, level {level}"),
        "why-baseline": tr("Sentinel-2 baseline {baseline} stores reflectance × 10000 plus 1000"),
        "why-s2": tr("values up to {top} are reflectance × 10000"),
        "why-landsat": tr("values from {low} to {top} are those of Landsat Collection 2"),
        "why-db10": tr("values from {low} are decibels × 10"),
        "why-db100": tr("values from {low} are decibels × 100"),
        "why-db": tr("values from {low} to {high} are decibels"),
        "why-complex": tr("complex values were turned into power"),
        "why-named-amplitude": tr("the product name says amplitude"),
        "why-named-power": tr("the product name says power"),
        "why-power": tr("positive values with median {middle} are linear power"),
        "why-amplitude": tr("positive values with median {middle} are amplitude"),
        "why-quicklook": tr("8-bit values are taken for a stretched picture of the amplitude"),
        "why-scale-db": tr("the file's scale and offset give decibels"),
        "why-scale-power": tr("the file's scale gives positive values, linear power"),
        "why-landsat-st": tr("values near {middle} are temperatures of Landsat Collection 2"),
        "why-kelvin": tr("values near {middle} are kelvin"),
        "why-celsius": tr("values near {middle} are degrees Celsius"),
        "dark-s2": tr(
            "Values up to {top} are very dark as reflectance × 10000: for an 8-bit picture choose other units."
        ),
        "maybe-offset": tr(
            "No value is below {low}: for Sentinel-2 images since 2022 with their offset choose other units."
        ),
        "landsat-by-values": tr(
            "Values from {low} to {top} are taken for Landsat Collection 2: for snow or cloud in reflectance × 10000 "
            "choose other units."
        ),
        "offset-negative": tr(
            "Values as low as {low} become negative reflectance: if the offset was removed already choose other units."
        ),
    }


def _about_levels() -> dict[str, str]:
    return {
        "level-brought": tr(
            "The reflectance is that at the top of the atmosphere: it is converted to surface reflectance first."
        ),
    }


def _about_training_data() -> dict[str, str]:
    return {
        "near-level": tr(
            "The input is like the training data. It differs most in the median of {band}: {value}, and {low} to "
            "{high} in the training data (distance {score}, limit 1)."
        ),
        "near-texture": tr(
            "The input is like the training data. It differs most in the texture of {band}: {share} times the typical "
            "one of the training data (distance {score}, limit 1)."
        ),
        "near-size": tr(
            "The input is like the training data. It differs most in the pixel size: {size} m, and {low} to {high} m "
            "in the training data (distance {score}, limit 1)."
        ),
        "near-latent": tr(
            "The input is like the training data in the latent space too (distance {score}, limit 1)."
        ),
        "far-level": tr(
            "The input is unlike the training data (distance {score}, limit 1): the median of {band} is {value}, and "
            "{low} to {high} in the training data. Check the result before you use it."
        ),
        "far-texture": tr(
            "The input is unlike the training data (distance {score}, limit 1): the texture of {band} is {share} times "
            "the typical one of the training data. Check the result before you use it."
        ),
        "far-size": tr(
            "The input is unlike the training data (distance {score}, limit 1): its pixels have {size} m, and those of "
            "the training data {low} to {high} m. Check the result before you use it."
        ),
        "far-latent": tr(
            "The input is unlike the training data in the latent space (distance {score}, limit 1): its structure, or "
            "how its bands go together, is unlike theirs. Check the bands, and the result before you use it."
        ),
    }


def _about_outputs() -> dict[str, str]:
    return {
        "output-not-tif": tr("The output {path} must be a GeoTIFF: give it a name that ends with .tif."),
        "output-folder-missing": tr(
            "The output folder {folder} does not exist: create it or choose another one."
        ),
        "output-folder-read-only": tr(
            "The output folder {folder} is not writable: choose another one or change its permissions."
        ),
        "output-is-input": tr("The output {path} is the input: choose another name."),
        "finished-before": tr("{path} is finished: the same job has made it before."),
        "left-over": tr("The folder {path} is left over and can be deleted ({reason})."),
        "output-not-replaced": tr(
            "{path} cannot be replaced ({reason}): close it in other programs, then run the job again."
        ),
        "not-written": tr(
            "{path} cannot be written ({reason}): make room or choose another folder. Finished rows are kept; "
            "Resume continues with them."
        ),
    }


def _about_machines() -> dict[str, str]:
    smaller = tr("Memory ran out: the job continues in smaller pieces.")
    return {
        "smaller-batch": smaller,
        "smaller-block": smaller,
        "memory-too-small": tr(
            "The memory of {device} is too small even for one window: choose the device cpu."
        ),
        "memory-ran-out": tr(
            "Memory ran out ({reason}): close other programs or translate a smaller area. Finished rows are kept; "
            "Resume continues with them."
        ),
        "device-failed": tr(
            "The device {device} failed ({reason}): run the job again, it continues from here. Choose the device "
            "cpu if it fails again."
        ),
        "training-packages": tr(
            "Fine-tuning needs {packages}: run the algorithm Set up Any2Any with the profile train."
        ),
        "device-skipped": tr("The device {device} is not used: {reason}"),
        "device-fallback": tr("The device {device} failed ({reason}): the job continues on the processor."),
        "no-gpu-limit": tr("The limit of GPU memory has no effect on the device {device}."),
        "device-missing": tr("The device {device} is not available: choose auto or cpu."),
    }


def _about_the_worker() -> dict[str, str]:
    return {
        "worker-not-started": tr("The worker cannot be started with {program}: {reason}"),
        "worker-silent": tr(
            "The worker did not answer for {seconds} s and was ended. Its last lines:\n{last}"
        ),
        "worker-mute": tr("The worker stopped answering and was ended. Its last lines:\n{last}"),
        "worker-died": tr("The worker ended unexpectedly (exit code {exit}). Its last lines:\n{last}"),
        "worker-killed": tr(
            "The worker was killed (exit code {exit}): often the machine ran out of memory. Its last lines:\n{last}"
        ),
        "worker-stopped": tr("The job was stopped, because the plugin ended its worker."),
        "worker-nonsense": tr(
            "The worker sent something that is not a message ({reason}): press Repair on the set-up page."
        ),
        "worker-bug": tr("The worker has a bug, please report it: {reason}"),
        "protocol-differs": tr(
            "The plugin and its worker are of different versions: install the plugin again and restart QGIS."
        ),
    }


def _title(name: str) -> str:
    return unit_titles().get(name, name)


def _without_commands(message: str) -> str:
    return re.sub(r"run(ning)? the same command again[^.;)]*", tr("run the job again"), message)


def _without_ids(message: str) -> str:
    """Replace raw names of units where a message is about units."""
    if "radiometry" not in message:
        return message
    titles = {name: title for name, title in unit_titles().items() if "_" in name or name[-1].isdigit()}
    pattern = r"\b(" + "|".join(sorted(titles, key=len, reverse=True)) + r")\b"
    return re.sub(pattern, lambda found: f"“{titles[found[0]]}”", message)
