"""The worker process and its messages; independent of QGIS."""

from __future__ import annotations

import itertools
import queue
import subprocess
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Any, Callable

from any2any_qgis.engine.protocol import (
    PROTOCOL,
    EngineError,
    JobCancelledError,
    Progress,
    Said,
    decode,
    encode,
    error_of,
    log_of,
    progress_of,
    result_of,
)

SILENCE_LIMIT_S = 60.0
"""The worker counts as hung after this time without a message; it sends a heartbeat every 2 s."""

CANCEL_LIMIT_S = 30.0
"""A cancelled job that has not ended by then is killed."""

EXIT_LIMIT_S = 5.0
"""How long a worker may take to exit once its stdin has closed; then it is terminated, then killed."""

TERMINATE_LIMIT_S = 1.0
POLL_S = 0.1
STDERR_LINES = 30
KILLED = -9

LONGEST_LINE_BYTES = 2**22
"""All messages are far shorter; the longest are lists of figures and tracebacks."""
LONGEST_STDERR_BYTES = 2**12
WAITING_LINES = 1000
"""At most this many lines wait for a reader; then the worker waits. This bounds the memory."""

OnProgress = Callable[[Progress], None]
OnLog = Callable[[str, Said], None]
IsCancelled = Callable[[], bool]


class WorkerClient:
    """One worker process; one request at a time (``service.py`` queues them)."""

    def __init__(
        self,
        command: list[str],
        environment: dict[str, str],
        folder: Path,
        silence_limit_s: float = SILENCE_LIMIT_S,
        cancel_limit_s: float = CANCEL_LIMIT_S,
    ) -> None:
        self._silence_limit_s = silence_limit_s
        self._cancel_limit_s = cancel_limit_s
        self._ids = itertools.count(1)
        self._lines: queue.Queue[bytes | None] = queue.Queue(WAITING_LINES)
        self._stderr: deque[str] = deque(maxlen=STDERR_LINES)
        self._writing = threading.Lock()
        self._stopping = threading.Event()
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=str(folder),
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                # Ctrl-C in a terminal that runs qgis_process must reach the job as a cancel, not as a kill.
                start_new_session=True,
            )
        except OSError as error:
            text = f"the worker cannot be started with {command[0]}: {error}"
            said = Said(text, "worker-not-started", {"program": command[0], "reason": str(error)})
            raise EngineError(said) from error
        self._readers = [
            threading.Thread(target=self._read_messages, name="any2any-stdout", daemon=True),
            threading.Thread(target=self._read_stderr, name="any2any-stderr", daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def usable(self) -> bool:
        """Whether it accepts another request: a worker that is being ended may still run for a while."""
        return self.alive and not self._stopping.is_set()

    def initialize(self, is_cancelled: IsCancelled | None = None) -> dict[str, Any]:
        """Check that both sides use the same protocol, and return the worker's description."""
        hello = self.request(
            "initialize", {"protocol": PROTOCOL}, is_cancelled=is_cancelled, cancel_limit_s=0
        )
        if hello.get("protocol") != PROTOCOL:
            text = f"the worker speaks protocol {hello.get('protocol')!r}, the plugin {PROTOCOL}: reinstall the plugin"
            raise EngineError(Said(text, "protocol-differs"))
        return hello

    def request(
        self,
        method: str,
        params: dict[str, Any],
        on_progress: OnProgress | None = None,
        on_log: OnLog | None = None,
        is_cancelled: IsCancelled | None = None,
        cancel_limit_s: float | None = None,
    ) -> dict[str, Any]:
        """Send a request and wait for its answer; notifications are passed on from the calling thread.

        ``cancel_limit_s`` replaces the client's own, for methods that take longer to stop.
        EngineError if the worker refuses, dies or stops responding (then it is killed), JobCancelledError if the
        user stopped the job.
        """
        request_id = next(self._ids)
        self._send(encode(request_id, method, params))
        heard_s = time.monotonic()
        cancelled_s: float | None = None
        cancel_limit_s = self._cancel_limit_s if cancel_limit_s is None else cancel_limit_s
        while True:
            now_s = time.monotonic()
            if cancelled_s is None and is_cancelled is not None and is_cancelled():
                cancelled_s = now_s
                self._send(encode(next(self._ids), "cancel", {"id": request_id}))
            if cancelled_s is not None and now_s - cancelled_s > cancel_limit_s:
                self.stop(grace_s=0)
                text = f"the job did not stop within {cancel_limit_s:g} s, so the worker was ended"
                raise JobCancelledError(Said(text, "worker-ended"))
            if now_s - heard_s > self._silence_limit_s:
                self.kill()
                text = f"the worker sent nothing for {self._silence_limit_s:.0f} s and was ended"
                raise self._last_words(text, "worker-silent", seconds=f"{self._silence_limit_s:.0f}")
            try:
                line = self._lines.get(timeout=POLL_S)
            except queue.Empty:
                continue
            if line is None or self._stopping.is_set():
                raise self._end_of_answers()
            heard_s = time.monotonic()
            message = self._checked(decode, line)
            if message.get("id") == request_id:
                if "error" in message:
                    raise error_of(message["error"])
                return self._checked(result_of, message)
            self._notify(message, request_id, on_progress, on_log)

    def stop(self, grace_s: float = EXIT_LIMIT_S) -> None:
        """Begin to end the worker and return at once, so that the main thread may call it.

        A request in another thread ends at once with JobCancelledError. The worker exits when its stdin closes;
        ``grace_s`` later it is terminated, then killed.
        """
        if self._stopping.is_set():
            return
        self._stopping.set()
        with suppress(queue.Full):  # the reader of the lines also checks the flag
            self._lines.put_nowait(None)
        threading.Thread(target=self._end, args=(grace_s,), name="any2any-stop", daemon=True).start()

    def close(self) -> None:
        """End the worker and wait for its exit; never on the main thread."""
        self.stop(EXIT_LIMIT_S)
        self._process.wait()

    def _end(self, grace_s: float) -> None:
        # A thread that writes to a hung worker keeps the lock: closing would wait for it too.
        if self._writing.acquire(timeout=TERMINATE_LIMIT_S):
            with suppress(OSError):  # it may have ended already
                self._process.stdin.close()
            self._writing.release()
        for limit_s, signal in ((grace_s, self._process.terminate), (TERMINATE_LIMIT_S, self._process.kill)):
            try:
                self._process.wait(limit_s)
                return
            except subprocess.TimeoutExpired:
                signal()

    def kill(self) -> None:
        """End the worker at once."""
        self._process.kill()
        self._process.wait()

    def _checked(self, read: Callable[..., Any], *arguments: Any) -> Any:
        """Read a part of a message; a worker that sends an invalid one is ended, because later lines would be invalid
        too."""
        try:
            return read(*arguments)
        except EngineError:
            self.kill()
            raise

    def _notify(
        self, message: dict[str, Any], request_id: int, on_progress: OnProgress | None, on_log: OnLog | None
    ) -> None:
        method, params = message.get("method"), message.get("params", {})
        if method == "progress" and on_progress is not None:
            progress = self._checked(progress_of, params, request_id)
            if progress is not None:
                on_progress(progress)
        elif method == "log" and on_log is not None:
            on_log(*self._checked(log_of, params))

    def _send(self, line: bytes) -> None:
        with self._writing:
            if self._stopping.is_set():
                raise self._end_of_answers()
            # A worker that does not read its stdin makes the write wait; ending it ends the wait.
            impatient = threading.Timer(self._silence_limit_s, self._process.kill)
            impatient.daemon = True
            impatient.start()
            try:
                self._process.stdin.write(line)
                self._process.stdin.flush()
                return
            except OSError as error:
                failure = error
            finally:
                impatient.cancel()
        raise self._end_of_answers() from failure

    def _read_messages(self) -> None:
        # A line longer than the longest comes in parts, which are not messages.
        for line in iter(lambda: self._process.stdout.readline(LONGEST_LINE_BYTES), b""):
            if not self._hand_on(line):
                return
        self._hand_on(None)

    def _hand_on(self, line: bytes | None) -> bool:
        """Wait until there is room for a line; False if it will never be read."""
        while not self._stopping.is_set():
            with suppress(queue.Full):
                self._lines.put(line, timeout=POLL_S)
                return True
        return False

    def _read_stderr(self) -> None:
        for line in iter(lambda: self._process.stderr.readline(LONGEST_STDERR_BYTES), b""):
            self._stderr.append(line.decode("utf-8", "replace").rstrip())

    def _end_of_answers(self) -> EngineError:
        if self._stopping.is_set():
            text = "the job was stopped because the plugin ended its worker"
            return JobCancelledError(Said(text, "worker-stopped"))
        try:
            code = self._process.wait(EXIT_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._last_words("the worker closed its output and was ended", "worker-mute")
        text = f"the worker ended unexpectedly ({describe_exit(code)})"
        return self._last_words(text, "worker-killed" if code == KILLED else "worker-died", exit=str(code))

    def _last_words(self, text: str, code: str, **values: str) -> EngineError:
        """Return an error that ends with what the worker last wrote on stderr."""
        self._readers[1].join(1.0)
        last = "\n".join(self._stderr)
        text += f"; it last said:\n{last}" if last else ", without a word on stderr"
        return EngineError(Said(text, code, {**values, "last": last or "-"}))


def describe_exit(code: int) -> str:
    """Explain an exit code: negative ones are signals."""
    if code == KILLED:
        return f"exit code {code}, killed: often the machine ran out of memory"
    return f"exit code {code}" + (f", signal {-code}" if code < 0 else "")
