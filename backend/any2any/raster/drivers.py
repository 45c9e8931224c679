"""Which raster formats GDAL may read, and when it may use the network. Standard library only.

A raster may come from anyone, and some of GDAL's drivers do more than read it: MRF appends to any file that a
description names, WMS and netCDF fetch addresses, Zarr writes a cache beside its data. Only the drivers in
``ALLOWED_DRIVERS`` stay registered, so the list also applies to the sources inside a VRT. GDAL reads these settings
from the environment when it registers its drivers; ``import any2any`` makes them before any raster is opened.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, MutableMapping

from any2any.errors import Any2AnyError, Message

ALLOWED_DRIVERS = frozenset(
    (
        *("GTiff", "COG", "VRT", "MEM"),  # ours too: results, their mosaics, warping in memory
        "Memory",  # vectors in memory; since GDAL 3.11 another name for MEM, and GDAL crashes without that
        *("JP2OpenJPEG", "JPEG", "PNG", "HFA", "ENVI", "EHdr", "NITF", "PCIDSK", "HDF5", "HDF5Image"),
        *("SENTINEL2", "SAFE", "RS2", "TSX", "COSAR", "DIMAP", "TIL"),  # products of satellites
    )
)
"""GDAL's names of the drivers that only read, and only files."""

OTHER_DRIVERS = (
    "AAIGrid,ACE2,ADBC,ADRG,AIG,AirSAR,AIVector,AmigoCloud,Arrow,AutoCAD,AVCBin,AVCE00,BAG,BASISU,BIGGIF,"
    "BLX,BMP,BSB,BT,BYN,CAD,CALS,Carto,CEOS,COASP,COSMO,CPG,CSV,CSW,CTable2,CTG,DAAS,DB2ODBC,DDS,DERIVED,"
    "DGN,DIPEx,DODS,DOQ1,DOQ2,DTED,DWG,DXF,ECRGTOC,ECW,EDIGEO,EEDA,EEDAI,EIR,ELAS,Elastic,ElasticSearch,"
    "ENVISAT,EPSILON,ERS,ESAT,ESRIC,ESRIJSON,EXR,FAST,FGDB,FileGDB,FIT,FITS,FlatGeobuf,GDALG,GenBin,"
    "Geoconcept,GeoJSON,GeoJSONSeq,GeoRaster,GeoRSS,GFF,GIF,GML,GMLAS,GMT,GNMDatabase,GNMFile,GPKG,"
    "GPSBabel,GPX,GRASS,GRASSASCIIGrid,GRIB,GS7BG,GSAG,GSBG,GSC,GTA,GTI,GTX,GXF,Hana,HANA,HDF4,HDF4Image,"
    "HEIF,HF2,HTTP,IDA,IDB,Idrisi,IDRISI,IGNFHeightASCIIGrid,ILWIS,INGR,Interlis,IRIS,ISCE,ISG,ISIS2,"
    "ISIS3,JAXAPALSAR,JDEM,JML,JP2ECW,JP2KAK,JP2Lura,JP2MrSID,JPEG2000,JPEGLS,JPEGXL,JPIPKAK,JSONFG,KEA,"
    "KML,KMLSUPEROVERLAY,KRO,KTX2,L1B,LAN,LCP,Leveller,LIBERTIFF,LIBKML,LOSLAS,LVBAG,MAP,MapInfo,MapML,"
    "MBTiles,MFF,MFF2,MG4Lidar,MiraMonRaster,MiraMonVector,MongoDBv3,MRF,MrSID,MSG,MSGN,"
    "MSSQLSpatial,MVT,MySQL,NAS,NDF,netCDF,NGSGEOID,NGW,NOAA_B,NSIDCbin,NTv2,NULL,NWT_GRC,NWT_GRD,OAPIF,"
    "OCI,ODBC,ODS,OGCAPI,OGR_DODS,OGR_GMT,OGR_PDS,OGR_SDTS,OGR_VRT,OPENFILEGDB,OpenFileGDB,OSM,OZI,"
    "Parquet,PAux,PCRaster,PDF,PDS,PDS4,PGDump,PGDUMP,PGeo,PGEO,PLMOSAIC,PLSCENES,PMTiles,PNM,"
    "PostGISRaster,PostgreSQL,PRF,R,Rasterlite,Rasterlite2,RCM,RDA,RIK,RMF,ROI_PAC,RPFTOC,RRASTER,RST,"
    "S102,S104,S111,S57,SAGA,SAR_CEOS,SDTS,Selafin,SGI,SIGDEM,SNAP_TIFF,SNODAS,SOSI,SQLite,SRP,SRTMHGT,"
    "STACIT,STACTA,SVG,SXF,Terragen,TGA,TIGER,TileDB,TopoJSON,USGSDEM,VDV,VFK,VICAR,Walk,WAsP,WCS,WEBP,"
    "WFS,WMS,WMTS,XLS,XLSX,XODR,XPlane,XPM,XYZ,Zarr,ZMap,ESRI Shapefile,Interlis 1,Interlis 2,"
    "MapInfo File,UK .NTF"
)
"""GDAL's other drivers up to 3.12, as GDAL_SKIP takes them; GDAL has no allow-list, so each one is named."""

_NO_PROXY = "http://127.0.0.1:9"
"""A proxy address without a server: any attempt to fetch fails."""

FIXED_SETTINGS = {
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "GDAL_VRT_RAWRASTERBAND_ALLOWED_SOURCE": "SIBLING_OR_CHILD_OF_VRT_PATH",
    "GDAL_MEM_ENABLE_OPEN": "NO",
    "PROJ_NETWORK": "OFF",
    "CPL_VSIL_CURL_ALLOWED_FILENAME": "/none",
    "GDAL_HTTP_PROXY": _NO_PROXY,
}
"""No drivers from other folders, no Python in a VRT, no raster at memory addresses, no network."""

_ARCHIVE = re.compile(r"^/vsi(?:zip|tar|gzip|7z|rar)/")
_REMOTE = re.compile(r"/vsi(?:curl|s3|gs|az|adls|oss|swift|webhdfs)(?:_streaming)?/")
_SCHEMES = {"s3": "s3", "gs": "gs", "az": "az", "oss": "oss", "swift": "swift"}


def restrict_gdal(environment: MutableMapping[str, str] = os.environ) -> None:
    """Make GDAL's settings, before it registers its drivers; drivers that the user skips stay skipped."""
    before = environment.get("GDAL_SKIP", "")
    skipped = (name.strip() for name in before.split("," if "," in before else None))
    names = [*filter(None, skipped), *OTHER_DRIVERS.split(",")]
    environment["GDAL_SKIP"] = ",".join(dict.fromkeys(names))
    environment.pop("GDAL_PYTHON_DRIVER_PATH", None)
    environment.update(FIXED_SETTINGS)
    logging.getLogger("rasterio._env").addFilter(_is_no_skip_warning)


def _is_no_skip_warning(record: logging.LogRecord) -> bool:
    """GDAL warns of each skipped driver that this build lacks; a user cannot act on that."""
    return "to unload from GDAL_SKIP" not in record.getMessage()


def check_drivers(registered: Iterable[str]) -> None:
    """Any2AnyError if GDAL has a forbidden driver: it was started too early, or is newer than the list."""
    unknown = sorted(set(registered) - ALLOWED_DRIVERS)
    if set(unknown) & set(OTHER_DRIVERS.split(",")):
        raise Any2AnyError(
            "rasterio opened a file before any2any was imported, so GDAL has drivers that any2any leaves out: "
            "put `import any2any` before the first use of rasterio, then start Python again"
        )
    if unknown:
        names = ",".join(unknown)
        raise Any2AnyError(
            Message(
                "drivers-unknown",
                "GDAL can read formats that were never checked ({names}): set the environment variable "
                "GDAL_SKIP={names} and start again, or install the rasterio version of the documentation",
                names=names,
            )
        )


def network_settings(path: str) -> dict[str, str]:
    """Return the settings with which GDAL fetches this one address; none if the path is not an address."""
    address = _remote_name(path)
    if address is None:
        return {}
    return {
        "CPL_VSIL_CURL_ALLOWED_FILENAME": address,
        "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",  # listing the folder around it is a second address
        "GDAL_HTTP_PROXY": _users_proxy(address),
    }


def _remote_name(path: str) -> str | None:
    """Return GDAL's name of the address, without the archive around it; None if the path is not an address."""
    scheme, separator, rest = path.partition("://")
    archive, _, transport = scheme.rpartition("+")
    if separator and transport in ("http", "https", "ftp"):
        name = f"/vsicurl/{transport}://{rest}"
    elif separator and transport in _SCHEMES:
        name = f"/vsi{_SCHEMES[transport]}/{rest}"
    elif path.startswith("/vsi") and (found := _REMOTE.search(path)):
        name, archive = path[found.start() :], "vsi" if _ARCHIVE.match(path) else ""
    else:
        return None
    return re.split(r"(?<=\.zip|\.tar|\.tgz|r\.gz)[!/}]", name)[0].rstrip("}") if archive else name


def _users_proxy(address: str) -> str:
    """Return the proxy that the environment names; GDAL's own variable is used to block the network."""
    kind = "http" if "/http://" in address else "https"
    return os.environ.get(f"{kind}_proxy") or os.environ.get(f"{kind.upper()}_PROXY") or ""
