"""A map server on loopback: tiles (XYZ), WMS 1.3.0 and WCS 1.0.0 of one raster, and faults on request."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import numpy as np
from osgeo import gdal, osr

TILE_PX = 256
HALF_WORLD_M = 20_037_508.342789244
"""Half of Web Mercator's side."""
SLOW_S = 20
BRIGHTEST = 0.3
"""Reflectance that is drawn as 255."""

WMS_CAPABILITIES = """<?xml version="1.0"?>
<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms" xmlns:xlink="http://www.w3.org/1999/xlink">
<Service><Name>WMS</Name><Title>Loopback</Title><OnlineResource xlink:href="{url}"/></Service>
<Capability><Request>
<GetCapabilities><Format>text/xml</Format><DCPType><HTTP><Get><OnlineResource xlink:href="{url}"/></Get></HTTP>
</DCPType></GetCapabilities>
<GetMap><Format>image/png</Format><DCPType><HTTP><Get><OnlineResource xlink:href="{url}"/></Get></HTTP></DCPType>
</GetMap></Request><Exception><Format>XML</Format></Exception>
<Layer><Title>Loopback</Title><CRS>EPSG:{epsg}</CRS>
<Layer queryable="0"><Name>scene</Name><Title>Scene</Title><CRS>EPSG:{epsg}</CRS>
<EX_GeographicBoundingBox><westBoundLongitude>{west}</westBoundLongitude><eastBoundLongitude>{east}</eastBoundLongitude>
<southBoundLatitude>{south}</southBoundLatitude><northBoundLatitude>{north}</northBoundLatitude>
</EX_GeographicBoundingBox>
<BoundingBox CRS="EPSG:{epsg}" minx="{x0}" miny="{y0}" maxx="{x1}" maxy="{y1}"/>
</Layer></Layer></Capability></WMS_Capabilities>"""

WCS_CAPABILITIES = """<?xml version="1.0"?>
<WCS_Capabilities version="1.0.0" xmlns="http://www.opengis.net/wcs" xmlns:gml="http://www.opengis.net/gml"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<Service><name>WCS</name><label>Loopback</label></Service>
<Capability><Request>
<GetCapabilities><DCPType><HTTP><Get><OnlineResource xlink:href="{url}"/></Get></HTTP></DCPType></GetCapabilities>
<DescribeCoverage><DCPType><HTTP><Get><OnlineResource xlink:href="{url}"/></Get></HTTP></DCPType></DescribeCoverage>
<GetCoverage><DCPType><HTTP><Get><OnlineResource xlink:href="{url}"/></Get></HTTP></DCPType></GetCoverage>
</Request></Capability>
<ContentMetadata><CoverageOfferingBrief><name>scene</name><label>Scene</label>
<lonLatEnvelope srsName="urn:ogc:def:crs:OGC:1.3:CRS84"><gml:pos>{west} {south}</gml:pos>
<gml:pos>{east} {north}</gml:pos></lonLatEnvelope>
</CoverageOfferingBrief></ContentMetadata></WCS_Capabilities>"""

WCS_COVERAGE = """<?xml version="1.0"?>
<CoverageDescription version="1.0.0" xmlns="http://www.opengis.net/wcs" xmlns:gml="http://www.opengis.net/gml">
<CoverageOffering><name>scene</name><label>Scene</label>
<lonLatEnvelope srsName="urn:ogc:def:crs:OGC:1.3:CRS84"><gml:pos>{west} {south}</gml:pos>
<gml:pos>{east} {north}</gml:pos></lonLatEnvelope>
<domainSet><spatialDomain>
<gml:Envelope srsName="EPSG:{epsg}"><gml:pos>{x0} {y0}</gml:pos><gml:pos>{x1} {y1}</gml:pos></gml:Envelope>
<gml:RectifiedGrid dimension="2"><gml:limits><gml:GridEnvelope><gml:low>0 0</gml:low>
<gml:high>{last_column} {last_row}</gml:high></gml:GridEnvelope></gml:limits>
<gml:axisName>x</gml:axisName><gml:axisName>y</gml:axisName>
<gml:origin><gml:pos>{x0} {y1}</gml:pos></gml:origin>
<gml:offsetVector>{pixel} 0</gml:offsetVector><gml:offsetVector>0 -{pixel}</gml:offsetVector>
</gml:RectifiedGrid></spatialDomain></domainSet>
<rangeSet><RangeSet><name>bands</name><label>Bands</label></RangeSet></rangeSet>
<supportedCRSs><requestResponseCRSs>EPSG:{epsg}</requestResponseCRSs><nativeCRSs>EPSG:{epsg}</nativeCRSs>
</supportedCRSs>
<supportedFormats><formats>GeoTIFF</formats></supportedFormats>
<supportedInterpolations><interpolationMethod>nearest neighbor</interpolationMethod></supportedInterpolations>
</CoverageOffering></CoverageDescription>"""


class MapServer(ThreadingHTTPServer):
    """Serves one RGB raster of reflectance.

    After a request of ``/fail`` every picture is an error, after ``/slow`` it takes ``SLOW_S``, until ``/serve``.
    Nothing may be cached: for a failure, QGIS would sometimes give the answer that it has kept.
    """

    daemon_threads = True

    def __init__(self, raster: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.raster = gdal.Open(str(raster))
        self.picture = _drawn(self.raster)
        self.lock = threading.Lock()  # GDAL's data sets are for one thread
        self.mode = "serve"
        self.failures_left = 0
        """Pictures that are errors from now on."""
        self.dead_east_of_x = np.inf
        """Pictures from there on are errors, in the raster's CRS."""
        self.requests: list[str] = []
        reference = osr.SpatialReference(self.raster.GetProjection())
        self.epsg = int(reference.GetAuthorityCode(None))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def sources(self) -> dict[str, str]:
        """Sources of QGIS layers by kind; ``wcs`` goes with the provider of this name, the others with ``wms``."""
        tiles = f"{self.address}/%7Bz%7D/%7Bx%7D/%7By%7D.png"
        format_, crs = "format=image/png&styles&crs=EPSG:" + str(self.epsg), f"EPSG:{self.epsg}"
        return {
            "xyz": f"type=xyz&url={tiles}&zmin=0&zmax=18",
            "wms": f"contextualWMSLegend=0&layers=scene&{format_}&url={quote(self.address + '/wms', safe=':/')}",
            "wcs": f"cache=AlwaysNetwork&crs={crs}&format=GeoTIFF&identifier=scene&version=1.0.0"
            f"&url={quote(self.address + '/wcs', safe=':/')}",
        }

    def document(self, template: str, path: str) -> bytes:
        """Fill in a capabilities document."""
        left, pixel, _, top, _, _ = self.raster.GetGeoTransform()
        width, height = self.raster.RasterXSize, self.raster.RasterYSize
        x0, y0, x1, y1 = left, top - height * pixel, left + width * pixel, top
        to_degrees = osr.CoordinateTransformation(_reference(self.epsg), _reference(4326))
        west, south, east, north = to_degrees.TransformBounds(x0, y0, x1, y1, 21)
        places = {"west": west, "south": south, "east": east, "north": north}
        size = {"last_column": width - 1, "last_row": height - 1, "pixel": pixel}
        corners = {"x0": x0, "y0": y0, "x1": x1, "y1": y1}
        url = f"{self.address}/{path}?"
        return template.format(url=url, epsg=self.epsg, **places, **size, **corners).encode()

    def cut(self, image: gdal.Dataset, kind: str, epsg: int, bounds: list[float], size: list[int]) -> bytes:
        """Return an image's part as a file of a GDAL driver, on any grid."""
        path = f"/vsimem/{uuid.uuid4()}"
        with self.lock:
            part = gdal.Warp(
                "",
                image,
                format="MEM",
                dstSRS=f"EPSG:{epsg}",
                outputBounds=bounds,
                width=size[0],
                height=size[1],
            )
            gdal.GetDriverByName(kind).CreateCopy(path, part)
            file = gdal.VSIFOpenL(path, "rb")
            content = bytes(gdal.VSIFReadL(1, gdal.VSIStatL(path).size, file))
            gdal.VSIFCloseL(file)
            gdal.Unlink(path)
        return content


def _reference(epsg: int) -> osr.SpatialReference:
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def _drawn(raster: gdal.Dataset) -> gdal.Dataset:
    """Return a raster of reflectance as a service draws it: bytes, and transparent outside."""
    width, height = raster.RasterXSize, raster.RasterYSize
    picture = gdal.GetDriverByName("MEM").Create("", width, height, 4, gdal.GDT_Byte)
    picture.SetGeoTransform(raster.GetGeoTransform())
    picture.SetProjection(raster.GetProjection())
    for number in range(1, 4):
        values = np.clip(raster.GetRasterBand(number).ReadAsArray() / BRIGHTEST, 0, 1) * 255
        picture.GetRasterBand(number).WriteArray(values.astype(np.uint8))
    picture.GetRasterBand(4).Fill(255)
    picture.GetRasterBand(4).SetColorInterpretation(gdal.GCI_AlphaBand)
    return picture


def _tile_of(path: str) -> list[int]:
    """Return zoom, column and row of a tile's address."""
    return [int(part) for part in path.removesuffix(".png").strip("/").split("/")]


def _tile_bounds(zoom: int, column: int, row: int) -> list[float]:
    """Return the smallest X and Y and the largest of a tile, in Web Mercator."""
    side = 2 * HALF_WORLD_M / 2**zoom
    left, top = column * side - HALF_WORLD_M, HALF_WORLD_M - row * side
    return [left, top - side, left + side, top]


class _Handler(BaseHTTPRequestHandler):
    server: MapServer

    def do_GET(self):
        parts = urlsplit(self.path)
        self.server.requests.append(self.path)
        asked = {key.upper(): value for key, value in parse_qsl(parts.query)}
        what = asked.get("REQUEST", "GetTile")
        if parts.path in ("/fail", "/slow", "/serve"):
            self.server.mode = parts.path[1:]
            self._send("text/plain", b"")
        elif what in ("GetCapabilities", "DescribeCoverage"):
            self._send("text/xml", self._document(parts.path.strip("/"), what))
        elif self._fails(what, parts.path, asked):
            self.send_error(500)
        else:
            time.sleep(SLOW_S if self.server.mode == "slow" else 0)
            self._send_picture(what, parts.path, asked)

    def _fails(self, what: str, path: str, asked: dict[str, str]) -> bool:
        with self.server.lock:
            if self.server.failures_left > 0:
                self.server.failures_left -= 1
                return True
        if self.server.mode == "fail":
            return True
        if what == "GetTile":
            (left, _, _, top), epsg = _tile_bounds(*_tile_of(path)), 3857
        else:
            left, _, _, top = (float(value) for value in asked["BBOX"].split(","))
            epsg = int(asked["CRS"].split(":")[-1])
        to_raster = osr.CoordinateTransformation(_reference(epsg), _reference(self.server.epsg))
        return to_raster.TransformPoint(left, top)[0] >= self.server.dead_east_of_x

    def _send_picture(self, what: str, path: str, asked: dict[str, str]) -> None:
        if what == "GetTile":
            self._send_tile(*_tile_of(path))
        else:
            self._send_part(what, asked)

    def _document(self, path: str, what: str) -> bytes:
        if what == "DescribeCoverage":
            return self.server.document(WCS_COVERAGE, path)
        return self.server.document(WMS_CAPABILITIES if path == "wms" else WCS_CAPABILITIES, path)

    def _send_part(self, what: str, asked: dict[str, str]) -> None:
        bounds = [float(value) for value in asked["BBOX"].split(",")]
        epsg = int(asked["CRS"].split(":")[-1])
        size = [int(asked["WIDTH"]), int(asked["HEIGHT"])]
        if what == "GetMap":
            self._send("image/png", self.server.cut(self.server.picture, "PNG", epsg, bounds, size))
        else:
            self._send("image/tiff", self.server.cut(self.server.raster, "GTiff", epsg, bounds, size))

    def _send_tile(self, zoom: int, column: int, row: int) -> None:
        bounds = _tile_bounds(zoom, column, row)
        self._send("image/png", self.server.cut(self.server.picture, "PNG", 3857, bounds, [TILE_PX, TILE_PX]))

    def _send(self, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(OSError):  # who asked may have gone
            self.wfile.write(content)

    def log_message(self, *arguments):
        pass


@contextmanager
def map_server(raster: Path) -> Iterator[MapServer]:
    """Serve a raster."""
    server = MapServer(raster)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
