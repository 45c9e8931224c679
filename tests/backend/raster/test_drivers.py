"""Reading a raster writes nothing, and fetches nothing but the address that was asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil

from any2any.errors import Any2AnyError, UsageError
from any2any.raster.drivers import (
    ALLOWED_DRIVERS,
    FIXED_SETTINGS,
    OTHER_DRIVERS,
    check_drivers,
    network_settings,
    restrict_gdal,
)
from any2any.raster.opening import open_quietly, open_raster

WINDOW = '<SimpleSource><SourceFilename relativeToVRT="0">{}</SourceFilename><SourceBand>1</SourceBand></SimpleSource>'
VRT = (
    '<VRTDataset rasterXSize="128" rasterYSize="128"><VRTRasterBand dataType="Byte" band="1">{}'
    "</VRTRasterBand></VRTDataset>"
)


def write_raster(path: Path, value: int = 35) -> Path:
    with rasterio.open(path, "w", driver="GTiff", width=128, height=128, count=1, dtype="uint8") as dataset:
        dataset.write(np.full((1, 128, 128), value, np.uint8))
    return path


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def read_everything(path: Path | str) -> str:
    """The sentence of a refusal, or an empty one."""
    try:
        with open_raster(str(path)) as dataset:
            dataset.read()
            dataset.read_masks()
            dataset.tags()
    except (Any2AnyError, rasterio.errors.RasterioError) as error:
        return str(error)
    return ""


def test_the_registered_drivers_are_those_of_the_list() -> None:
    with rasterio.Env() as environment:
        registered = set(environment.drivers())
    assert registered <= ALLOWED_DRIVERS
    assert {"GTiff", "COG", "VRT", "MEM", "JP2OpenJPEG", "JPEG", "PNG", "HFA", "ENVI", "NITF"} <= registered
    assert not ALLOWED_DRIVERS & set(OTHER_DRIVERS.split(","))
    assert "MEMORY" not in OTHER_DRIVERS.upper().split(",")  # GDAL 3.11 and newer take this name for MEM


@pytest.mark.parametrize(
    "module",
    [
        "any2any.cli",
        "any2any.worker.server",
        "any2any.translate.engine",
        "any2any.distributed.processes",
        "any2any.distributed.ray_crew",
        "any2any.data.tile",
        "any2any.data.builders.build",
        "any2any.simulate.scene",
    ],
)
def test_every_process_that_opens_rasters_has_the_list(module: str) -> None:
    """Also where the user's environment names other folders of drivers and switches Python in a VRT on."""
    code = (
        f"import {module}, rasterio, json, logging\nlogging.basicConfig()\n"
        "with rasterio.Env() as e: print(json.dumps(list(e.drivers())))"
    )
    environment = {"GDAL_SKIP": "PNG", "GDAL_VRT_ENABLE_PYTHON": "YES", "GDAL_DRIVER_PATH": "/tmp"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(Path(__file__).parents[3] / "backend")} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""  # GDAL warns of every name that it does not have
    registered = set(json.loads(done.stdout))
    assert registered <= ALLOWED_DRIVERS
    assert "GTiff" in registered
    assert "PNG" not in registered


def test_settings_of_the_user_are_replaced_and_skipped_drivers_stay_so() -> None:
    environment = {"GDAL_SKIP": "BMP MRF", "GDAL_PYTHON_DRIVER_PATH": "/x", "GDAL_VRT_ENABLE_PYTHON": "YES"}
    restrict_gdal(environment)
    assert environment["GDAL_SKIP"].startswith("BMP,MRF,AAIGrid,")
    assert "GDAL_PYTHON_DRIVER_PATH" not in environment
    assert environment.items() >= FIXED_SETTINGS.items()


def test_an_unknown_driver_is_refused_with_the_way_out() -> None:
    check_drivers(ALLOWED_DRIVERS)
    with pytest.raises(Any2AnyError, match=r"GDAL_SKIP=NEW1,NEW2 and start again"):
        check_drivers({"GTiff", "NEW2", "NEW1"})


def test_a_program_that_used_rasterio_too_early_is_asked_to_change_it(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "image.tif")
    program = (
        "import sys, rasterio\nrasterio.open(sys.argv[1]).close()\nimport any2any\n"
        "from any2any.raster.opening import open_raster\nopen_raster(sys.argv[1]).__enter__()"
    )
    environment = {name: value for name, value in os.environ.items() if name != "GDAL_SKIP"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert "rasterio opened a file before any2any was imported" in done.stderr
    assert "put `import any2any` before the first use of rasterio" in done.stderr


# Writing ----------------------------------------------------------------------------------------------------

MRF = (
    '<MRF_META><CachedSource><Source>{folder}/bytes.tif</Source></CachedSource><Raster><Size x="128" y="128" '
    'c="1"/><DataType>Byte</DataType><DataFile>{folder}/victim.txt</DataFile><IndexFile>{folder}/any.idx'
    '</IndexFile><Compression>NONE</Compression><PageSize x="128" y="128" c="1"/></Raster></MRF_META>'
)


def test_a_description_cannot_make_the_reader_write(tmp_path: Path) -> None:
    """MRF itself, MRF as the source of a VRT, in a VRT's VRT, inline, and a Zarr source that caches."""
    write_raster(tmp_path / "bytes.tif")
    (tmp_path / "victim.txt").write_text("# configuration of somebody\n")
    (tmp_path / "scene.tif").write_text(MRF.format(folder=tmp_path))
    (tmp_path / "one.vrt").write_text(VRT.format(WINDOW.format(tmp_path / "scene.tif")))
    (tmp_path / "two.vrt").write_text(VRT.format(WINDOW.format(tmp_path / "one.vrt")))
    inline = MRF.format(folder=tmp_path).replace("<", "&lt;")
    (tmp_path / "inline.vrt").write_text(VRT.format(WINDOW.format(inline)))
    before = tree(tmp_path)
    for name in ("scene.tif", "one.vrt", "two.vrt", "inline.vrt"):
        assert read_everything(tmp_path / name), name
    assert tree(tmp_path) == before


@pytest.mark.parametrize("driver", ["GTiff", "COG", "HFA", "ENVI", "EHdr", "PNG", "JPEG", "NITF", "PCIDSK"])
def test_reading_leaves_the_folder_as_it_was(tmp_path: Path, driver: str) -> None:
    """With statistics asked for too, which GDAL would put into a sidecar."""
    write_raster(tmp_path / "base.tif")
    rasterio.shutil.copy(tmp_path / "base.tif", tmp_path / "scene.img", driver=driver)
    before = tree(tmp_path)
    with open_raster(str(tmp_path / "scene.img")) as dataset:
        assert (dataset.read() == 35).all()
        dataset.read_masks()
    assert tree(tmp_path) == before


# The network ------------------------------------------------------------------------------------------------


SERVE = """
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

body, log = Path(sys.argv[1]).read_bytes(), Path(sys.argv[2])


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        with log.open("a") as stream:
            print(self.path, file=stream)
        first, last = 0, len(body) - 1
        span = self.headers.get("Range")
        if span:
            start, _, stop = span.removeprefix("bytes=").partition("-")
            first, last = int(start), min(int(stop or last), last)
        self.send_response(206 if span else 200)
        self.send_header("Content-Length", str(last - first + 1))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(body)}")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body[first : last + 1])

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


class Server:
    """Serves one body on loopback, by ranges, and notes every request.

    A process of its own: rasterio keeps Python's lock while it opens an address.
    """

    def __init__(self, body: Path) -> None:
        self._log = body.with_suffix(".log")
        self._log.touch()
        command = [sys.executable, "-c", SERVE, str(body), str(self._log)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.address = f"http://127.0.0.1:{self._process.stdout.readline().strip()}"

    @property
    def requests(self) -> list[str]:
        return self._log.read_text().splitlines()

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[Path], Server]]:
    started: list[Server] = []

    def serve(body: Path) -> Server:
        started.append(Server(body))
        return started[-1]

    yield serve
    for server in started:
        server.close()


@pytest.fixture
def server(tmp_path: Path, start: Callable[[Path], Server]) -> Server:
    return start(write_raster(tmp_path / "served.tif", 77))


NAMES = (
    *(
        "/vsicurl/{}/a.tif",
        "{}/a.tif",
        "/vsicurl?url={}/a.tif",
        "/vsicurl_streaming/{}/a.tif",
        "vrt://{}/a.tif",
    ),
    *('NETCDF:"{}/a.nc":x', 'NETCDF:"{}/a.nc#mode=bytes":x', 'NETCDF:"{}/a.nc#mode=dap4":x'),
    *('ZARR:"/vsicurl/{}/a.zarr"', "/vsigzip//vsicurl/{}/a.gz", "/vsizip/{{/vsicurl/{}/a.zip}}/a.tif"),
    *("/vsiwebhdfs/{}/webhdfs/v1/x", "/vsicached?file=/vsicurl/{}/a.tif", "WMS:{}/wms?", "WCS:{}/wcs?"),
    *("WMTS:{}/wmts", "STACIT:{}/search", "STACTA:{}/x.json", "EEDA:{}", "PLMosaic:{}", "OGCAPI:{}"),
)
"""Ways in which a source of a VRT can name an address."""

WMS = (
    '<GDAL_WMS><Service name="TMS"><ServerUrl>{}/${{z}}/${{x}}/${{y}}.png</ServerUrl></Service><DataWindow>'
    "<UpperLeftX>0</UpperLeftX><UpperLeftY>100</UpperLeftY><LowerRightX>100</LowerRightX><LowerRightY>0"
    "</LowerRightY><SizeX>128</SizeX><SizeY>128</SizeY></DataWindow><BandsCount>1</BandsCount></GDAL_WMS>"
)


def test_a_local_file_cannot_make_the_reader_fetch(tmp_path: Path, server: Server) -> None:
    scene = tmp_path / "scene.vrt"
    for name in NAMES:
        source = name.format(server.address).replace('"', "&quot;")
        scene.write_text(VRT.format(WINDOW.format(source)))
        read_everything(scene)
        assert server.requests == [], name
    (tmp_path / "wms.tif").write_text(WMS.format(server.address))
    assert read_everything(tmp_path / "wms.tif")
    assert server.requests == []


def test_the_address_that_was_asked_for_is_read(server: Server) -> None:
    for name in (f"{server.address}/a.tif", f"/vsicurl/{server.address}/b.tif"):
        with open_raster(name) as dataset:
            assert (dataset.read() == 77).all()
    assert {"/a.tif", "/b.tif"} == set(server.requests)


def test_no_other_address_is_read_with_it(
    tmp_path: Path, server: Server, start: Callable[[Path], Server]
) -> None:
    """A VRT at an address may not send its reader to a second one."""
    (tmp_path / "a.vrt").write_text(VRT.format(WINDOW.format(f"/vsicurl/{server.address}/secret.tif")))
    first = start(tmp_path / "a.vrt")
    read_everything(f"{first.address}/a.vrt")
    assert "/a.vrt" in first.requests
    assert server.requests == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("https://h.org/a.tif?token=1", "/vsicurl/https://h.org/a.tif?token=1"),
        ("s3://bucket/a.tif", "/vsis3/bucket/a.tif"),
        ("/vsigs/bucket/a.tif", "/vsigs/bucket/a.tif"),
        ("/vsizip//vsicurl/https://h.org/a.zip/in/b.tif", "/vsicurl/https://h.org/a.zip"),
        ("/vsizip/{/vsicurl/https://h.org/a.zip}/b.tif", "/vsicurl/https://h.org/a.zip"),
        ("zip+https://h.org/a.zip!b.tif", "/vsicurl/https://h.org/a.zip"),
        ("/data/a.tif", None),
        ("C:\\data\\a.tif", None),
        ("/vsizip/a.zip/b.tif", None),
        ("zip://a.zip!b.tif", None),
    ],
)
def test_only_an_address_opens_the_network_and_only_to_itself(path: str, name: str | None) -> None:
    assert network_settings(path).get("CPL_VSIL_CURL_ALLOWED_FILENAME") == name


def test_python_in_a_vrt_is_not_run(tmp_path: Path) -> None:
    """Even where the environment says that it may: ``import any2any`` took that back."""
    write_raster(tmp_path / "a.tif")
    function = (
        "<PixelFunctionType>f</PixelFunctionType><PixelFunctionLanguage>Python</PixelFunctionLanguage>"
        f"<PixelFunctionCode>def f(*a, **k): open('{tmp_path}/ran', 'w')</PixelFunctionCode>"
    )
    band = VRT.format(function + WINDOW.format(tmp_path / "a.tif"))
    (tmp_path / "py.vrt").write_text(
        band.replace("<VRTRasterBand", '<VRTRasterBand subClass="VRTDerivedRasterBand"')
    )
    assert read_everything(tmp_path / "py.vrt")
    assert not (tmp_path / "ran").exists()


def test_a_text_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "scene.tif").write_text("no raster")
    with (
        pytest.raises(UsageError, match="cannot be opened as a raster"),
        open_raster(str(tmp_path / "scene.tif")),
    ):
        pass
    with pytest.raises(rasterio.errors.RasterioIOError):
        open_quietly(tmp_path / "scene.tif")
