"""The client against workers that behave, die, hang and lie: small scripts in real processes."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import pytest
from busy import allowed

from any2any_qgis.engine.client import WorkerClient
from any2any_qgis.engine.protocol import PROTOCOL, EngineError, JobCancelledError, Progress, Said

PREAMBLE = """
import json, os, sys, threading
def read():
    line = sys.stdin.readline()
    if not line:
        sys.exit(0)
    return json.loads(line)
def say(**message):
    print(json.dumps({"jsonrpc": "2.0", **message}), flush=True)
"""
ECHO = """
while True:
    message = read()
    say(id=message["id"], result=message["params"])
"""


@pytest.fixture
def start(tmp_path):
    clients = []

    def start(script: str, **limits: float) -> WorkerClient:
        command = [sys.executable, "-c", PREAMBLE + script]
        clients.append(WorkerClient(command, dict(os.environ), tmp_path, **limits))
        return clients[-1]

    yield start
    for client in clients:
        client.kill()


def test_answers_come_back_one_after_another(start):
    client = start(ECHO)
    for value in ("ä", "\udc80", [1, None]):  # a file name of invalid bytes too
        assert client.request("echo", {"value": value}) == {"value": value}
    client.close()
    assert not client.alive


def test_notifications_arrive_in_order_on_the_calling_thread(start):
    client = start(
        "message = read()\n"
        "say(method='progress', params={'id': 99, 'fraction': 0.9, 'stage': 'of another job', 'seconds_left': 1})\n"
        "say(method='progress', params={'id': message['id'], 'fraction': 0.5, 'stage': 's', 'seconds_left': None})\n"
        "say(method='heartbeat', params={})\n"
        "say(method='log', params={'level': 'warning', 'message': 'w'})\n"
        "say(id=message['id'], result={})\n"
        "read()"
    )
    heard, threads = [], set()

    def take(*arguments):
        heard.append(arguments)
        threads.add(threading.current_thread())

    client.request("translate", {}, take, take)
    assert heard == [(Progress(0.5, "s", None),), ("warning", Said("w"))]
    assert threads == {threading.current_thread()}


@pytest.mark.parametrize(
    ("code", "kind", "text"),
    [
        (-32001, EngineError, "no"),
        (-32002, EngineError, "no"),
        (-32003, JobCancelledError, "no"),
        (-32603, EngineError, "bug (please report it): no\nTraceback"),
    ],
)
def test_errors_keep_their_kind(start, code, kind, text):
    client = start(
        f"m = read(); say(id=m['id'], error={{'code': {code}, 'message': 'no', 'data': 'Traceback'}}); read()"
    )
    with pytest.raises(EngineError) as caught:
        client.request("translate", {})
    assert type(caught.value) is kind
    assert text in str(caught.value)


CODED = "{'code': 'no-valid-pixel', 'values': {'path': 'a.tif'}}"


def test_codes_and_values_reach_errors_and_the_log(start):
    client = start(
        "m = read()\n"
        f"say(method='log', params={{'level': 'info', 'message': 'nothing', 'data': {CODED}}})\n"
        "say(method='log', params={'level': 'info', 'message': 'plain'})\n"
        f"say(id=m['id'], error={{'code': -32001, 'message': 'nothing', 'data': {CODED}}})\n"
        "read()"
    )
    logged = []
    with pytest.raises(EngineError, match="nothing") as caught:
        client.request("translate", {}, on_log=lambda level, said: logged.append(said))
    coded = Said("nothing", "no-valid-pixel", {"path": "a.tif"})
    assert caught.value.said == coded
    assert logged == [coded, Said("plain")]


def test_death_is_reported_with_exit_code_and_stderr(start):
    client = start("read(); print('out of luck', file=sys.stderr); sys.exit(7)")
    with pytest.raises(EngineError, match=r"ended unexpectedly \(exit code 7\)[\s\S]*out of luck"):
        client.request("translate", {})


def test_kill_is_reported_as_a_signal(start):
    client = start("read(); say(method='log', params={'level': 'info', 'message': 'here'}); read()")
    with pytest.raises(EngineError, match=r"exit code -9, killed"):
        client.request("translate", {}, on_log=lambda *_: os.kill(client.pid, signal.SIGKILL))


def test_stderr_tail_is_bounded(start):
    client = start("read(); [print(i, file=sys.stderr) for i in range(100_000)]; sys.exit(1)")
    with pytest.raises(EngineError) as caught:
        client.request("translate", {})
    lines = str(caught.value).splitlines()
    assert lines[-1] == "99999"
    assert len(lines) <= 31


def test_silence_ends_the_worker(start):
    client = start("read(); threading.Event().wait()", silence_limit_s=0.3)
    with pytest.raises(EngineError, match="sent nothing for"):
        client.request("translate", {})
    assert not client.alive


def test_cancel_is_sent_once_and_answered(start):
    client = start(
        "job = read(); cancel = read()\n"
        "assert cancel['method'] == 'cancel' and cancel['params'] == {'id': job['id']}\n"
        "say(id=cancel['id'], result={'cancelled': True})\n"
        "say(id=job['id'], error={'code': -32003, 'message': 'stopped'})\n"
        "read()"
    )
    with pytest.raises(JobCancelledError, match="stopped"):
        client.request("translate", {}, is_cancelled=lambda: True)


def test_worker_that_does_not_heed_a_cancel_is_ended(start):
    client = start("read(); threading.Event().wait()", cancel_limit_s=0.3)
    with pytest.raises(JobCancelledError, match="did not stop"):
        client.request("translate", {}, is_cancelled=lambda: True)
    assert not client.usable  # whether its process has ended already or not
    client.close()
    assert not client.alive


NONSENSE = {
    "an error that is text": "say(id=m['id'], error='no')",
    "a result that is a list": "say(id=m['id'], result=[1])",
    "brackets in brackets": "print('[' * 100000, flush=True)",
    "a line without an end": "sys.stdout.write('x' * 5 * 2**20); sys.stdout.flush()",
    "progress without fields": "say(method='progress', params={'id': m['id']})",
    "progress that is a list": "say(method='progress', params=[1])",
    "progress beyond numbers": "say(method='progress', params={'id': m['id'], 'fraction': float('nan'), 'stage': 's'})",
    "a log without text": "say(method='log', params={'level': 'info'})",
    "a log with values that are a list": "say(method='log', params={'level': 'info', 'message': 'x', "
    "'data': {'code': 'c', 'values': [1]}})",
}


@pytest.mark.parametrize("script", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_one_sentence_and_ends_what_sent_it(start, script):
    client = start(f"m = read()\n{script}\nthreading.Event().wait()", silence_limit_s=20)
    began_s = time.monotonic()
    with pytest.raises(EngineError, match="the worker sent "):
        client.request("translate", {}, on_progress=lambda p: None, on_log=lambda *_: None)
    taken_s = time.monotonic() - began_s
    assert taken_s < allowed(15)
    if "error" not in script:  # an error of whatever kind is an answer
        assert not client.alive


def test_a_flood_of_lines_is_held_back_and_does_not_block_the_end(start):
    """Without a request, no one reads: a thousand lines wait, and so does the worker."""
    client = start("while True: say(method='log', params={'level': 'info', 'message': 'x' * 1000})")
    time.sleep(0.5)
    assert client._lines.qsize() <= 1000
    client.close()
    assert not client.alive


def test_a_worker_that_reads_nothing_is_ended_after_the_silence_limit(start):
    """A pipe holds 64 KiB, so the rest of the request waits for a reader."""
    client = start("threading.Event().wait()", silence_limit_s=0.5)
    with pytest.raises(EngineError, match="ended unexpectedly"):
        client.request("translate", {"input": "x" * 10**6})
    assert not client.alive


def test_line_that_is_not_a_message_is_an_error(start):
    client = start("read(); print('hello', flush=True); read()")
    with pytest.raises(EngineError, match="not a message: b'hello"):
        client.request("translate", {})


def test_other_protocol_is_refused(start):
    client = start(f"m = read(); say(id=m['id'], result={{'protocol': {PROTOCOL + 1}}}); read()")
    with pytest.raises(EngineError, match="reinstall the plugin"):
        client.initialize()


def test_missing_program_is_one_sentence(tmp_path):
    with pytest.raises(EngineError, match=r"cannot be started with .*nothing"):
        WorkerClient([str(tmp_path / "nothing")], {}, tmp_path)


def test_close_ends_a_worker_that_ignores_the_end_of_stdin(start, monkeypatch):
    monkeypatch.setattr("any2any_qgis.engine.client.EXIT_LIMIT_S", 0.3)
    client = start("threading.Event().wait()")
    client.close()
    assert not client.alive


@pytest.mark.parametrize("phase", ["writes", "waits"])
def test_stop_in_mid_job_returns_at_once_and_ends_the_job(start, phase):
    """A worker that never reads: 1 MiB fills the pipe (64 KiB on Linux), so that the job hangs in its write."""
    client = start("threading.Event().wait()")
    payload = {"text": "x" * (2**20 if phase == "writes" else 1)}
    caught = []

    def job():
        try:
            client.request("translate", payload)
        except EngineError as error:
            caught.append(error)

    thread = threading.Thread(target=job)
    thread.start()
    time.sleep(0.3)
    begin_s = time.monotonic()
    client.stop(grace_s=0)
    taken_s = time.monotonic() - begin_s
    assert taken_s < allowed(0.1)
    thread.join(60)
    assert [type(error) for error in caught] == [JobCancelledError]
    client.close()
    assert not client.alive


def test_requests_after_a_stop_are_refused_in_words(start):
    client = start(ECHO)
    client.stop()
    client.close()
    for _ in range(2):
        with pytest.raises(JobCancelledError, match="plugin ended its worker"):
            client.request("echo", {})
