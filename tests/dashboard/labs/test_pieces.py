"""Sweeps in the workers: side by side, kept on disk, stopped, gone on with after a restart."""

import threading
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from dashboard import workers
from dashboard.crew import Long
from dashboard.labs.job import start
from dashboard.labs.kept import Kept
from dashboard.labs.kept import kept as kept_by_this_server
from dashboard.labs.pieces import Pieces
from dashboard.labs.record import Part
from dashboard.workers import Workers
from models.labs.sweep import Sweep

COUNT = {"count": 6}


def double(piece):
    return 2 * piece


def fails_on_two(piece):
    if piece == 2:
        raise ValueError("two")
    return piece


def sweep(measure=double):
    return Sweep(
        lambda settings: tuple(range(settings["count"])), str, measure, lambda s, values: values
    )


def nothing(result, settings):
    """A part without a picture."""


def part(waits=False, measure=double):
    return Part("sweep", "Sweep", "", sweep(measure), nothing, str, waits=waits)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTISCOPE_CACHE", str(tmp_path / "cache"))
    kept_by_this_server.clear()
    yield tmp_path / "cache"
    kept_by_this_server.clear()


@pytest.fixture
def three(monkeypatch, held):
    """Three workers that answer when the test says so."""
    monkeypatch.setattr(workers, "open_executor", lambda: (held, 3))
    workers.workers.clear()
    shared = workers.workers()
    held.calls.clear()
    return SimpleNamespace(held=held, shared=shared)


def begun(three, settings=COUNT, memory=None):
    kept = memory or Kept(None, "now")
    return Pieces(sweep(), settings, three.shared, kept)


def test_every_worker_has_a_piece_and_one_follows(three):
    pieces = begun(three)
    pieces.fill()
    pieces.fill()
    assert [args for _, _, args in three.held.calls] == [(0,), (1,), (2,), (3,)]


def test_those_who_train_keep_their_workers(three):
    for _ in range(2):
        three.shared.submit(double, 1)
    pieces = begun(three)
    pieces.fill()
    assert len(three.held.calls) == 2 + 2
    for _ in range(9):
        three.shared.submit(double, 1)
    late = begun(three)
    late.fill()
    assert len(three.held.calls) == 4 + 9 + 1


def test_pieces_come_in_any_order(three):
    pieces = begun(three)
    pieces.fill()
    three.held.finish(2)
    assert pieces.collect() == (True, None)
    assert pieces.stage.result == (None, None, 4, None, None, None)
    assert pieces.stage.share == 1 / 6


def test_a_value_is_kept_even_if_nobody_looks(three, tmp_path):
    pieces = begun(three, memory=Kept(tmp_path, "now"))
    pieces.fill()
    three.held.finish(1)
    other = begun(three, memory=Kept(tmp_path, "now"))
    assert other.stage.result == (None, 2, None, None, None, None)


def test_a_sweep_ends_with_all_values(inline):
    job = start(part(), COUNT)
    while job.going:
        job.advance()
    assert job.done and job.stage.result == (0, 2, 4, 6, 8, 10)


def test_after_a_restart_of_the_server_it_goes_on_where_it_was(three, folder):
    job = start(part(), COUNT)
    job.advance()
    for index in range(3):
        three.held.finish(index)
    job.stop()
    kept_by_this_server.clear()
    workers.workers.clear()
    again = start(part(waits=True), COUNT)
    assert again.stopped and again.stage.result[:3] == (0, 2, 4)
    assert again.stage.share == again.begun_at == 0.5
    calls = len(three.held.calls)
    again.go_on()
    again.advance()
    asked = [args for _, function, args in three.held.calls[calls:] if function == Long(double)]
    assert asked == [(3,), (4,), (5,)]


def test_what_is_all_there_needs_no_button(inline):
    job = start(part(), COUNT)
    while job.going:
        job.advance()
    again = start(part(waits=True), COUNT)
    assert again.done and not again.stopped


def test_a_stop_takes_back_what_no_worker_has_begun(three):
    job = start(part(), COUNT)
    job.advance()
    job.stop()
    assert all(call.cancelled() for call, *_ in three.held.calls)
    assert not job.going
    job.go_on()
    job.advance()
    assert job.going and not job.failed


def test_a_lost_worker_costs_its_pieces_a_second_try(three):
    job = start(part(), COUNT)
    job.advance()
    three.held.fail(BrokenExecutor("gone"), 0)
    job.advance()
    assert job.going and job.tries == 1
    assert [args for _, _, args in three.held.calls].count((0,)) == 2


def test_a_piece_that_fails_stops_the_sweep_and_leaves_the_others(inline, caplog):
    job = start(part(measure=fails_on_two), COUNT)
    for _ in range(6):
        job.advance()
    assert job.failed and job.stage.result[:2] == (0, 1)
    assert "An experiment failed" in caplog.text


def test_a_disk_that_cannot_be_written_is_said(inline, folder, monkeypatch):
    folder.write_text("in the way")
    job = start(part(), COUNT)
    while job.going:
        job.advance()
    assert job.done and "cannot be kept" in job.notice


def test_pieces_run_side_by_side():
    """Each piece waits for another one, so that one after the other would never end."""
    meeting = threading.Barrier(2, timeout=60)
    together = sweep(lambda piece: meeting.wait() >= 0 and piece)
    pool = Workers(lambda: (ThreadPoolExecutor(2), 2))
    pieces = Pieces(together, {"count": 4}, pool, Kept(None, "now"))
    while pieces.stage.share < 1:
        pieces.fill()
        pieces.wait(60)
        assert pieces.collect()[1] is None
    pool.close()
    assert pieces.stage.result == (0, 1, 2, 3)
