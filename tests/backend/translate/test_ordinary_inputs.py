"""Inputs as the world has them: whatever the file, its plan reads the reflectance or backscatter that was stored.

Each case stores one scene in another way; what the plan then makes of the file must be that scene, pixel by pixel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray
from rasterio.enums import ColorInterp

from any2any.errors import UsageError
from any2any.raster.opening import open_raster
from any2any.raster.reader import RasterReader
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.translate.make_plan import make_plan

RequestFor = Callable[..., TranslateRequest]
SIZE = 256
NOISE = np.random.default_rng(1).normal(0, 1, (4, SIZE, SIZE))
y, x = np.mgrid[:SIZE, :SIZE]
WAVES = 0.5 + 0.5 * np.sin(x / 19) * np.cos(y / 23)
BLUE, GREEN, RED = 0.04 + 0.05 * WAVES, 0.05 + 0.07 * WAVES, 0.04 + 0.09 * WAVES
NIR = 0.45 - 0.25 * WAVES
BLUE, GREEN, RED, NIR = (
    band + 0.003 * noise for band, noise in zip((BLUE, GREEN, RED, NIR), NOISE, strict=True)
)
RGB_SCENE = np.stack([RED, GREEN, BLUE])
DB = (-20 + 12 * WAVES + NOISE[0])[None]
SAFE = "S2A_MSIL2A_20230520T104629_N0509_R051_T33UXP_20230520T152439.SAFE/GRANULE/L2A/IMG_DATA/R10m/"


@dataclass(frozen=True)
class Case:
    """One way to store a scene."""

    file: str
    values: NDArray[np.floating]
    source: str = "rgb"
    scene: NDArray[np.floating] = field(default_factory=lambda: RGB_SCENE)
    dtype: str = "uint16"
    names: tuple[str, ...] | None = None
    colours: tuple[ColorInterp, ...] | None = None
    scale: float | None = None
    offset: float = 0.0
    tags: Mapping[str, str] = field(default_factory=dict)
    nodata: float | None = None
    says: str = ""
    """Part of a warning that must be there."""
    tolerance: float = 1e-4

    def write(self, folder: Path) -> Path:
        path = folder / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        values = self.values if self.dtype.startswith("float") else np.rint(self.values)
        place = rasterio.Affine(10, 0, 4e5, 0, -10, 55e5)
        profile = {"crs": "EPSG:32633", "transform": place, "dtype": self.dtype, "nodata": self.nodata}
        with rasterio.open(
            path, "w", driver="GTiff", count=len(values), height=SIZE, width=SIZE, **profile
        ) as dataset:
            dataset.write(values.astype(self.dtype))
            if self.names:
                dataset.descriptions = self.names
            if self.colours:
                dataset.colorinterp = self.colours
            if self.scale is not None:
                dataset.scales, dataset.offsets = (self.scale,) * len(values), (self.offset,) * len(values)
            dataset.update_tags(**self.tags)
        return path


def with_border(values: NDArray[np.floating], fill: float) -> NDArray[np.floating]:
    """Columns 0 to 63 were not measured."""
    out = values.copy()
    out[:, :, :64] = fill
    return out


RGBN = np.stack([RED, GREEN, BLUE, NIR]) * 255 / 0.3558
EMPTY_RGB, EMPTY_DB = with_border(RGB_SCENE, np.nan), with_border(DB, np.nan)
BGR, BGRN = RGB_SCENE[::-1], np.stack([BLUE, GREEN, RED, NIR])
PLANET_8 = np.stack([BLUE * 0.9, BLUE, GREEN * 0.9, GREEN, RED * 0.9, RED, NIR * 0.8, NIR])
ONE = NIR[None]
RADAR = {"source": "sar", "scene": DB, "dtype": "float32", "tolerance": 1e-3}
NEAR = {"source": "nir", "scene": ONE}
POWER, AMPLITUDE = 10 ** (DB / 10), 10 ** (DB / 20)
MAX32 = float(np.finfo(np.float32).max)

CASES = {
    "reflectance": Case("a.tif", RGB_SCENE, dtype="float32"),
    "s2": Case("a.tif", RGB_SCENE * 1e4),
    "s2 as float": Case("a.tif", RGB_SCENE * 1e4, dtype="float32"),
    "s2 with offset, in its folder": Case(SAFE + "T33UXP_B08_10m.tif", ONE * 1e4 + 1000, **NEAR),
    "s2 with offset in tags": Case("a.tif", RGB_SCENE * 1e4 + 1000, tags={"PROCESSING_BASELINE": "05.09"}),
    "landsat level 2 by name": Case(
        "LC09_L2SP_190025_20230520_20230522_02_T1_SR.tif", (RGB_SCENE + 0.2) / 2.75e-5
    ),
    "landsat level 2 by values": Case("a.tif", (RGB_SCENE + 0.2) / 2.75e-5, says="taken for Landsat"),
    "landsat level 1 by values": Case("a.tif", (RGB_SCENE + 0.1) / 2e-5, says="Collection 2 level 1"),
    "harmonised": Case("S2_harmonized.tif", RGB_SCENE * 1e4),
    "landsat level 2 with its scale": Case("a.tif", (RGB_SCENE + 0.2) / 2.75e-5, scale=2.75e-5, offset=-0.2),
    "landsat level 1": Case("LC09_L1TP_190025_20230520_20230522_02_T1_B.tif", (RGB_SCENE + 0.1) / 2e-5),
    "scale and offset": Case("a.tif", (RGB_SCENE + 0.1) / 1e-4, scale=1e-4, offset=-0.1),
    "bytes with scale": Case("a.tif", RGB_SCENE * 255, dtype="uint8", scale=1 / 255, tolerance=2.1e-3),
    "bytes for display": Case("a.tif", RGB_SCENE * 255 / 0.3558, dtype="uint8", tolerance=0.75e-3),
    "blue, green, red by colour": Case(
        "a.tif", BGR * 1e4, colours=(ColorInterp.blue, ColorInterp.green, ColorInterp.red)
    ),
    "blue, green, red by name": Case("a.tif", BGR * 1e4, names=("Blue band", "Green band", "Red band")),
    "SR_B, of which Landsat?": Case(
        "a.tif", BGR * 1e4, names=("SR_B2", "SR_B3", "SR_B4"), says="look like those of"
    ),
    "TM's B4 is near infrared": Case(
        "a.tif",
        np.stack([BLUE, GREEN, RED, NIR, NIR, NIR]) * 1e4,
        names=("B1", "B2", "B3", "B4", "B5", "B7"),
        **NEAR,
    ),
    "planet": Case("20230520_103045_12_2474_3B_AnalyticMS_SR_harmonized_clip.tif", BGRN * 1e4),
    "planet's near infrared": Case("20230520_103045_12_2474_3B_AnalyticMS_SR.tif", BGRN * 1e4, **NEAR),
    "planet's eight": Case("20230520_103045_12_2474_3B_AnalyticMS_SR_8b.tif", PLANET_8 * 1e4),
    "planet's eighth": Case("20230520_103045_12_2474_3B_AnalyticMS_SR_8b_clip.tif", PLANET_8 * 1e4, **NEAR),
    "naip": Case("m_3611301_ne_12_060_20180910.tif", RGBN, dtype="uint8", tolerance=0.75e-3),
    "naip's near infrared": Case(
        "m_3611301_ne_12_060_20180910.tif",
        np.stack([RED, GREEN, BLUE, NIR]) * 255 / 0.6,
        dtype="uint8",
        tolerance=2e-3,
        **NEAR,
    ),
    "s2, empty": Case("a.tif", with_border(RGB_SCENE * 1e4, 0), scene=EMPTY_RGB, says="0 forms a border"),
    "s2, declared": Case("a.tif", with_border(RGB_SCENE * 1e4, 0), scene=EMPTY_RGB, nodata=0),
    "s2, -9999": Case("a.tif", with_border(RGB_SCENE * 1e4, -9999), scene=EMPTY_RGB, dtype="int16"),
    "s2, 65535": Case("a.tif", with_border(RGB_SCENE * 1e4, 65535), scene=EMPTY_RGB, says="forms a border"),
    "reflectance, 9.97e36": Case(
        "a.tif", with_border(RGB_SCENE, 9.96921e36), scene=EMPTY_RGB, dtype="float32"
    ),
    "bytes, white": Case(
        "a.tif",
        with_border(RGB_SCENE * 255 / 0.3558, 255),
        scene=EMPTY_RGB,
        dtype="uint8",
        tolerance=0.75e-3,
        says="255 forms a border",
    ),
    "bytes, black": Case(
        "a.tif",
        with_border(RGB_SCENE * 255 / 0.3558, 0),
        scene=EMPTY_RGB,
        dtype="uint8",
        tolerance=0.75e-3,
        says="0 forms a border",
    ),
    "dB": Case("a.tif", DB, **RADAR),
    "Earth Engine's dB": Case("S1A_IW_GRDH_1SDV_20230520T104629.tif", DB, names=("VV",), **RADAR),
    "Earth Engine's power": Case("S1_GRD_FLOAT.tif", POWER, names=("VV",), **RADAR),
    "intensity by SNAP's name": Case("a.tif", POWER, names=("Intensity_VV",), **RADAR),
    "power by HyP3's name": Case("S1A_IW_20230520T104629_DVP_RTC10_G_gpuned_ABCD_VV.tif", POWER, **RADAR),
    "dB by HyP3's name": Case("S1A_IW_20230520T104629_DVP_RTC10_G_gduned_ABCD_VV.tif", DB, **RADAR),
    "amplitude by ASF's name": Case("S1A_IW_RT10_20230520T104629_G_gan_VV_amp.tif", AMPLITUDE, **RADAR),
    "amplitude that nothing names": Case(
        "a.tif", AMPLITUDE * 1e3, **{**RADAR, "tolerance": 99}, says="the radar image is not calibrated"
    ),
    "dB times 100": Case("a.tif", DB * 100, **{**RADAR, "dtype": "int16", "tolerance": 6e-3}),
    "dB times 10": Case("a.tif", DB * 10, **{**RADAR, "dtype": "int16", "tolerance": 6e-2}),
    "power": Case("a.tif", POWER, **RADAR),
    "amplitude by HyP3's name": Case(
        "S1A_IW_20230520T104629_DVP_RTC10_G_gauned_ABCD_VV.tif", AMPLITUDE, **RADAR
    ),
    "amplitude by its band's name": Case("a.tif", AMPLITUDE, names=("Amplitude_VV",), **RADAR),
    "dB, 0": Case("a.tif", with_border(DB, 0), **{**RADAR, "scene": EMPTY_DB}),
    "dB, largest float": Case("a.tif", with_border(DB, -MAX32), **{**RADAR, "scene": EMPTY_DB}),
    "dB, nodata with digits cut": Case(
        "a.tif", with_border(DB, -3.4028235e38), **{**RADAR, "scene": EMPTY_DB, "nodata": -3.4028234e38}
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_file_gives_the_scene_that_was_stored(
    case: Case, tmp_path: Path, request_for: RequestFor, manifest: Manifest
) -> None:
    path = case.write(tmp_path)
    target = "nir" if case.source != "nir" else "rgb"
    plan = make_plan(request_for(path, source=case.source, target=target), manifest)
    with open_raster(str(path)) as dataset:
        values, valid = RasterReader(dataset, str(path), plan.bands, plan.empty).read(plan.grid.bounds)
    physical = plan.encoding.to_physical(values)
    assert np.array_equal(valid, np.isfinite(case.scene).all(axis=0))
    assert abs(physical - case.scene)[:, valid].max() <= case.tolerance
    assert case.says in "\n".join(plan.warnings)
    assert case.says or not [w for w in plan.warnings if not w.startswith(("the value 0 forms",))]


METRES = 300 + 200 * WAVES
PHASE = np.angle(np.exp(1j * (x / 7 + y / 11)))[None]
REFUSED = {
    "offset applied already": (Case("a.tif", RGB_SCENE * 1e4, scale=1e-4, offset=-0.1), "become negative"),
    "scale left over": (Case("a.tif", RGB_SCENE, dtype="float32", scale=1e-4), "brightest reflectance"),
    "offset of the new baseline, taken away already": (
        Case("a.tif", RGB_SCENE * 1e4, tags={"PROCESSING_BASELINE": "05.09"}),
        "become negative reflectance",
    ),
    "the same by the add-offset tag": (
        Case("a.tif", RGB_SCENE * 1e4, tags={"BOA_ADD_OFFSET": "-1000"}),
        "become negative reflectance",
    ),
    "landsat's scale left over": (
        Case("a.tif", RGB_SCENE, dtype="float32", scale=2.75e-5, offset=-0.2),
        "become negative reflectance",
    ),
    "percent": (Case("a.tif", RGB_SCENE * 100, dtype="float32"), "divide a percentage by 100"),
    "radiance": (Case("a.tif", RGB_SCENE * 400, dtype="float32"), "neither reflectance"),
    "scale 0": (Case("a.tif", RGB_SCENE * 1e4, scale=0.0), "make every value the same"),
    "elevation by name": (Case("site_dem_30m.tif", METRES[None], source="sar", dtype="float32"), "elevation"),
    "elevation by its band": (Case("a.tif", METRES[None], source="pan", names=("Elevation",)), "elevation"),
    "elevation by its numbers": (
        Case("a.tif", METRES[None], source="sar", dtype="float32"),
        "as elevation does",
    ),
    "elevation as whole numbers": (
        Case("a.tif", METRES[None], source="sar", dtype="int16"),
        "as elevation does",
    ),
    "elevation below the sea": (Case("a.tif", METRES[None] - 320, source="sar", dtype="float32"), "negative"),
    "phase by its numbers": (Case("a.tif", PHASE, source="sar", dtype="float32"), "interferometric phase"),
    "phase by its band": (
        Case("a.tif", PHASE, source="sar", dtype="float32", names=("Phase_ifg_VV",)),
        "interferometric phase",
    ),
    "coherence": (
        Case("S1_VV_coh.tif", 0.05 + 0.9 * WAVES[None], source="sar", dtype="float32"),
        "coherence",
    ),
    "classes": (Case("T33UXP_20230520_SCL_20m.tif", 4 + WAVES[None], source="pan", dtype="uint8"), "classes"),
    "planet's radiance": (
        Case("20230520_103045_12_2474_3B_AnalyticMS.tif", BGRN * 6e4),
        "radiance times 100: take the product whose name ends with _SR",
    ),
    "worldview's counts": (
        Case("14JUN12102023-M2AS-053950035040_01_P001.TIF", BGRN * 4e3),
        "uncalibrated counts of the sensor: calibrate it first",
    ),
    "pleiades' counts": (
        Case("IMG_PHR1A_PMS_202305201030.TIF", BGRN * 4e3),
        "RADIOMETRIC_PROCESSING REFLECTANCE",
    ),
}


@pytest.mark.parametrize(("case", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_numbers_that_cannot_be_are_refused(
    case: Case, says: str, tmp_path: Path, request_for: RequestFor, manifest: Manifest
) -> None:
    """Each message names what to do, and nothing but the file is in the folder afterwards."""
    path = case.write(tmp_path)
    with pytest.raises(UsageError, match=says) as caught:
        make_plan(request_for(path, source=case.source, target="nir"), manifest)
    assert "choose" in str(caught.value)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "source", "radiometry"),
    [("elevation by its numbers", "sar", "amplitude"), ("worldview's counts", "rgb", "s2")],
)
def test_a_choice_overrules_the_refusal(
    name: str, source: str, radiometry: str, tmp_path: Path, request_for: RequestFor, manifest: Manifest
) -> None:
    path = REFUSED[name][0].write(tmp_path)
    plan = make_plan(request_for(path, source=source, target="nir", radiometry=radiometry), manifest)
    assert plan.encoding.name == radiometry


def test_a_surface_that_may_be_reflectance_is_a_doubt(
    tmp_path: Path, request_for: RequestFor, manifest: Manifest
) -> None:
    path = Case("a.tif", 3000 + 20 * METRES[None]).write(tmp_path)
    plan = make_plan(request_for(path, source="pan", target="rgb", radiometry="auto"), manifest)
    assert any("if the raster is elevation" in warning for warning in plan.warnings)


@pytest.mark.parametrize(
    "transform",
    [
        "nan,10,0,5500000,0,-10",
        "400000,0,0,5500000,0,-10",
        "1e300,10,0,5500000,0,-10",
        "4e5,10,10,55e5,-10,-10",
    ],
)
def test_a_transform_that_places_pixels_nowhere_is_refused(
    tmp_path: Path, request_for: RequestFor, manifest: Manifest, transform: str
) -> None:
    """The last one maps the whole plane to a line: 10 * -10 - 10 * -10 = 0."""
    path = vrt(Case("scene.tif", DB, **RADAR).write(tmp_path), f"<GeoTransform>{transform}</GeoTransform>")
    with pytest.raises(UsageError, match=r"places pixels nowhere on a map: give the raster its place"):
        make_plan(request_for(path), manifest)


def vrt(scene: Path, place: str) -> Path:
    path = scene.with_name("placed.vrt")
    path.write_text(
        f'<VRTDataset rasterXSize="256" rasterYSize="256"><SRS>EPSG:32633</SRS>{place}<VRTRasterBand '
        f'dataType="Float32" band="1"><SimpleSource><SourceFilename relativeToVRT="1">{scene.name}</SourceFilename>'
        "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"
    )
    return path


@pytest.mark.parametrize(
    ("transform", "warns"), [("4e5,10,0,55e5,0,-20", True), ("4e5,10,0,55e5,0,-10.5", False)]
)
def test_pixels_longer_than_wide_are_a_warning(
    tmp_path: Path, request_for: RequestFor, manifest: Manifest, transform: str, warns: bool
) -> None:
    path = vrt(Case("scene.tif", DB, **RADAR).write(tmp_path), f"<GeoTransform>{transform}</GeoTransform>")
    warnings = make_plan(request_for(path), manifest).warnings
    assert [w for w in warnings if w.startswith("pixels of 10 x 20 m are not square")] == list(warnings)
    assert bool(warnings) == warns


def test_degrees_are_not_square_far_from_the_equator(
    tmp_path: Path, request_for: RequestFor, manifest: Manifest
) -> None:
    """At 60 degrees north one degree east is half of one degree north."""
    degrees = 10 / 111_320
    place = f"<GeoTransform>11,{degrees},0,60,0,{-degrees}</GeoTransform>"
    path = vrt(Case("scene.tif", DB, **RADAR).write(tmp_path), place)
    path.write_text(path.read_text().replace("32633", "4326"))
    (warning,) = make_plan(request_for(path), manifest).warnings
    assert warning.startswith(f"pixels of {10 * math.cos(math.radians(60)):.3g} x 10 m are not square")


def test_geolocation_arrays_are_a_warning(
    tmp_path: Path, request_for: RequestFor, manifest: Manifest
) -> None:
    arrays = '<Metadata domain="GEOLOCATION"><MDI key="X_DATASET">lon.tif</MDI><MDI key="X_BAND">1</MDI></Metadata>'
    path = vrt(Case("scene.tif", DB, **RADAR).write(tmp_path), arrays)
    (warning,) = make_plan(request_for(path), manifest).warnings
    assert "is placed by geolocation arrays, which the result does not keep" in warning
