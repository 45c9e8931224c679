"""One file arrives whole and right, however often the line is cut."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
import requests
import urllib3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.hub import connection, download
from any2any.hub.addresses import public, require_safe
from any2any.hub.connection import Connection, NotThereError, UnreachableError
from any2any.hub.download import Expected, fetch

from .server import Loopback

DATA = bytes(i * i % 251 for i in range(300_000))
SHA256 = hashlib.sha256(DATA).hexdigest()
WHOLE = Expected(SHA256, len(DATA))


@pytest.fixture
def served(hub: Loopback) -> Loopback:
    hub.files["/big.bin"] = DATA
    return hub


def begin(path: Path, count: int, state: str | None = None) -> None:
    """Leave behind what an interrupted download of DATA does."""
    path.with_name(f"{path.name}.part").write_bytes(DATA[:count])
    if state is not None:
        path.with_name(f"{path.name}.state").write_text(state)


def etag(data: bytes) -> str:
    return f'"{hashlib.md5(data).hexdigest()}"'


def test_a_cut_line_costs_only_what_was_on_it(served: Loopback, patient: Connection, tmp_path: Path) -> None:
    cut = 200_000
    served.cuts.append(("/big.bin", cut))
    fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin", WHOLE)
    assert (tmp_path / "big.bin").read_bytes() == DATA
    assert [r.status for r in served.requests] == [200, 206]
    # Whole pieces of the first answer were kept, so less than one piece is sent twice.
    assert len(DATA) <= served.sent("/big.bin") < len(DATA) + connection.CHUNK_BYTES
    assert sum(path.suffix == ".part" for path in tmp_path.iterdir()) == 0


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, len(DATA) - 1), max_size=4), knows=st.booleans(), has_etag=st.booleans())
def test_any_cuts_give_the_same_bytes(
    served: Loopback, patient: Connection, tmp_path: Path, cuts: list[int], knows: bool, has_etag: bool
) -> None:
    served.cuts[:] = [("/big.bin", cut) for cut in cuts]
    served.has_etag = has_etag
    path = tmp_path / "big.bin"
    path.unlink(missing_ok=True)
    fetch(patient, f"{served.address}/big.bin", path, WHOLE if knows else None)
    assert path.read_bytes() == DATA


@pytest.mark.parametrize("knows", [True, False])
def test_another_process_continues_from_the_part(
    served: Loopback, patient: Connection, tmp_path: Path, knows: bool
) -> None:
    begin(tmp_path / "big.bin", 250_000, None if knows else etag(DATA))
    seen: list[tuple[str, int, int | None]] = []
    expected = WHOLE if knows else None
    fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin", expected, lambda *now: seen.append(now))
    assert (tmp_path / "big.bin").read_bytes() == DATA
    assert served.sent("/big.bin") == len(DATA) - 250_000
    assert seen[-1] == ("big.bin", len(DATA), len(DATA))
    assert seen[0][1] > 250_000


def test_a_file_that_changed_is_fetched_from_its_start(
    served: Loopback, patient: Connection, tmp_path: Path
) -> None:
    begin(tmp_path / "big.bin", 1000, etag(b"an older state"))
    fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin")
    assert (tmp_path / "big.bin").read_bytes() == DATA
    assert [r.status for r in served.requests] == [200]
    assert served.requests[0].headers["If-Range"] == etag(b"an older state")


def test_a_wrong_beginning_is_found_by_the_digest(
    served: Loopback, patient: Connection, tmp_path: Path
) -> None:
    (tmp_path / "big.bin.part").write_bytes(b"x" * 1000)
    fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin", WHOLE)
    assert (tmp_path / "big.bin").read_bytes() == DATA
    assert [r.status for r in served.requests] == [206, 200]


def test_a_server_without_ranges_starts_again(served: Loopback, patient: Connection, tmp_path: Path) -> None:
    served.has_range = False
    begin(tmp_path / "big.bin", 1000)
    fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin", WHOLE)
    assert (tmp_path / "big.bin").read_bytes() == DATA


def test_a_whole_file_is_not_asked_for_again(served: Loopback, patient: Connection, tmp_path: Path) -> None:
    for _ in range(3):
        fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin", WHOLE)
    assert len(served.requests) == 1
    # Without a digest the server is asked what follows the last byte: nothing (416).
    fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin")
    assert served.requests[-1].status == 416
    assert served.sent("/big.bin") == len(DATA)


@pytest.mark.parametrize("expected", [Expected(bytes=10), Expected(limit_bytes=1000)])
def test_a_file_of_another_size_is_refused_before_it_comes(
    served: Loopback, patient: Connection, tmp_path: Path, expected: Expected
) -> None:
    with pytest.raises(UsageError, match="has 300000 bytes where"):
        fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin", expected)
    assert list(tmp_path.glob("big*")) == []


def test_a_damaged_file_is_refused_and_not_kept(
    served: Loopback, patient: Connection, tmp_path: Path
) -> None:
    served.files["/big.bin"] = DATA[:-1] + b"!"
    with pytest.raises(Any2AnyError, match=rf"big.bin has sha256 \w+, expected {SHA256}"):
        fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin", WHOLE)
    assert list(tmp_path.glob("big*")) == []


def test_a_full_disk_is_said_before_a_byte_is_written(
    served: Loopback, patient: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = download.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(download.shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(Any2AnyError, match=r"big.bin needs 0 MB more.*make room"):
        fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin", WHOLE)


def test_a_busy_server_is_asked_again(served: Loopback, patient: Connection, tmp_path: Path) -> None:
    served.statuses += [("/big.bin", 503), ("/big.bin", 429)]
    fetch(patient, f"{served.address}/big.bin", tmp_path / "big.bin", WHOLE)
    assert [r.status for r in served.requests] == [503, 429, 200]


def test_waits_grow_and_end(served: Loopback, tmp_path: Path) -> None:
    waits: list[float] = []
    served.statuses += [("/big.bin", 503)] * 4
    with pytest.raises(UnreachableError, match=r"answers 503 .*repeat the command"):
        fetch(Connection(retries=3, sleep=waits.append), f"{served.address}/big.bin", tmp_path / "big.bin")
    assert waits == [0.5, 1.0, 2.0]  # doubled after each of three failures


def test_a_cancelled_download_keeps_what_came(served: Loopback, tmp_path: Path) -> None:
    seen: list[int] = []
    stopped = Connection(is_cancelled=lambda: bool(seen))
    with pytest.raises(CancelledError, match="is kept"):
        fetch(
            stopped, f"{served.address}/big.bin", tmp_path / "big.bin", WHOLE, lambda _, n, __: seen.append(n)
        )
    assert (tmp_path / "big.bin.part").read_bytes() == DATA[: seen[-1]]


def drips_slowly(monkeypatch: pytest.MonkeyPatch, served: Loopback) -> str:
    """Serve one byte every 10 ms, a tenth of what is the slowest here for 0.2 s."""
    served.drips.add("/big.bin")
    monkeypatch.setattr(connection, "SLOW_S", 0.2)
    return f"{served.address}/big.bin"


def test_an_answer_that_drips_is_given_up_and_kept(
    served: Loopback, patient: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At most 100 bytes a second arrive where 1,000 are the least."""
    address = drips_slowly(monkeypatch, served)
    with pytest.raises(UnreachableError, match=r"/big.bin sent only \d+ bytes in 0 s: check the network"):
        fetch(patient, address, tmp_path / "big.bin", WHOLE)
    kept = (tmp_path / "big.bin.part").read_bytes()
    assert 1 <= len(kept) <= 100
    assert DATA.startswith(kept)
    with pytest.raises(UnreachableError, match="sent only"):
        patient.read_json(address)


def test_a_download_that_drips_can_be_stopped(served: Loopback, tmp_path: Path) -> None:
    """A chunk of 65,536 bytes would take eleven minutes; the first byte is enough to look."""
    served.drips.add("/big.bin")
    seen: list[int] = []
    stopped = Connection(is_cancelled=lambda: bool(seen))
    with pytest.raises(CancelledError):
        fetch(
            stopped, f"{served.address}/big.bin", tmp_path / "big.bin", WHOLE, lambda _, n, __: seen.append(n)
        )
    assert 1 <= seen[-1] <= 100


def test_a_description_without_end_is_refused(
    served: Loopback, patient: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LARGEST_DOCUMENT_BYTES", len(DATA) - 1)
    with pytest.raises(
        Any2AnyError, match="answers with more than 0 MB where a short description is expected"
    ):
        patient.read_json(f"{served.address}/big.bin")


def test_what_is_not_there_is_said(served: Loopback, patient: Connection, tmp_path: Path) -> None:
    with pytest.raises(NotThereError, match=r"/nothing answers 404 Not Found: check"):
        fetch(patient, f"{served.address}/nothing?key=secret", tmp_path / "nothing")
    assert len(served.requests) == 1


def test_an_unreachable_host_is_named_with_the_reason(patient: Connection, tmp_path: Path) -> None:
    with pytest.raises(
        UnreachableError, match=r"cannot be reached \(.*Connection refused\): check the network"
    ):
        fetch(patient, "http://127.0.0.1:9/x", tmp_path / "x")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x",
        "ftp://example.org/x",
        "https:///x",
        "file:///etc/passwd",
        "http://127.example.org/x",
    ],
)
def test_only_https_or_the_loopback(address: str) -> None:
    with pytest.raises(UsageError, match="is not an https:// address"):
        require_safe(address)


@pytest.mark.parametrize("address", ["https://example.org/x", "http://localhost:1/x", "http://[::1]:1/x"])
def test_https_and_the_loopback_are_fine(address: str) -> None:
    require_safe(address)


def test_a_redirect_to_plain_http_is_refused(served: Loopback, patient: Connection, tmp_path: Path) -> None:
    served.redirects["/moved"] = "http://example.org/x?signature=secret"
    with pytest.raises(UsageError, match=r"http://example.org/x is not an https:// address") as caught:
        fetch(patient, f"{served.address}/moved", tmp_path / "x")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("location", ["https://[", "\u0663", "//[x"])
def test_a_redirect_to_what_is_not_an_address_is_refused(tmp_path: Path, location: str) -> None:
    """A half IPv6 address, and letters that no header may hold."""
    connection = Connection(retries=0)
    connection.session.mount("https://", Redirects(location))
    with pytest.raises(
        UsageError, match=r"https://h\.org/x leads to .*, which is not an address: check the address"
    ):
        fetch(connection, "https://h.org/x", tmp_path / "x")


class Redirects(requests.adapters.BaseAdapter):
    """A server that sends everybody elsewhere."""

    def __init__(self, location: str) -> None:
        super().__init__()
        self.location = location

    def send(self, request: requests.PreparedRequest, *args: object, **kwargs: object) -> requests.Response:
        response = requests.Response()
        response.status_code, response.url, response.request = 302, request.url or "", request
        response.headers["Location"] = self.location
        response.raw = urllib3.HTTPResponse(io.BytesIO(), status=302, preload_content=False)
        return response

    def close(self) -> None:
        """Nothing is open."""


def test_messages_show_no_secrets() -> None:
    assert public("https://user:word@example.org:8443/a/b?sig=1#x") == "https://example.org:8443/a/b"


def test_the_environments_proxy_is_used(
    served: Loopback, patient: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A proxy is asked for the whole address; this server answers by its path, whatever the host.
    monkeypatch.setenv("http_proxy", served.address)
    monkeypatch.setenv("no_proxy", "")
    fetch(patient, "http://127.0.0.2:9/big.bin", tmp_path / "big.bin", WHOLE)
    assert served.requests[0].path == "http://127.0.0.2:9/big.bin"
