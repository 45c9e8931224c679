"""What the worker's words are called for people. Whatever runs, the words are the same in every language."""

from __future__ import annotations

from collections.abc import Callable

from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.translation import tr


def titles_of(kind: str) -> dict[str, str]:
    """Return the titles of one kind of words: a key of ``KINDS``."""
    return KINDS[kind]()


def unit_titles() -> dict[str, str]:
    """Return what each of the worker's units is called."""
    return {
        "auto": tr("Automatic"),
        "reflectance": tr("Reflectance (0 to 1)"),
        "s2": tr("Reflectance × 10000"),
        "s2_offset": tr("Reflectance × 10000 + 1000 (Sentinel-2 since 2022)"),
        "landsat_c2": tr("Landsat Collection 2 numbers"),
        "landsat_c2_l1": tr("Landsat Collection 2 level 1 numbers"),
        "display8": tr("8-bit picture"),
        "db": tr("Decibels"),
        "db10": tr("Decibels × 10"),
        "db100": tr("Decibels × 100"),
        "power": tr("Linear power"),
        "amplitude": tr("Amplitude"),
        "quicklook8": tr("8-bit picture of amplitude"),
        "quicklook8_db": tr("8-bit picture of decibels"),
        "kelvin": tr("Kelvin"),
        "celsius": tr("Degrees Celsius"),
        "landsat_st": tr("Landsat Collection 2 temperature"),
        "tags": tr("Scale and offset of the file"),
    }


def preset_titles() -> dict[str, str]:
    """Return what the presets are called."""
    return {
        "fast": tr("Fast (1 step, smooth)"),
        "balanced": tr("Balanced (4 steps)"),
        "detailed": tr("Detailed (10 steps)"),
        "paper": tr("As in the paper (250 steps)"),
    }


def preset_names() -> dict[str, str]:
    """Return the presets' short names, for the names of results."""
    return {
        "fast": tr("fast"),
        "balanced": tr("balanced"),
        "detailed": tr("detailed"),
        "paper": tr("as in the paper"),
    }


def level_titles() -> dict[str, str]:
    """Return what the processing levels of reflectance are called."""
    return {
        "auto": tr("Automatic"),
        "surface": tr("Surface (level 2A)"),
        "toa": tr("Top of the atmosphere (level 1C)"),
    }


def precision_titles() -> dict[str, str]:
    """Return what the networks' number formats are called."""
    return {"auto": tr("Automatic"), "float32": tr("32 bit"), "bfloat16": tr("16 bit (bfloat16)")}


def runtime_titles() -> dict[str, str]:
    """Return what the libraries that compute the networks are called."""
    return {"auto": tr("Automatic"), "onnx": "ONNX Runtime", "torch": "PyTorch"}


def modality_titles() -> dict[str, str]:
    """Return what the bundled model calls its modalities."""
    try:
        modalities = read_model().modalities
    except EngineError:
        modalities = ()
    return {"auto": tr("Automatic"), **{modality.name: modality.title for modality in modalities}}


def route_titles() -> dict[str, str]:
    """Return what the ways from a source to a target are called."""
    through = {name: tr("Through {}").format(title) for name, title in modality_titles().items()}
    return {**through, "auto": tr("Automatic"), "direct": tr("Direct")}


def split_titles() -> dict[str, str]:
    """Return what the parts of a training set are called."""
    return {
        "auto": tr("Automatic"),
        "train": tr("Training"),
        "validation": tr("Validation"),
        "test": tr("Test"),
    }


def profile_titles() -> dict[str, str]:
    """Return what the sets of packages are called."""
    return {
        "cpu": tr("Processor (smallest download)"),
        "gpu": tr("Graphics card"),
        "train": tr("With training"),
    }


KINDS: dict[str, Callable[[], dict[str, str]]] = {
    "modality": modality_titles,
    "preset": preset_titles,
    "units": unit_titles,
    "level": level_titles,
    "precision": precision_titles,
    "runtime": runtime_titles,
    "route": route_titles,
    "split": split_titles,
    "profile": profile_titles,
}
