"""Seeded hostile inputs: ``python backend/benchmarks/fuzz.py [--count N] [--seed S]`` (``make fuzz``).

Each kind of input starts as a good one and is mutated. Every answer must be a result or one sentence; anything else
is a fault. Prints a line for each kind: inputs, results, refusals, faults, the longest time and the largest memory.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import io
import json
import resource
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import rasterio
import requests
import urllib3
import yaml
from safetensors import safe_open
from safetensors.numpy import save

import any2any  # noqa: F401 - restricts GDAL's drivers before rasterio opens a file
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.errors import Any2AnyError
from any2any.hub import bundled_model
from any2any.hub.archive import extract_model
from any2any.hub.connection import Connection
from any2any.hub.download import Expected, fetch
from any2any.models.weights_check import read_header, require_finite
from any2any.raster.opening import open_raster
from any2any.raster.reader import RasterReader
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import TRANSLATOR_FILE, vae_file
from any2any.spec.modality import DEFAULT_MODALITIES
from any2any.spec.model_folder import read_manifest
from any2any.training.recipe_file import read_recipe
from any2any.translate.make_plan import make_plan
from any2any.translate.record import Record, read_record, to_json
from any2any.worker.parameters import translate_request
from any2any.worker.rpc import MessageError, parse_request

ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 10**400, -(10**400), 0.5, 1e308, -1e308),
    *(
        float("nan"),
        float("inf"),
        "",
        "\0",
        "x" * 10_000,
        "../../etc/passwd",
        "\udc80",
        [],
        {},
        [[[]]],
        {"a": {}},
    ),
)
"""Replacements for a value in a document."""


@dataclass
class Score:
    """Results of one kind of input."""

    inputs: int = 0
    results: int = 0
    refusals: int = 0
    faults: list[str] = field(default_factory=list)
    longest_s: float = 0.0
    longest_sentence: int = 0

    def line(self, kind: str) -> str:
        """One row of the table."""
        memory_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return (
            f"{kind:<10} {self.inputs:>6} inputs {self.results:>6} results {self.refusals:>6} refusals "
            f"{len(self.faults):>3} faults  longest {self.longest_s:.2f} s  peak {memory_mib:.0f} MiB"
        )


class Inputs:
    """Good inputs in a folder, and their mutations."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.manifest = read_manifest(bundled_model())
        self.config = (bundled_model() / "config.json").read_text(encoding="utf-8")
        self.zipped_files = [TRANSLATOR_FILE, *(vae_file(m.name) for m in self.manifest.modalities)]
        entry = {"sha256": hashlib.sha256(b"x").hexdigest(), "bytes": 1}
        self.zipped = json.dumps(json.loads(self.config) | {"files": dict.fromkeys(self.zipped_files, entry)})
        self.raster = self._raster()
        self.index = self._index()
        self.weights = save(
            {"a": np.ones((4, 3), np.float32), "b": np.ones(9, np.float16), "c": np.ones((2, 2), np.int8)}
        )
        recipe = Path(__file__).parents[1] / "recipes" / "tiny.yaml"
        self.recipe = json.dumps(yaml.safe_load(recipe.read_text(encoding="utf-8")))
        self.request = TranslateRequest(str(folder / "good.tif"), folder / "out.tif", "sar", "rgb")
        self.plan = json.loads(to_json(Record(make_plan(self.request, self.manifest), self.request, "now")))

    def _raster(self) -> bytes:
        path = self._folder / "good.tif"
        place = rasterio.Affine(10, 0, 4e5, 0, -10, 55e5)
        values = np.random.default_rng(0).normal(-12, 3, (1, 128, 128)).astype(np.float32)
        profile = {"tiled": True, "blockxsize": 64, "blockysize": 64, "compress": "deflate"}
        with rasterio.open(
            path, "w", "GTiff", 128, 128, 1, "EPSG:32633", place, "float32", **profile
        ) as dataset:
            dataset.write(values)
        return path.read_bytes()

    def read_raster(self, random: Random) -> None:
        """Plan a GeoTIFF with changed, missing or added bytes, and read it whole."""
        self._translate("bad.tif", mutated(self.raster, random))

    def read_vrt(self, random: Random) -> None:
        """The same with a VRT."""
        text = (
            '<VRTDataset rasterXSize="128" rasterYSize="128"><SRS>EPSG:32633</SRS><GeoTransform>4e5,10,0,55e5,0,-10'
            '</GeoTransform><VRTRasterBand dataType="Float32" band="1"><NoDataValue>-9999</NoDataValue><SimpleSource>'
            '<SourceFilename relativeToVRT="1">good.tif</SourceFilename><SourceBand>1</SourceBand></SimpleSource>'
            "</VRTRasterBand></VRTDataset>"
        )
        self._translate("bad.vrt", mutated(text.encode(), random))

    def _translate(self, name: str, content: bytes) -> None:
        path = self._folder / name
        path.write_bytes(content)
        request = TranslateRequest(str(path), self._folder / "out.tif", "sar", "rgb")
        plan = make_plan(request, self.manifest)
        with open_raster(str(path)) as dataset:
            reader = RasterReader(dataset, str(path), plan.bands, plan.empty)
            for block in plan.grid.bounds.blocks(512, 512):
                reader.read(block)

    def read_manifest(self, random: Random) -> None:
        """Read a model's manifest with odd values or bytes."""
        path = self._folder / "model" / "config.json"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(_text(self.config, random).encode("utf-8", "surrogateescape"))
        read_manifest(path.parent)

    def read_weights(self, random: Random) -> None:
        """Read a weights file with a changed header or changed bytes; its library can open what passes."""
        path = self._folder / "bad.safetensors"
        length = int.from_bytes(self.weights[:8], "little")
        header, values = self.weights[8 : 8 + length], self.weights[8 + length :]
        if random.random() < 0.5:
            header = _text(header.decode(), random).encode("utf-8", "surrogateescape")
            path.write_bytes(len(header).to_bytes(8, "little") + header + values)
        else:
            path.write_bytes(mutated(self.weights, random))
        require_finite(path, read_header(path))
        with safe_open(path, "numpy"):
            pass

    def read_plan(self, random: Random) -> None:
        """Read the plan of an unfinished job with odd values or bytes."""
        path = self._folder / "plan.json"
        text = _text(json.dumps(self.plan), random)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        read_record(path)

    def read_line(self, random: Random) -> None:
        """Read a line of the worker's protocol."""
        params: dict[str, Any] = {
            "input": "a.tif",
            "output": "b.tif",
            "source": "sar",
            "target": "rgb",
            "window": [0, 0, 9, 9],
        }
        params |= {"seed": 1, "bands": [1], "steps": 4, "gpu_memory_gb": 2.0, "overwrite": False}
        line = _text(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "translate", "params": params}), random)
        translate_request(parse_request(line.encode("utf-8", "surrogateescape")).params)

    def read_zip(self, random: Random) -> None:
        """Unpack a model's zip with changed bytes or a changed manifest."""
        path, target = self._folder / "bad.zip", self._folder / "unpacked"
        with zipfile.ZipFile(path, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as made:
            text = _text(self.zipped, random) if random.random() < 0.3 else self.zipped
            made.writestr("model/config.json", text.encode("utf-8", "surrogateescape"))
            for name in self.zipped_files:
                made.writestr(f"model/{name}", b"x")
            if random.random() < 0.3:
                made.writestr(random.choice(("model/a.safetensors", "../a", "/a", "a/../../b", "a\0")), b"x")
        if random.random() < 0.5:
            path.write_bytes(mutated(path.read_bytes(), random))
        target.mkdir(exist_ok=True)
        extract_model(path, target, target / "config.json")

    def read_index(self, random: Random) -> None:
        """Read every tile of an index, a GeoPackage, with changed bytes."""
        path = self._folder / "bad.gpkg"
        path.write_bytes(mutated(self.index, random))
        list(TileIndex(path).tiles())

    def read_recipe(self, random: Random) -> None:
        """Read a training recipe with odd values or bytes."""
        path = self._folder / "recipe.yaml"
        path.write_bytes(_text(self.recipe, random).encode("utf-8", "surrogateescape"))
        read_recipe(path)

    def read_answer(self, random: Random) -> None:
        """Download a file from a server of odd statuses, headers and bodies."""
        connection = Connection(retries=1, sleep=lambda seconds: None)
        connection.session.mount("https://", OddServer(random))
        path = self._folder / "fetched"
        for left in self._folder.glob("fetched*"):
            left.unlink()
        fetch(connection, "https://h.org/model.zip", path, Expected(limit_bytes=100_000))

    def _index(self) -> bytes:
        path = self._folder / "good.gpkg"
        files = {
            name: TileFile(name, f"{name}.tif", bands, radiometry, 0, 0, 40, 40, 10.0)
            for name, bands, radiometry in (("sar", "1", "db"), ("rgb", "1,2,3", "reflectance"))
        }
        tiles = [Tile(f"s{i}", f"p{i}", "a", "train", "CC0-1.0", files, (0, 0, 1, 1)) for i in range(20)]
        write_index(path, tiles, DEFAULT_MODALITIES)
        return path.read_bytes()


class OddServer(requests.adapters.BaseAdapter):
    """Answers every request like a broken or hostile server."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self._random = random

    def send(self, request: requests.PreparedRequest, *args: object, **kwargs: object) -> requests.Response:
        """Return an odd answer, or an ordinary one."""
        random, body = self._random, self._random.randbytes(self._random.randrange(300_000))
        headers = {"Content-Length": str(len(body))} if random.random() < 0.7 else {}
        for _ in range(random.choice((0, 1, 3))):
            headers[random.choice(HEADERS)] = random.choice(HEADER_VALUES)
        response = requests.Response()
        response.status_code = random.choice((200, 200, 200, 206, 302, 404, 416, 429, 500, 999))
        response.headers.update(headers)
        response.url, response.request = request.url or "", request
        response.raw = urllib3.HTTPResponse(
            io.BytesIO(body[: random.choice((len(body), 10))]),
            headers,
            response.status_code,
            preload_content=False,
        )
        return response

    def close(self) -> None:
        """Nothing is open."""


HEADERS = (
    "Content-Length",
    "Content-Range",
    "Content-Encoding",
    "Location",
    "ETag",
    "Retry-After",
    "Last-Modified",
)
HEADER_VALUES = (
    *(
        "",
        "-1",
        "0",
        "10",
        "9" * 400,
        "1e9",
        "nan",
        "\u00b2",
        "\u0663",
        "bytes 0-",
        "bytes */10",
        "gzip",
        "x" * 100_000,
    ),
    *(
        "http://h.org/a",
        "https://h.org/a",
        "file:///etc/passwd",
        "//",
        "https://[",
        'W/"1"',
        "\x00",
        "Thu, 32 Foo 99",
    ),
)
"""Headers that the client reads, and odd values for them; superscript and Arabic digits are digits to Python."""


def mutated(content: bytes, random: Random) -> bytes:
    """Return bytes with some flipped, overwritten, cut off, doubled or added."""
    data = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        place = random.randrange(max(1, len(data)))
        how = random.randrange(5)
        if how == 0 and data:
            data[place] ^= 1 << random.randrange(8)
        elif how == 1:
            data[place : place + 4] = random.choice((b"\0" * 4, b"\xff" * 4, random.randbytes(4)))
        elif how == 2:
            del data[place:]
        elif how == 3:
            data[place:place] = data[place : place + 100]
        else:
            data[place:place] = random.randbytes(random.randrange(1, 50))
    return bytes(data)


def _text(text: str, random: Random) -> str:
    """Return a JSON text with odd values in places, or with mutated bytes."""
    if random.random() < 0.3:
        return mutated(text.encode(), random).decode("utf-8", "surrogateescape")
    document = json.loads(text)
    for _ in range(random.choice((1, 1, 3))):
        _put_odd(document, random)
    return json.dumps(document)


def _put_odd(document: Any, random: Random) -> None:
    """Replace, remove or add a value anywhere in a document, in place."""
    node = document
    while isinstance(node, (dict, list)) and node:
        key = random.choice(list(node) if isinstance(node, dict) else range(len(node)))
        if not isinstance(node[key], (dict, list)) or not node[key] or random.random() < 0.2:
            if random.random() < 0.2:
                del node[key]
            else:
                node[key] = copy.deepcopy(random.choice(ODD_VALUES))  # else a value could be put into itself
            return
        node = node[key]


def kinds(inputs: Inputs) -> Mapping[str, Callable[[Random], None]]:
    """Return the action for an input of each kind."""
    return {
        "raster": inputs.read_raster,
        "vrt": inputs.read_vrt,
        "manifest": inputs.read_manifest,
        "weights": inputs.read_weights,
        "plan": inputs.read_plan,
        "line": inputs.read_line,
        "zip": inputs.read_zip,
        "index": inputs.read_index,
        "recipe": inputs.read_recipe,
        "answer": inputs.read_answer,
    }


def run(count: int, seed: int, folder: Path) -> dict[str, Score]:
    """Test each kind with this number of inputs; the same seed gives the same inputs."""
    scores = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a user would see it
        for kind, read in kinds(Inputs(folder)).items():
            scores[kind] = _score(read, [f"{seed}/{kind}/{number}" for number in range(count)])
    return scores


def _score(read: Callable[[Random], None], names: Sequence[str]) -> Score:
    """Count the outcomes of the inputs with these names, which are their seeds."""
    score, printed = Score(inputs=len(names)), sys.unraisablehook
    for name in names:

        def on_unraisable(unraisable: sys.UnraisableHookArgs, name: str = name) -> None:
            score.faults.append(f"{name}: printed {unraisable.exc_value!r} of {unraisable.object}"[:300])

        sys.unraisablehook, begin = on_unraisable, time.monotonic()
        try:
            read(Random(name))
            score.results += 1
        except (Any2AnyError, MessageError) as error:
            score.refusals += 1
            score.longest_sentence = max(score.longest_sentence, len(str(error)))
        except Exception as error:  # noqa: BLE001 - a fault is what is looked for
            score.faults.append(f"{name}: {type(error).__name__}: {error}"[:300])
        finally:
            sys.unraisablehook = printed
        score.longest_s = max(score.longest_s, time.monotonic() - begin)
    return score


def main() -> int:
    """Print the table; the exit code is 1 if there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="inputs of each kind (%(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scores = run(args.count, args.seed, Path(folder))
    for kind, score in scores.items():
        sys.stdout.write(score.line(kind) + "\n")
    faults = [fault for score in scores.values() for fault in score.faults]
    sys.stdout.write("".join(f"fault: {fault}\n" for fault in faults[:50]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
