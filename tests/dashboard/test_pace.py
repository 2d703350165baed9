"""Frames in turns, and a pace that the server can keep."""

import threading
import time
from itertools import pairwise

import pytest

from dashboard import live, pace
from dashboard.pace import FULL, INTERVALS, TICK, Pace, Turns, paced


class Clock:
    """Both clocks that the pace reads."""

    def __init__(self) -> None:
        self.now = self.spent = 0.0

    def monotonic(self) -> float:
        return self.now

    def process_time(self) -> float:
        return self.spent


@pytest.fixture
def clock(monkeypatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(pace, "time", found)
    return found


def play(pace: Pace, clock: Clock, sessions: int, every: float, cost: float, seconds: float):
    """Let sessions draw frames for a while, each of which costs the server something."""
    end = clock.now + seconds
    while clock.now < end:
        clock.now += every
        for session in range(sessions):
            clock.spent += cost
            pace.tick(session)


def test_turns_are_given_in_the_order_of_asking_but_for_those_in_a_hurry():
    turns, order, threads = Turns(), [], []

    def take(number: int) -> None:
        with turns.take(hurry=number >= 6):
            order.append(number)

    with turns.take():
        for number in range(8):
            threads.append(threading.Thread(target=take, args=(number,)))
            threads[-1].start()
            deadline = time.monotonic() + 10
            while turns.asked <= number and time.monotonic() < deadline:
                time.sleep(0.001)
        assert order == []
    for thread in threads:
        thread.join(10)
    assert order == [6, 7, 0, 1, 2, 3, 4, 5]


def test_a_turn_that_fails_is_given_on():
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.take():
        raise ZeroDivisionError
    with turns.take():
        assert turns.asked == 0


def test_one_frame_is_computed_at_a_time():
    turns, inside, most = Turns(), [], []

    def take() -> None:
        for _ in range(50):
            with turns.take():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (max(most), len(most)) == (1, 300)


def test_a_server_with_little_to_do_is_as_fast_as_it_can_be(clock):
    found = Pace()
    play(found, clock, sessions=3, every=TICK, cost=0.01, seconds=10)
    assert found.interval(TICK) == TICK


def test_more_sessions_have_fewer_frames_each_and_all_of_them_fit(clock):
    intervals = []
    for sessions in (10, 30, 60, 120):
        found = Pace()
        play(found, clock, sessions, every=1.0, cost=0.012, seconds=10)
        intervals.append(found.interval(TICK))
        assert sessions * 0.012 <= FULL * intervals[-1]
    assert all(a < b for a, b in pairwise(intervals))
    assert intervals[-1] <= 2.0


def test_the_pace_settles(clock):
    found, every, changes = Pace(), TICK, 0
    for _ in range(60):
        play(found, clock, sessions=40, every=every, cost=0.011, seconds=2.5)
        wanted = found.interval(every)
        changes += wanted != every
        every = wanted
    assert changes == 1


def test_who_has_left_does_not_count(clock):
    found = Pace()
    play(found, clock, sessions=60, every=1.0, cost=0.012, seconds=10)
    slow = found.interval(TICK)
    for session in range(1, 60):
        found.leave(session)
    assert (found.sessions, found.interval(slow)) == (1, TICK)


def test_who_vanishes_is_forgotten(clock):
    found = Pace()
    play(found, clock, sessions=60, every=1.0, cost=0.012, seconds=10)
    play(found, clock, sessions=1, every=1.0, cost=0.012, seconds=3 * INTERVALS[-1])
    assert found.sessions == 1


def test_changes_come_one_after_the_other(clock):
    found = Pace()
    clock.now = 100.0
    assert [found.may_change() for _ in range(3)] == [True, False, False]
    clock.now += pace.BETWEEN_CHANGES
    assert found.may_change()


@pytest.mark.parametrize("now", INTERVALS)
@pytest.mark.parametrize("cost", [0.0, 0.05, 0.2, 0.5, 1.4, 9.0])
def test_every_pace_fits_or_is_the_slowest(cost, now):
    found = paced(cost, now)
    assert found in INTERVALS
    assert cost <= FULL * found or found == INTERVALS[-1]
    assert paced(cost, found) == found


def test_many_sessions_share_the_workers():
    assert live.budget(1.0, 0.01, share=1.8) == live.LONGEST_BUDGET
    assert live.budget(1.0, 0.01, share=1.8 / 30) == pytest.approx(0.05)
    assert live.budget(1.0, 0.01, share=1.8 / 60) == live.SHORTEST_BUDGET
