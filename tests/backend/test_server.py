"""The backend as a process: what goes in as frames, what comes out, and what cannot break it."""

import os
import threading
from pathlib import Path

import numpy as np
import pytest
import shapely
from fake_engine import CARD, FakeEngine

from backend.server import serve
from earthgptx_qgis.wire.codec import decode, encode
from earthgptx_qgis.wire.framing import FrameReader, pack
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import (
    SCHEMA_VERSION,
    Array,
    Ask,
    Cancel,
    Done,
    Echo,
    Echoed,
    Failed,
    Heartbeat,
    Progress,
    Ready,
    Segment,
    Task,
    Text,
    Tile,
)
from tests.child_process import ChildProcess

FAKE_ENGINE = Path(__file__).parent / "fake_engine.py"


def ask(request_id, question="", task=Task.FIND):
    pixels = np.zeros((32, 40, 3), np.uint8)
    pixels[10:20, 5:25] = 200
    geobox = GeoBox(40, 32, Affine(0.5, 0, 1000, 0, -0.5, 2000))
    tile = Tile(Array("uint8", pixels.shape, pixels.tobytes()), geobox)
    return Ask(request_id, tile, task, question)


@pytest.fixture(scope="module")
def shared_child():
    with ChildProcess(FAKE_ENGINE) as child:
        assert isinstance(child.receive(), Ready)
        yield child


@pytest.fixture
def own_child():
    with ChildProcess(FAKE_ENGINE) as child:
        assert isinstance(child.receive(), Ready)
        yield child


def test_the_first_message_says_what_the_child_is(own_child):
    with ChildProcess(FAKE_ENGINE) as child:
        ready = child.receive()
    assert ready.schema_version == SCHEMA_VERSION
    assert (ready.device, ready.device_reason) == ("cpu", "there is no other")
    assert ready.model == CARD


def test_an_answer_comes_in_pieces_and_ends_with_done(shared_child):
    shared_child.send(ask(7, "airplane"))
    messages = shared_child.receive_until(Done)
    assert [type(message) for message in messages] == [Progress, Text, Text, Segment, Done]
    assert {message.request_id for message in messages} == {7}
    polygon = shapely.from_wkb(messages[3].wkb)
    assert polygon.equals(shapely.box(1002.5, 1990, 1012.5, 1995))


def test_requests_are_answered_in_the_order_they_came(shared_child):
    for request_id in (11, 12, 13):
        shared_child.send(ask(request_id, "airplane"))
    finished = [shared_child.receive_until(Done)[-1].request_id for _ in range(3)]
    assert finished == [11, 12, 13]


def test_stop_ends_an_answer_in_the_middle_and_the_next_one_is_answered(own_child):
    own_child.send(ask(1, "talk forever"))
    own_child.receive_until(Text)
    own_child.send(Cancel(1))
    failed = own_child.receive_until(Failed)[-1]
    assert (failed.request_id, failed.kind) == (1, "cancelled")
    own_child.send(ask(2, "airplane"))
    assert own_child.receive_until(Done)[-1].request_id == 2
    own_child.end()
    assert own_child.errors.count("the answer was closed") == 1


def test_stop_reaches_a_request_that_still_waits(own_child):
    own_child.send(ask(1, "talk forever"))
    own_child.send(ask(2, "airplane"))
    own_child.receive_until(Text)
    own_child.send(Cancel(2))
    assert own_child.receive_until(Failed)[-1].request_id == 2
    own_child.send(Cancel(1))
    assert own_child.receive_until(Failed)[-1].request_id == 1
    own_child.send(ask(3, "airplane"))
    messages = own_child.receive_until(Done)
    assert {message.request_id for message in messages} == {3}


def test_stopping_an_unknown_request_is_answered_too(shared_child):
    shared_child.send(Cancel(404))
    failed = shared_child.receive()
    assert (failed.request_id, failed.kind) == (404, "cancelled")


def test_an_echo_comes_back_while_an_answer_is_on_its_way(own_child):
    own_child.send(ask(1, "talk forever"))
    pixels = np.arange(4 * 5 * 3, dtype=np.uint16).reshape(4, 5, 3)
    own_child.send(Echo(2, Array("uint16", pixels.shape, pixels.tobytes())))
    echoed = own_child.receive_until(Echoed)[-1]
    assert echoed.array == Array("uint16", (4, 5), pixels[:, :, 0].tobytes())


def test_a_heartbeat_comes_while_a_step_takes_long(own_child):
    own_child.send(ask(1, "sleep"))
    own_child.receive_until(Progress)
    assert isinstance(own_child.receive(with_heartbeats=True), Heartbeat)


def test_prints_of_libraries_end_up_in_the_log(own_child):
    own_child.send(ask(1, "print"))
    assert own_child.receive_until(Done)[-1].request_id == 1
    assert own_child.end() == 0
    assert "a library prints" in own_child.errors
    assert "C prints" in own_child.errors


def test_an_error_of_the_engine_arrives_with_its_hint(shared_child):
    shared_child.send(ask(1, ""))
    failed = shared_child.receive_until(Failed)[-1]
    assert failed == Failed(
        1, "bad_request", "The question is empty.", "Type what you want to know."
    )


@pytest.mark.parametrize("question", ["memory", "array"])
def test_the_child_survives_running_out_of_memory(shared_child, question):
    shared_child.send(ask(1, question))
    failed = shared_child.receive_until(Failed)[-1]
    assert failed.kind == "out_of_memory"
    assert "smaller area" in failed.hint
    shared_child.send(ask(2, "airplane"))
    assert shared_child.receive_until(Done)[-1].request_id == 2


def test_an_unexpected_error_is_told_and_logged_and_survived(own_child):
    own_child.send(ask(1, "crash"))
    failed = own_child.receive_until(Failed)[-1]
    assert failed.kind == "internal"
    assert "ZeroDivisionError: division by zero" in failed.message
    own_child.send(ask(2, "airplane"))
    own_child.receive_until(Done)
    assert own_child.end() == 0
    assert "Traceback" in own_child.errors


def test_the_child_ends_with_its_stdin_even_in_the_middle_of_a_step(own_child):
    own_child.send(ask(1, "sleep"))
    own_child.receive_until(Progress)
    assert own_child.end() == 0


@pytest.mark.parametrize(
    "data",
    [
        b"\x04\x00\x00\x00\x00\x00\x00\x00oops",
        b"\xff\xff\xff\xff\xff\xff\xff\xff",
        pack(encode(Cancel(1))).replace(b"Cancel", b"Banana"),
        pack(encode(Heartbeat(1.0))),
    ],
    ids=["no JSON", "a huge length", "an unknown message", "a message for the host"],
)
def test_what_is_no_message_ends_the_child_with_a_reason(own_child, data):
    own_child.send_bytes(data)
    failed = own_child.receive()
    assert (failed.request_id, failed.kind) == (None, "protocol")
    assert own_child.end() == 2


def test_a_stream_cut_within_a_message_just_ends(own_child):
    own_child.send_bytes(pack(encode(ask(1, "airplane")))[:-10])
    assert own_child.end() == 0
    assert "ended within a message" in own_child.errors


def test_missing_weights_are_told_instead_of_ready(tmp_path):
    with ChildProcess(FAKE_ENGINE, tmp_path / "nowhere") as child:
        failed = child.receive()
        assert (failed.request_id, failed.kind) == (None, "weights")
        assert "nowhere" in failed.message
        assert child.end() == 1


def test_the_real_backend_says_that_it_is_ready():
    with ChildProcess("-I", "-m", "backend") as child:
        ready = child.receive()
        assert ready.schema_version == SCHEMA_VERSION
        assert ready.model.name == "earthgptx-nano"
        assert child.end() == 0


def test_the_real_backend_names_a_folder_without_weights(tmp_path):
    with ChildProcess("-I", "-m", "backend", "--weights", tmp_path) as child:
        failed = child.receive()
        assert (failed.request_id, failed.kind) == (None, "weights")
        assert str(tmp_path) in failed.message
        assert child.end() == 1


def test_a_host_that_reads_no_more_does_not_hurt(own_child):
    own_child.process.stdout.close()
    own_child.send(ask(1, "airplane"))
    own_child.send(ask(2, "airplane"))
    own_child.process.stdin.close()
    assert own_child.process.wait(timeout=30) == 0


def test_an_engine_that_warms_up_answers_afterwards_even_if_that_fails():
    class WarmingEngine(FakeEngine):
        warmed = threading.Event()

        def warm_up(self):
            self.warmed.set()
            raise OSError("the disk is gone")

    engine = WarmingEngine()
    messages = conversation(engine, ask(1, "airplane"), wait_for=engine.warmed)
    assert isinstance(messages[0], Ready)
    assert isinstance(messages[-1], Done)


def test_an_answer_that_just_stops_is_a_failure():
    class ForgetfulEngine(FakeEngine):
        def answer(self, ask):
            yield Text(ask.request_id, "well")

    failed = conversation(ForgetfulEngine(), ask(1, "airplane"))[-1]
    assert (failed.kind, failed.request_id) == ("internal", 1)


def conversation(engine, request, wait_for=None):
    """What an engine served in this process says up to the end of one answer."""
    to_server, from_server = os.pipe(), os.pipe()
    reader, writer = os.fdopen(to_server[0], "rb"), os.fdopen(from_server[1], "wb")
    thread = threading.Thread(target=serve, args=(engine, reader, writer))
    thread.start()
    if wait_for is not None:
        assert wait_for.wait(30)
    os.write(to_server[1], pack(encode(request)))
    frames, messages = FrameReader(), []
    while not messages or not isinstance(messages[-1], (Done, Failed)):
        messages.extend(decode(frame) for frame in frames.feed(os.read(from_server[0], 1 << 16)))
    os.close(to_server[1])
    thread.join()
    reader.close()
    writer.close()
    os.close(from_server[0])
    return messages
