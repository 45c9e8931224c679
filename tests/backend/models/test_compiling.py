"""A compiled DiT gives what the plain one gives, whatever was computed before; without a compiler one sentence."""

from __future__ import annotations

import copy
import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import torch

from any2any.errors import Any2AnyError
from any2any.models.compiling import compile_dit
from any2any.models.translator import Translator
from any2any.spec.modality import Direction
from any2any.translate.job import ModelCache

HAS_COMPILER = bool(shutil.which("g++")) and Path(sysconfig.get_path("include"), "Python.h").exists()


@pytest.fixture
def inductor() -> ModuleType:
    """The compiler's settings; importing them takes a second."""
    import torch._inductor.config

    return torch._inductor.config


@pytest.fixture
def translator(small_translator: Translator, inductor: ModuleType) -> Iterator[Translator]:
    """A copy, because compiling changes it in place.

    This process compiles alone: each process of a pool would load torch first.
    """
    torch._dynamo.reset()
    with inductor.patch(compile_threads=1):
        yield copy.deepcopy(small_translator)


def translated(translator: Translator, windows: int) -> torch.Tensor:
    """The first of five windows, in one batch."""
    source, noise = torch.randn(2, 5, 4, 64, 64, generator=torch.Generator().manual_seed(1))[:, :windows]
    with torch.inference_mode():
        return translator.sample(source, noise, Direction("sar", "rgb"), steps=2)


@pytest.mark.skipif(not HAS_COMPILER, reason="needs g++ and Python's headers")
def test_a_compiled_model_gives_the_same_whatever_came_before(translator: Translator) -> None:
    """Batches of five, three, one and five again: the last as the first, to the bit; all near what was not compiled."""
    plain = translated(translator, 5)
    compile_dit(translator)
    first, three, one, again = (translated(translator, windows) for windows in (5, 3, 1, 5))
    assert torch.equal(first, again)
    torch.testing.assert_close(first, plain, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(three, plain[:3], rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(one, plain[:1], rtol=1e-4, atol=1e-4)


def test_without_a_compiler_one_sentence_says_so(
    translator: Translator, inductor: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inductor.cpp, "cxx", ("no-such-compiler",))
    monkeypatch.setattr(inductor, "force_disable_caches", True)
    with pytest.raises(
        Any2AnyError, match=r"device cpu \(.*no-such-compiler.*\): leave out --compile"
    ) as caught:
        compile_dit(translator)
    assert "\n" not in str(caught.value)


def test_a_loaded_model_is_kept_apart_from_a_compiled_one(
    model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = []
    monkeypatch.setattr("any2any.models.compiling.compile_dit", compiled.append)
    models = ModelCache()
    plain = models.load(model_folder, "cpu")
    model = models.load(model_folder, "cpu", compiled=True)
    assert compiled == [model.translator]
    assert model is not plain
    assert models.load(model_folder, "cpu", compiled=True) is model
