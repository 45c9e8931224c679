"""The worker process: ``python -m any2any.worker`` answers JSON-RPC lines until its stdin closes.

A reader thread reads stdin, so that ``cancel`` and the end of the stream are noticed during a job. Jobs run one after
another on the main thread. Nothing here imports torch; the first ``translate`` or ``finetune`` does.
"""

from __future__ import annotations

import logging
import os
import platform
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from typing import Any, BinaryIO

from any2any.distributed.one_raster import run_on_devices
from any2any.errors import Any2AnyError, CancelledError, Message, UsageError
from any2any.requests.progress import IsCancelled, OnProgress, Progress
from any2any.requests.translate import TranslateRequest, TranslateResult
from any2any.runtime.allocator import give_back_freed_memory
from any2any.runtime.device import DEVICES
from any2any.spec.version import package_version, version
from any2any.translate.job import ModelCache
from any2any.worker.log_forwarder import LogForwarder
from any2any.worker.parameters import (
    compare_request,
    fill_request,
    finetune_request,
    index_tiles_request,
    translate_request,
)
from any2any.worker.rpc import (
    PROTOCOL,
    Code,
    MessageError,
    MessageWriter,
    Request,
    RequestId,
    message_of,
    parse_request,
    plain,
    read_lines,
)

logger = logging.getLogger(__name__)

HEARTBEAT_S = 2.0
ORPHAN_GRACE_S = 3.0
"""Time that a job gets to stop after stdin has closed."""

RunJob = Callable[[TranslateRequest, OnProgress, IsCancelled, ModelCache], TranslateResult]


class Worker:
    """Serves one client over a pair of streams; ``run_job`` is the engine."""

    def __init__(self, stdin: BinaryIO, stdout: BinaryIO, run_job: RunJob = run_on_devices) -> None:
        self._stdin = stdin
        self._writer = MessageWriter(stdout)
        self._run_job = run_job
        self._models = ModelCache()
        self._requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._cancelled: dict[RequestId, threading.Event] = {}
        self._methods = {
            "initialize": self._initialize,
            "translate": self._translate,
            "compare": self._compare,
            "fill": self._fill,
            "index_tiles": self._index_tiles,
            "finetune": self._finetune,
        }

    def serve(self) -> None:
        """Answer requests until ``shutdown`` or the end of stdin."""
        handler = LogForwarder(self._writer)
        logging.getLogger("any2any").addHandler(handler)
        threading.Thread(target=self._read, name="reader", daemon=True).start()
        try:
            while (request := self._requests.get()) is not None:
                self._answer(request)
        finally:
            logging.getLogger("any2any").removeHandler(handler)

    def _read(self) -> None:
        try:
            for line in read_lines(self._stdin):
                if not self._accept(line):
                    break
        finally:
            self._stop()

    def _accept(self, line: bytes) -> bool:
        """Handle one message on the reader thread; False after ``shutdown``."""
        try:
            request = parse_request(line)
        except MessageError as error:
            self._writer.error(error.request_id, error.code, str(error))
            return True
        if request.method == "cancel":
            self._writer.result(request.id, {"cancelled": self._cancel(request.params.get("id"))})
        elif request.method == "shutdown":
            self._writer.result(request.id, None)
            return False
        elif request.id in self._cancelled:
            message = (
                f"id {request.id!r:.100} is that of a request that is still being answered: take another"
            )
            self._writer.error(None, Code.INVALID_REQUEST, message)
        else:
            self._cancelled[request.id] = threading.Event()
            self._requests.put(request)
        return True

    def _cancel(self, request_id: object) -> bool:
        event = self._cancelled.get(request_id) if isinstance(request_id, (int, str)) else None
        if event is not None:
            event.set()
        return event is not None

    def _stop(self) -> None:
        """End the process: cancel the job, then exit by force if it does not stop. There must be no orphans."""
        for event in list(self._cancelled.values()):
            event.set()
        self._requests.put(None)
        force = threading.Timer(ORPHAN_GRACE_S, os._exit, [1])
        force.daemon = True
        force.start()

    def _answer(self, request: Request) -> None:
        answer = self._outcome(request)
        # Before the answer is sent: after it, the job can no longer be reported as cancelled.
        self._cancelled.pop(request.id, None)
        answer()

    def _outcome(self, request: Request) -> Callable[[], None]:
        """Carry out a request and return a function that sends its answer."""
        fail = partial(self._writer.error, request.id)
        method = self._methods.get(request.method)
        if method is None:
            known = ", ".join([*self._methods, "cancel", "shutdown"])
            return partial(
                fail, Code.METHOD_NOT_FOUND, f"unknown method {request.method!r}: there are {known}"
            )
        try:
            return partial(self._writer.result, request.id, method(request))
        except CancelledError as error:
            return partial(fail, Code.CANCELLED, message_of(error))
        except UsageError as error:
            return partial(fail, Code.USAGE, message_of(error))
        except Any2AnyError as error:
            return partial(fail, Code.FAILURE, message_of(error))
        except BrokenPipeError:
            raise  # the client is gone
        except Exception as error:  # noqa: BLE001 - the process's outermost frame: a bug must reach the user's report
            return partial(fail, Code.BUG, f"{type(error).__name__}: {error}", traceback.format_exc())

    def _initialize(self, request: Request) -> dict[str, Any]:
        asked = request.params.get("protocol")
        if asked != PROTOCOL:
            older = "plugin" if isinstance(asked, int) and asked < PROTOCOL else "worker"
            raise UsageError(
                Message(
                    "protocol-differs",
                    "the plugin speaks protocol {asked!r}, the worker speaks {own}: update the {older}",
                    asked=asked,
                    own=PROTOCOL,
                    older=older,
                )
            )
        return {
            "protocol": PROTOCOL,
            "version": version(),
            "python": platform.python_version(),
            "torch": package_version("torch"),
            "onnxruntime": package_version("onnxruntime"),
            "devices": list(DEVICES),
            "modalities": _bundled_modalities(),
        }

    def _translate(self, request: Request) -> dict[str, Any]:
        job = translate_request(request.params)
        try:
            with self._job(request) as (on_progress, is_cancelled):
                return plain(self._run_job(job, on_progress, is_cancelled, self._models))
        finally:
            give_back_freed_memory()

    def _compare(self, request: Request) -> dict[str, Any]:
        job = compare_request(request.params)
        with self._job(request) as (on_progress, is_cancelled):
            from any2any.evaluation.real_image import compare_with_real  # rasterio: only when it is needed

            result = compare_with_real(job, on_progress, is_cancelled)
            for warning in result.warnings:
                logger.warning("%s", warning)
            return plain(result)

    def _fill(self, request: Request) -> dict[str, Any]:
        job = fill_request(request.params)
        try:
            with self._job(request) as (on_progress, is_cancelled):
                from any2any.fill.job import run_fill  # rasterio: only when it is needed

                return plain(run_fill(job, on_progress, is_cancelled, self._models))
        finally:
            give_back_freed_memory()

    def _index_tiles(self, request: Request) -> dict[str, Any]:
        job = index_tiles_request(request.params)
        with self._job(request) as (on_progress, is_cancelled):
            from any2any.data.export.index_tiles import index_tiles  # imports rasterio

            return plain(index_tiles(job, on_progress, is_cancelled))

    def _finetune(self, request: Request) -> dict[str, Any]:
        job = finetune_request(request.params)
        self._models = ModelCache()  # free the loaded model's memory for training
        with self._job(request) as (on_progress, is_cancelled):
            from any2any.training.finetune.finetune import finetune

            return plain(finetune(job, on_progress, is_cancelled))

    @contextmanager
    def _job(self, request: Request) -> Iterator[tuple[OnProgress, IsCancelled]]:
        """Provide a job's progress and cancellation, and send heartbeats while it runs."""
        cancelled = self._cancelled[request.id]
        if cancelled.is_set():
            raise CancelledError(Message("cancelled", "the job was cancelled before it started"))

        def on_progress(progress: Progress) -> None:
            self._writer.notify("progress", {"id": request.id, **asdict(progress)})

        with self._heartbeat():
            yield on_progress, cancelled.is_set

    @contextmanager
    def _heartbeat(self) -> Iterator[None]:
        """Send a heartbeat every two seconds, however long one step takes."""
        done = threading.Event()

        def beat() -> None:
            while not done.wait(HEARTBEAT_S):
                self._writer.notify("heartbeat", {})

        thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def _bundled_modalities() -> list[str]:
    from any2any.hub import bundled_model
    from any2any.spec.model_folder import read_manifest

    try:
        return [modality.name for modality in read_manifest(bundled_model()).modalities]
    except Any2AnyError as error:
        logger.warning("%s", message_of(error))
        return []


def claim_stdio() -> tuple[BinaryIO, BinaryIO]:
    """Reserve the real stdin and stdout for messages; libraries get an empty stdin and stderr instead.

    A print by any library, Python or C, would otherwise corrupt the stream. On Windows, a thread waiting on the
    process's own stdin also blocks libraries such as numpy from starting.
    """
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return stdin, stdout


def main(run_job: RunJob = run_on_devices) -> None:
    """Serve this process's client until it disconnects."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("any2any").setLevel(logging.INFO)
    stdin, stdout = claim_stdio()
    try:
        Worker(stdin, stdout, run_job).serve()
    except BrokenPipeError:
        sys.exit(1)
