"""Check the contents of a safetensors file before anything is allocated for it. Imports no torch.

A model file may come from anyone. So its header must describe all of its bytes, the types must be those that a model
uses, the shapes must be those of the config, and every weight must be finite and not too large.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Message
from any2any.spec.manifest import TRANSLATOR_FILE, Manifest, ManifestError, is_graph, vae_file
from any2any.spec.model_folder import verify_files

LONGEST_HEADER_BYTES = 50_000_000
SCALE = ".scale"
"""Ending of the name of an eight-bit tensor's scales."""

_BYTES = {"F32": 4, "F16": 2, "BF16": 2, "I8": 1}
_LARGEST = 2.0**64
"""No trained weight is nearly as large; a product of two such values still fits float32."""
_BITS = {"F32": (np.uint32, 0x7FFFFFFF, 0x5F800000), "BF16": (np.uint16, 0x7FFF, 0x5F80)} | {
    "F16": (np.uint16, 0x7FFF, 0x7C00)
}
"""Bits of a float without its sign, and the smallest pattern that is 2**64 or more, infinite or NaN."""
_BLOCK = 1 << 19
"""Values checked at once: a block stays in the processor's cache."""

Shapes = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class StoredTensor:
    """The position of one tensor in its file."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    first: int
    """Its first byte, counted from the file's beginning."""
    last: int
    """The byte after it."""


def verified_weights(folder: Path, manifest: Manifest) -> dict[str, dict[str, StoredTensor]]:
    """Verify a model folder: digests, layout of the weights files, finite weights. ManifestError.

    Returns the tensors by name for each weights file. Digests come first, so that a damaged file is called damaged.
    """
    verify_files(folder, manifest)
    names = [name for name in manifest.files if not is_graph(name)]
    for needed in (TRANSLATOR_FILE, *(vae_file(modality.name) for modality in manifest.modalities)):
        if needed not in names:
            raise ManifestError(
                Message(
                    "model-file-bad",
                    "model {model}: its manifest lists no {path}; copy or download it again",
                    model=manifest.name,
                    path=folder / needed,
                )
            )
    stored = {name: read_header(folder / name) for name in names}
    for name, tensors in stored.items():
        require_finite(folder / name, tensors)
    return stored


def read_header(path: Path) -> dict[str, StoredTensor]:
    """Read the header alone; ManifestError unless it describes every byte behind it."""
    try:
        return {tensor.name: tensor for tensor in _tensors(path)}
    except (OSError, ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise ManifestError(
            Message(
                "model-unreadable",
                "{path} contains no weights: {reason:.300}",
                path=path,
                reason=str(error),
            )
        ) from error


def require_shapes(stored: Shapes, expected: Shapes, place: str) -> None:
    """ManifestError that names the first tensor that is missing, of another shape, or not asked for."""
    for name, shape in expected.items():
        if stored.get(name) != shape:
            found = f"has shape {stored[name]}" if name in stored else "is missing"
            raise ManifestError(
                Message(
                    "model-unreadable",
                    "{path} do not fit its config: {weight} {found}, the config asks for {shape}",
                    path=place,
                    weight=name,
                    found=found,
                    shape=shape,
                    reason=name,
                )
            )
    for name in stored:
        if name not in expected:
            raise ManifestError(
                Message(
                    "model-unreadable",
                    "{path} do not fit its config: {weight} belongs to no network",
                    path=place,
                    weight=name,
                    reason=name,
                )
            )


def shapes_of(tensors: Mapping[str, StoredTensor]) -> dict[str, tuple[int, ...]]:
    """Shapes by name, without the scales of eight-bit tensors."""
    return {
        name: tensor.shape
        for name, tensor in tensors.items()
        if not (name.endswith(SCALE) and name.removesuffix(SCALE) in tensors)
    }


def require_finite(path: Path, tensors: Mapping[str, StoredTensor]) -> None:
    """ManifestError that names the first tensor with a value that is NaN, infinite, or 2**64 and more."""
    content = np.memmap(path, np.uint8, "r")
    for run in _runs([tensor for tensor in tensors.values() if tensor.dtype in _BITS]):
        if not _odd(content, run[0].dtype, run[0].first, run[-1].last):
            continue
        for tensor in run:
            for value in _odd(content, tensor.dtype, tensor.first, tensor.last):
                raise ManifestError(
                    Message(
                        "model-unreadable",
                        "{path}: the weight {reason} holds {value:g}: no result can be computed with it, "
                        "copy or download the model again, or ask its publisher",
                        path=path,
                        reason=tensor.name,
                        value=value,
                    )
                )


def _tensors(path: Path) -> Iterator[StoredTensor]:
    """Yield the tensors in the order of their bytes; ValueError, KeyError or TypeError if the header is damaged."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if not 2 <= length <= min(LONGEST_HEADER_BYTES, size - 8):
            raise ValueError(f"its header of {length} bytes does not fit into {size} bytes")
        header: Any = json.loads(stream.read(length), object_pairs_hook=_unique)
    if not isinstance(header, dict):
        raise TypeError("its header is not a mapping of names to tensors")
    header.pop("__metadata__", None)
    at = 8 + length
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        tensor = _tensor(name, entry, 8 + length)
        if tensor.first != at:
            raise ValueError(f"{name} does not begin where the tensor before it ends")
        at = tensor.last
        yield tensor
    if at != size:
        raise ValueError(f"its header describes {at} bytes, the file has {size}")


def _tensor(name: str, entry: Mapping[str, Any], start: int) -> StoredTensor:
    dtype, shape, (first, last) = entry["dtype"], entry["shape"], entry["data_offsets"]
    if dtype not in _BYTES:
        raise ValueError(f"{name} has the type {dtype!r}: models have {', '.join(_BYTES)}")
    if not all(type(number) is int and number >= 0 for number in (*shape, first, last)):
        raise ValueError(f"{name} has the shape {shape} at {first} to {last}")
    if last - first != math.prod(shape) * _BYTES[dtype]:
        raise ValueError(f"{name} has the shape {shape} and {last - first} bytes of {dtype}")
    return StoredTensor(name, dtype, tuple(shape), start + first, start + last)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("its header has a name twice")
    return found


def _runs(tensors: list[StoredTensor]) -> Iterator[list[StoredTensor]]:
    """Yield runs of adjacent tensors of one type, so that hundreds of small tensors are checked at once."""
    run: list[StoredTensor] = []
    for tensor in tensors:
        if run and (tensor.dtype, tensor.first) != (run[-1].dtype, run[-1].last):
            yield run
            run = []
        run.append(tensor)
    if run:
        yield run


def _odd(content: NDArray[np.uint8], dtype: str, first: int, last: int) -> list[float]:
    """The first value of some bytes that is NaN, infinite or too large, if there is one."""
    kind, magnitude, limit = _BITS[dtype]
    bits = content[first:last].view(kind)
    for start in range(0, bits.size, _BLOCK):
        block = bits[start : start + _BLOCK]
        if (block & kind(magnitude)).max() >= limit:
            return [_number(block[(block & kind(magnitude)) >= limit][:1], dtype)]
    return []


def _number(bits: NDArray[Any], dtype: str) -> float:
    """The float of which these are the bits (1,)."""
    if dtype == "BF16":
        return float((bits.astype(np.uint32) << 16).view(np.float32)[0])
    return float(bits.view(np.float16 if dtype == "F16" else np.float32)[0])
