"""The parameters of ``any2any:translate``, each with its help."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsProcessingParameterBand,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from any2any_qgis.processing.base import HelpedParameter, advanced, choice
from any2any_qgis.translation import tr

PRESETS = ("fast", "balanced", "detailed", "paper")
RADIOMETRIES = (
    "auto", "reflectance", "s2", "s2_offset", "landsat_c2", "landsat_c2_l1", "tags", "display8",
    "db", "db10", "db100", "power", "amplitude", "quicklook8", "quicklook8_db", "kelvin", "celsius", "landsat_st",
)  # fmt: skip
LEVELS = ("surface", "toa")
"""Of reflectance; the input's may be "auto"."""
VIAS = ("auto", "direct")
"""And every modality."""
PRECISIONS = ("auto", "float32", "bfloat16")
RUNTIMES = ("auto", "onnx", "torch")
MAX_SEED = 2**31 - 1
MAX_SAMPLES = 64
MAX_STEPS = 1000


def translate_parameters(modalities: Sequence[str]) -> list[HelpedParameter]:
    """Return all parameters in the order of the dialog, with the modalities of the bundled model."""
    return [
        *_image_parameters(modalities),
        *_sampling_parameters(modalities),
        *_device_parameters(),
        *_place_parameters(),
    ]


def _image_parameters(modalities: Sequence[str]) -> list[HelpedParameter]:
    return [
        (
            QgsProcessingParameterRasterLayer("INPUT", tr("Input raster")),
            tr("The image to translate: any raster that lies in a file, with or without a CRS."),
        ),
        (
            choice("modality", "SOURCE", tr("Source modality"), modalities, "sar"),
            tr("What the input is."),
        ),
        (
            choice("modality", "TARGET", tr("Target modality"), modalities, "rgb"),
            tr("What to make of it. The log names directions that the model was not trained on."),
        ),
        (
            QgsProcessingParameterBand(
                "BANDS", tr("Bands"), parentLayerParameterName="INPUT", optional=True, allowMultiple=True
            ),
            tr(
                "The input's bands in the order of the source modality (RGB: red, green, blue). "
                "If empty, the first bands are used."
            ),
        ),
    ]


def _sampling_parameters(modalities: Sequence[str]) -> list[HelpedParameter]:
    integer = QgsProcessingParameterNumber.Type.Integer
    samples = QgsProcessingParameterNumber("SAMPLES", tr("Samples"), integer, 1, False, 1, MAX_SAMPLES)
    return [
        (
            choice("preset", "PRESET", tr("Preset"), PRESETS, "fast"),
            tr(
                "Sampling steps: fast takes 1 (smooth, nearest on average), balanced 4, detailed 10 "
                "(more texture), paper 250."
            ),
        ),
        (
            advanced(QgsProcessingParameterNumber("STEPS", tr("Steps"), integer, None, True, 1, MAX_STEPS)),
            tr("Sampling steps instead of the preset's."),
        ),
        (
            QgsProcessingParameterNumber("SEED", tr("Seed"), integer, 0, minValue=0, maxValue=MAX_SEED),
            tr("Another seed gives another plausible image; the same seed gives the same image."),
        ),
        (
            advanced(samples),
            tr(
                "Translates with this number of seeds and writes the mean of the images: nearer to the truth on "
                "average, and smoother. 8 is a good number for a standard deviation; the time grows with it."
            ),
        ),
        (
            advanced(choice("route", "VIA", tr("Route"), (*VIAS, *modalities), "auto")),
            tr(
                "Untrained directions can go through another modality. Automatic takes the route that scored "
                "higher for the model, Direct uses no intermediate, and naming a modality forces that route."
            ),
        ),
        (
            choice("units", "RADIOMETRY", tr("Radiometry"), RADIOMETRIES, "auto"),
            tr(
                "How the input stores its values. Automatic looks at the file and says what it chose. Choose units of "
                "reflectance for optical images, of backscatter for radar, of temperature for thermal ones."
            ),
        ),
        (
            advanced(choice("level", "LEVEL", tr("Processing level"), ("auto", *LEVELS), "auto")),
            tr(
                "Level of the input's reflectance: at the surface (Sentinel-2 level 2A), or at the top of the"
                " atmosphere (level 1C), which is converted to surface reflectance first. Automatic decides "
                "by the file's tags and name. Radar has no level."
            ),
        ),
        (
            advanced(
                choice("level", "OUTPUT_LEVEL", tr("Processing level of the result"), LEVELS, "surface")
            ),
            tr(
                "Level of the result's reflectance: choose the top of the atmosphere to compare with level 1C images."
            ),
        ),
    ]


def _device_parameters() -> list[HelpedParameter]:
    real = QgsProcessingParameterNumber.Type.Double
    device = QgsProcessingParameterString("DEVICE", tr("Device"), "auto")
    memory = QgsProcessingParameterNumber("GPU_MEMORY", tr("GPU memory in GB"), real, None, True, 0.1)
    return [
        (
            advanced(device),
            tr(
                "What to compute on: auto takes a GPU where there is one, and all of them for large rasters; or cpu, "
                "cuda:1, mps, or several such as cuda:0,cuda:1."
            ),
        ),
        (
            advanced(memory),
            tr(
                "The most memory of a CUDA GPU that the job may use. If empty, all free memory. Less memory "
                "takes longer; the image stays the same except for single grey levels."
            ),
        ),
        (
            advanced(choice("precision", "PRECISION", tr("Precision"), PRECISIONS, "auto")),
            tr(
                "Number format of the networks. bfloat16 takes about half the time on processors and GPUs "
                "that support it, and longer on others. It costs hundredths of a decibel."
            ),
        ),
        (
            advanced(choice("runtime", "RUNTIME", tr("Runtime"), RUNTIMES, "auto")),
            tr(
                "The library that computes the networks. Automatic uses PyTorch on a CUDA GPU and ONNX Runtime "
                "otherwise. PyTorch is only there if you installed it; bfloat16 needs it."
            ),
        ),
    ]


def _place_parameters() -> list[HelpedParameter]:
    folder = QgsProcessingParameterFile.Behavior.Folder
    model = advanced(QgsProcessingParameterFile("MODEL", tr("Model folder"), folder, optional=True))
    uncertainty = QgsProcessingParameterRasterDestination(
        "UNCERTAINTY", tr("Standard deviation"), optional=True, createByDefault=False
    )
    real = QgsProcessingParameterNumber.Type.Double
    pixel_size = QgsProcessingParameterNumber(
        "PIXEL_SIZE", tr("Pixel size in metres"), real, None, True, 0.01
    )
    return [
        (
            advanced(pixel_size),
            tr(
                "Resamples the input to this pixel size first. The model knows only the sizes that it was trained on: "
                "about 10 m, and 5 m for PAN."
            ),
        ),
        (
            QgsProcessingParameterExtent("EXTENT", tr("Extent"), optional=True),
            tr("The area to translate. If empty, the whole raster."),
        ),
        (
            model,
            tr("Folder with a model's config.json and weights. If empty, the bundled model."),
        ),
        (
            QgsProcessingParameterRasterDestination("OUTPUT", tr("Translated image")),
            tr("A cloud-optimised GeoTIFF with tags that mark it as synthetic."),
        ),
        (
            uncertainty,
            tr(
                "How far the samples disagree at each pixel, in reflectance or dB; needs 2 samples or more, "
                "and a preset of several steps. It is not an error bar: errors that all samples share do not "
                "show in it."
            ),
        ),
    ]
