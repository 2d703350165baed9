"""A script waits for the server, whose loop takes things in the order in which they came."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from dashboard import handover


@pytest.fixture
def loop(monkeypatch):
    """The loop of a server, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = SimpleNamespace(_get_async_objs=lambda: SimpleNamespace(eventloop=loop))
    monkeypatch.setattr(handover.runtime, "exists", lambda: True)
    monkeypatch.setattr(handover.runtime, "get_instance", lambda: server)
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_all_that_came_before_has_been_taken(loop):
    taken, free = [], threading.Event()
    loop.call_soon_threadsafe(free.wait, 0.3)  # busy with others
    for number in range(5):
        loop.call_soon_threadsafe(taken.append, number)
    assert handover.hand_over()
    assert taken == [0, 1, 2, 3, 4]


def test_a_loop_that_does_not_answer_is_not_waited_for_for_ever(loop, monkeypatch):
    monkeypatch.setattr(handover, "PATIENCE", 0.1)
    free = threading.Event()
    loop.call_soon_threadsafe(free.wait)
    assert not handover.hand_over()
    free.set()


def test_without_a_server_there_is_nothing_to_wait_for():
    assert handover.hand_over()


def test_the_server_of_this_streamlit_has_such_a_loop():
    assert callable(handover.runtime.Runtime._get_async_objs)
