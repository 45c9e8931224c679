"""The worker's refusals in the terms of QGIS: files, units, areas, masks, models, packages."""

from __future__ import annotations

from any2any_qgis.translation import tr


def refusals() -> dict[str, str]:
    """Return the sentence for each code; the fields are those of the worker's message, and ``units``."""
    return {
        **_about_files(),
        **_about_numbers(),
        **_about_areas(),
        **_about_results(),
        **_about_fills(),
        **_about_masks(),
        **_about_comparisons(),
        **_about_tiles(),
        **_about_training(),
        **_about_models(),
        **_about_packages(),
    }


def _about_files() -> dict[str, str]:
    return {
        "metadata-damaged": tr(
            "{path} holds metadata that cannot be read ({reason}): copy or download the file again."
        ),
        "foreign-address": tr(
            "{path} takes pixels from the address {address}, which is not fetched: download that file and name the "
            "copy in its place."
        ),
        "path-not-text": tr("{path} has a name that is not UTF-8: rename the file or its folder."),
        "several-images": tr("{path} holds several images: choose one of them ({parts})."),
        "variable-missing": tr("{path} has no single variable {variable}: it has {known}."),
        "bands-number": tr("{count} bands were chosen, {title} needs {need}: choose {names}, in this order."),
        "band-missing": tr("Band {band} does not exist: {path} has bands 1 to {count}."),
        "source-damaged": tr("{path} cannot be read ({reason}): copy or download the file again."),
        "nowhere": tr(
            "The geotransform of {path} places its pixels nowhere on a map: georeference it again."
        ),
        "mixed-baselines": tr(
            "The raster joins Sentinel-2 products of the baselines {first} and {last}, whose numbers differ by "
            "1,000: translate them one by one."
        ),
    }


def _about_numbers() -> dict[str, str]:
    other = tr(
        "The raster seems to hold elevation, phase or another measure, not an image: choose another file, or "
        "choose the units if it is an image."
    )
    return {
        "named-other": other,
        "unit-of-length": other,
        "signs-of-phase": other,
        "smooth-radar": other,
        "units-unknown": tr(
            "Values near {value} do not fit {title} in any usual units: choose the units, or convert the file."
        ),
        "units-other-kind": tr("The units “{units}” do not fit {title}: choose others."),
        "no-scale": tr("The file has no scale and offset: choose other units."),
        "scale-constant": tr(
            "The file's scale {scale} and offset {offset} make all values the same: choose the units."
        ),
        "scale-no-db": tr("With the file's scale and offset the values are not dB: convert the file to dB."),
        "counts": tr(
            "{sensor} products hold uncalibrated numbers: convert the file to reflectance, or choose the units."
        ),
        "haze-unknown": tr("No haze is known for the bands {bands}: use surface reflectance."),
        "level-unknown": tr(
            "The model {model} does not say that its {title} is surface reflectance: leave the option out."
        ),
    }


def _about_areas() -> dict[str, str]:
    outside = tr("The area has no pixel of the raster: choose another area.")
    return {
        "area-outside": outside,
        "area-empty": outside,
        "via-end": tr("{via} is the source or the target: choose another modality in between."),
        "modality-unknown": tr("The model {model} does not know {name}: choose one of {known}."),
        "same-modality": tr("Source and target are both {source}: choose two different modalities."),
    }


def _about_results() -> dict[str, str]:
    return {
        "output-exists": tr("{path} exists already: choose another name, or allow it to be overwritten."),
        "in-the-way": tr("{path} was not made by Any2Any and is in the way: move it or choose another name."),
        "other-settings": tr(
            "{path} holds an unfinished job with other settings: finish that job, delete the folder, or overwrite it."
        ),
        "record-damaged": tr("{path} is damaged ({reason}): delete its folder and start again."),
        "two-names": tr("Both outputs are {path}: choose two names."),
        "output-not-local": tr("{path} is not a local file: choose one, and copy it afterwards."),
        "output-is-folder": tr("{path} is a folder: choose the name of a file in it."),
        "output-name-long": tr("The output's name has {size} bytes: choose one of at most {most}."),
        "folder-not-written": tr("{path} cannot be written ({reason}): choose another folder."),
        "pieces-damaged": tr(
            "{count} finished parts in {path} were damaged and removed: run the job again, and check the disk."
        ),
        "lock-lost": tr("Another job took {path} over: run the job again, all work is kept."),
        "locked": tr("{path} is being worked on by {holder}: wait for that job or stop it."),
    }


def _about_fills() -> dict[str, str]:
    return {
        "fill-shapes": tr(
            "{path} and {beside} differ in shape and are not both georeferenced: give both a coordinate system."
        ),
        "fill-elsewhere": tr("{path} lies elsewhere: it does not overlap {beside}."),
        "fill-crs": tr("{path} cannot be converted to the raster's coordinate system ({reason})."),
        "fill-no-sample": tr(
            "No pixel near the holes is clear, so some bands cannot be filled ({bands}): choose a mask that leaves "
            "clear pixels."
        ),
        "fill-not-modality": tr("{path} is not an image of {title}: {reason}"),
        "fill-target": tr("The modality of {path} is unknown: choose it."),
        "fill-no-source": tr("No image shows the ground under the holes: add a source or a reference."),
        "fill-cancelled": tr("Cancelled: run the same fill again to continue it."),
        "fill-unshown": tr("No source has data for {count} pixels of the holes: they stay unchanged."),
        "fill-no-hole": tr("The mask has no hole within the raster: the result is a copy."),
        "fill-all-holes": tr(
            "The mask covers every pixel: nothing is left to calibrate on, so the result is a translation."
        ),
        "fill-shift": tr(
            "{name} is shifted by {distance} pixels against {beside} ({rows} rows, {columns} columns): details will be "
            "blurred. Coregister it first."
        ),
        "fill-types": tr("{path} has bands of several data types ({kinds}): convert it to one first."),
        "fill-complex": tr("{path} contains complex values: convert it to power first."),
        "reference-bands": tr(
            "The reference {path} has {count} bands, but {title} needs {need}: choose an image of the same kind."
        ),
    }


def _about_masks() -> dict[str, str]:
    return {
        "mask-no-polygon": tr("The mask {path} contains no polygons: choose a polygon layer or a raster."),
        "mask-unreadable": tr("The mask {path} cannot be read ({reason}): check the file."),
        "mask-values": tr("Mask values are only for rasters of classes: omit them."),
        "mask-no-place": tr(
            "The raster is not georeferenced, so the polygons of {path} cannot be placed on it: choose a raster as "
            "the mask."
        ),
    }


def _about_comparisons() -> dict[str, str]:
    return {
        "compare-modality": tr("{path} was not made by Any2Any: choose the modality of both images."),
        "compare-elsewhere": tr("{result} and {truth} have no valid pixel in common: choose one place."),
        "report-unreadable": tr("The folder {path} cannot be read ({reason}): choose another one."),
        "report-taken": tr("{path} is not an earlier report: choose a new or an empty folder."),
        "report-is-file": tr("{path} is a file: choose a folder for the report."),
        "report-folder-read-only": tr(
            "{path} cannot be made in {parent}: choose another folder or change its permissions."
        ),
        "compare-shapes": tr(
            "{path} and {other} differ in shape and one has no CRS: give both one, or cut them to the same pixels."
        ),
    }


def _about_tiles() -> dict[str, str]:
    return {
        "layers-elsewhere": tr(
            "{first} ({extent}) and {other} ({other_extent}) lie apart: choose layers of the same place."
        ),
        "warp-first": tr("{name} does not fit the grid of the others: warp it first, to square pixels."),
        "warp-crs": tr("{name} has the CRS {other_crs}, {reference} has {crs}: warp {name} to {crs} first."),
        "warp-ratio": tr(
            "{name} has pixels of {pixel} and {reference} of {other_pixel}: warp {name} to pixels of "
            "{wanted} first."
        ),
        "warp-grid": tr(
            "{name} lies {off_px} pixels beside the grid of {reference}: warp {name} onto that grid first."
        ),
        "layer-not-calibrated": tr("{path} is not calibrated ({reason}): calibrate it to dB first."),
        "layers-too-few": tr("Choose at least two layers, each of another modality."),
        "extent-no-crs": tr("{path} has no CRS: leave the extent empty."),
        "layers-too-small": tr(
            "The layers or the extent are too small for training: choose at least {size} CRS units each way."
        ),
        "index-locked": tr("{path} is being edited: save the edits and close the layer first."),
        "index-other-model": tr(
            "{path} was made for another model: choose that model, or export tiles to another file."
        ),
        "scene-taken": tr("The index holds another scene {scene}: choose another scene name."),
        "no-valid-tile": tr(
            "No tile of the scene {scene} is valid in all layers: choose layers that overlap where they have data."
        ),
        "not-a-file": tr("{path} is not a plain raster file: export it to a GeoTIFF first."),
        "scene-unnamed": tr("The scene has no name: give it one that people will recognise."),
        "licence-unnamed": tr("The licence has no name: give it one that people will recognise."),
        "export-pixel-size": tr(
            "{title} pixels of {size} m are far from the {known} m that the model knows: fine-tuning has to bridge "
            "that too."
        ),
        "tiles-left-out": tr("{count} of {total} tiles are mostly nodata and are left out."),
        "scene-replaced": tr("The scene {scene} was in the index: its tiles are replaced."),
        "split-settled": tr("The scene {scene} is in the split {split} already: choose that or auto."),
    }


def _about_training() -> dict[str, str]:
    return {
        "run-in-the-way": tr("{path} holds other files or another training: choose another folder."),
        "no-training-tile": tr("{path} has no tile to train on: export tiles into its train split."),
        "no-tile-of-directions": tr(
            "No training tile of {path} holds {missing}: choose among {listed}, or export more tiles."
        ),
        "no-training-window": tr(
            "No tile of {path} has a window of valid pixels to train on: export larger tiles, or an area with data."
        ),
        "tiles-corrupt": tr(
            "More than {most} of the tiles cannot be read ({reason}): repair the files and export the tiles again."
        ),
        "tile-skipped": tr("Tile {number} is skipped: {reason}"),
        "training-directions": tr("Directions: {directions}"),
        "training-left-out": tr("{directions}: no tile has a window of valid pixels, so it is left out."),
        "training-no-validation": tr(
            "The index has no validation tiles for this: the loss is measured on training tiles."
        ),
        "training-step": tr("Step {step} of {steps}, loss {loss}, {left} left"),
        "training-diverged": tr(
            "The training failed at step {step}, because its values grew beyond all limits: choose a lower "
            "learning rate and another folder."
        ),
        "training-not-written": tr(
            "{path} cannot be written ({reason}): make room and run the same training again. It continues from its "
            "last checkpoint."
        ),
        "training-stopped": tr(
            "Stopped at step {step} of {steps}: run the same training again to continue there."
        ),
        "training-cancelled": tr("Cancelled: run the same training again to continue it."),
        "checkpoint-damaged": tr("The checkpoint {path} is damaged ({reason}): delete it to start over."),
        "checkpoint-other": tr(
            "The checkpoint {path} is of another model or version: choose another folder, or delete it to start over."
        ),
        **_about_indexes(),
    }


def _about_indexes() -> dict[str, str]:
    return {
        "not-an-index": tr(
            "{path} is not an index of tiles ({reason}): choose one of Export training tiles."
        ),
        "index-version": tr("The index {path} is of another version: export the tiles again."),
        "index-damaged": tr(
            "The index {path} is damaged or gone ({reason}): restore it, or export the tiles again."
        ),
        "index-unreadable": tr("The index {path} cannot be opened ({reason}): check its permissions."),
        "index-missing": tr(
            "The index {path} does not exist: choose another one, or export the tiles again."
        ),
    }


def _about_models() -> dict[str, str]:
    return {
        "resources-missing": tr("A part of the plugin is missing at {path}: install the plugin again."),
        "no-model-folder": tr("{path} is not a model folder: choose the folder that holds {config}."),
        "model-unreadable": tr(
            "The model cannot be used: {path} is damaged or of another version ({reason})."
        ),
        "model-file-bad": tr(
            "The model {model} is incomplete or changed ({path}): copy or download it again."
        ),
        "no-graphs": tr(
            "The model cannot be run by ONNX Runtime: set up the profile train, or choose another model."
        ),
        "values-not-numbers": tr(
            "The model {model} gave values that are not numbers: choose the device cpu or another model."
        ),
    }


def _about_packages() -> dict[str, str]:
    return {
        "runtime-missing": tr(
            "{runtime} is missing or too old in the worker's Python: press Repair on the set-up page, or choose "
            "another Python."
        ),
        "torch-only": tr("ONNX Runtime has no {option}: leave it out, or set up the profile train."),
        "devices-not-a-list": tr(
            "“{devices}” are not devices: write auto, cpu, or names such as cuda:0,cuda:1."
        ),
        "no-bfloat16": tr("The graphics card {device} has no bfloat16: leave out the precision."),
        "drivers-unknown": tr(
            "The worker's GDAL reads formats that were never checked ({names}): set up Any2Any again, or choose "
            "another Python."
        ),
    }
