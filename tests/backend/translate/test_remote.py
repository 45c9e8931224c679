"""Inputs on a web server and in a bucket: the same pixels as from a local file, and nothing else is asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.errors import UsageError
from any2any.translate.engine import translate

KEY = "AKIATESTTESTTEST"


class Serving:
    def __init__(self, folder: Path, log: Path, *key: str) -> None:
        script = Path(__file__).with_name("file_server.py")
        log.touch()
        self._log = log
        self._process = subprocess.Popen(
            [sys.executable, str(script), str(folder), str(log), *key], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.host = f"127.0.0.1:{self._process.stdout.readline().strip()}"
        self.address = f"http://{self.host}"

    @property
    def asked(self) -> set[str]:
        return {line.partition("?")[0] for line in self._log.read_text().splitlines()}

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Serving]]:
    started: list[Serving] = []

    def start(folder: Path, *key: str) -> Serving:
        started.append(Serving(folder, tmp_path / f"{len(started)}.log", *key))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Callable[[Serving], None]:
    """Point GDAL's S3 at a server on loopback."""

    def point(server: Serving) -> None:
        settings = {
            "AWS_S3_ENDPOINT": server.host,
            "AWS_HTTPS": "NO",
            "AWS_VIRTUAL_HOSTING": "FALSE",
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": "not-a-secret",
            "AWS_REGION": "eu-central-1",
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)

    return point


def pixels(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read()


@pytest.fixture
def local(model, request_for, sar, tmp_path) -> np.ndarray:
    return pixels(translate(request_for(sar, output=tmp_path / "local.tif"), model).output)


@pytest.mark.parametrize("form", ["{}/sar.tif", "/vsicurl/{}/sar.tif"])
def test_a_raster_on_a_web_server_gives_the_pixels_of_the_local_one(
    model, request_for, sar, local, serve, form
) -> None:
    server = serve(sar.parent)
    result = translate(request_for(form.format(server.address)), model)
    np.testing.assert_array_equal(pixels(result.output), local)
    assert server.asked == {"/sar.tif"}


@pytest.mark.parametrize("form", ["s3://scenes/sar.tif", "/vsis3/scenes/sar.tif"])
def test_a_raster_in_a_bucket_is_read_with_the_users_keys(
    model, request_for, sar, local, serve, bucket, tmp_path, form
) -> None:
    (tmp_path / "served" / "scenes").mkdir(parents=True)
    sar.rename(tmp_path / "served" / "scenes" / "sar.tif")
    server = serve(tmp_path / "served", KEY)
    bucket(server)
    result = translate(request_for(form), model)
    np.testing.assert_array_equal(pixels(result.output), local)
    assert server.asked == {"/scenes/sar.tif"}


def write_item(folder: Path, href: str) -> Path:
    path = folder / "item.json"
    asset = {"href": href, "type": "image/tiff"}
    path.write_text(json.dumps({"type": "Feature", "id": "x", "properties": {}, "assets": {"vv": asset}}))
    return path


def test_an_item_on_a_web_server_brings_its_assets(model, request_for, sar, local, serve) -> None:
    write_item(sar.parent, "./sar.tif")
    server = serve(sar.parent)
    result = translate(request_for(f"{server.address}/item.json"), model)
    np.testing.assert_array_equal(pixels(result.output), local)
    assert server.asked == {"/item.json", "/sar.tif"}


def test_a_local_item_may_name_assets_on_a_server(model, request_for, sar, local, serve, tmp_path) -> None:
    server = serve(sar.parent)
    (tmp_path / "items").mkdir()
    item = write_item(tmp_path / "items", f"{server.address}/sar.tif")
    result = translate(request_for(item), model)
    np.testing.assert_array_equal(pixels(result.output), local)
    assert server.asked == {"/sar.tif"}


def test_what_is_not_there_is_named(model, request_for, sar, serve, bucket, tmp_path) -> None:
    server = serve(sar.parent, KEY)
    bucket(server)
    for name in (f"{server.address}/nothing.tif", f"{server.address}/item.json", "s3://scenes/nothing.tif"):
        with pytest.raises(UsageError, match=r"(nothing\.tif|item\.json) cannot be"):
            translate(request_for(name), model)


@pytest.mark.parametrize("output", ["/vsis3/scenes/out.tif", "/vsimem/out.tif", "s3://scenes/out.tif"])
def test_results_are_local_files(model, request_for, sar, output) -> None:
    with pytest.raises(UsageError, match=r"is not a local file"):
        translate(request_for(sar, output=Path(output)), model)
