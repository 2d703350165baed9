"""Calls and the hands that do them: in order, each with its own deadline, none lost unsaid."""

import time
from concurrent.futures import BrokenExecutor, Future

import pytest

from dashboard.crew import Crew, Long

SHORT = 0.2


class Hand:
    """Does what the test says, when it says so."""

    def __init__(self, hands, starts=True):
        self.calls, self.killed, self.closed, self.dead = [], 0, False, False
        self.starts = starts
        hands.append(self)

    def start(self):
        return done(None) if self.starts else done(None, BrokenExecutor("no memory"))

    def submit(self, function, /, *args):
        if self.dead:
            raise BrokenExecutor("gone")
        self.calls.append((function, args, Future()))
        return self.calls[-1][2]

    def finish(self):
        function, args, future = self.calls[-1]
        future.set_result(function(*args))

    def lose(self):
        self.dead = True
        self.calls[-1][2].set_exception(BrokenExecutor("killed"))

    def kill(self):
        self.killed += 1
        self.lose()

    def close(self):
        self.closed = True


def done(result, error=None):
    future = Future()
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)
    return future


@pytest.fixture
def hands():
    return []


@pytest.fixture
def crew(hands):
    opened = Crew(lambda: Hand(hands), 2, SHORT)
    yield opened
    opened.lose("the test is over")


def test_each_hand_has_one_call_and_the_others_wait_in_order(crew, hands):
    asked = [crew.submit(max, number, 0) for number in range(5)]
    assert sum(len(hand.calls) for hand in hands) == 2
    busy = next(hand for hand in hands if hand.calls[-1][1] == (0, 0))
    for _ in range(3):
        busy.finish()
    assert [args for _, args, _ in busy.calls] == [(0, 0), (2, 0), (3, 0), (4, 0)]
    assert [future.done() for future in asked] == [True, False, True, True, False]


def test_a_call_that_is_taken_back_is_never_begun(crew, hands):
    asked = [crew.submit(max, number, 0) for number in range(4)]
    assert asked[2].cancel() and not asked[0].cancel()
    next(hand for hand in hands if hand.calls[-1][1] == (0, 0)).finish()
    assert {hand.calls[-1][1] for hand in hands} == {(1, 0), (3, 0)}


def test_a_hand_that_is_lost_takes_only_its_own_call_along(crew, hands):
    first, second, third = (crew.submit(max, number, 0) for number in range(3))
    hands[1].lose()
    with pytest.raises(BrokenExecutor, match="a worker was lost while it computed"):
        first.result(0)
    assert len(hands) == 3
    assert not second.done() and hands[2].calls[-1][1] == (2, 0)
    hands[2].finish()
    assert third.result(0) == 2


def test_a_hand_found_gone_costs_no_call(crew, hands):
    for hand in hands:
        hand.dead = True
    call = crew.submit(max, 1, 2)
    assert len(hands) == 3 and hands[1].closed
    hands[2].finish()
    assert call.result(0) == 2


def test_a_call_over_its_deadline_is_given_up_and_its_hand_killed(crew, hands):
    hung, long = crew.submit(max, 1, 0), crew.submit(Long(max), 2, 0)
    waited = crew.submit(max, 3, 0)
    with pytest.raises(BrokenExecutor, match=r"no answer within 0\.2 seconds"):
        hung.result(5)
    assert [hand.killed for hand in hands] == [0, 1, 0]
    assert not long.done() and not waited.done()
    assert hands[2].calls[-1][1] == (3, 0)


def test_what_waits_does_not_count_as_hung(crew, hands):
    waiting = [crew.submit(max, number, 0) for number in range(12)]
    end = time.monotonic() + 10
    while not all(call.done() for call in waiting) and time.monotonic() < end:
        time.sleep(SHORT / 3)
        for hand in hands:
            if hand.calls and not hand.calls[-1][2].done():
                hand.finish()
    assert [call.result(0) for call in waiting] == list(range(12))
    assert not any(hand.killed for hand in hands)


def test_hands_that_cannot_start_are_said_and_not_tried_for_ever(hands):
    crew = Crew(lambda: Hand(hands, starts=False), 2)
    assert len(hands) == 2
    with pytest.raises(BrokenExecutor, match="no worker could be started"):
        crew.submit(max, 1, 2).result(0)
    assert len(hands) <= 5
    crew.lose("the test is over")


def test_an_error_of_the_function_is_its_own(crew, hands):
    call = crew.submit(max, 1)
    hand = next(hand for hand in hands if hand.calls)
    hand.calls[-1][2].set_exception(TypeError("'int' object is not iterable"))
    with pytest.raises(TypeError, match="not iterable"):
        call.result(0)
    assert not hand.closed


def test_more_hands_come_and_go(crew, hands):
    calls = [crew.submit(max, number, 0) for number in range(4)]
    crew.resize(4)
    assert [len(hand.calls) for hand in hands] == [1, 1, 1, 1]
    crew.resize(1)
    for hand in hands:
        hand.finish()
    assert all(call.done() for call in calls)
    assert sum(hand.closed for hand in hands) == 3


def test_a_closed_crew_finishes_what_was_asked(crew, hands):
    calls = [crew.submit(max, number, 0) for number in range(3)]
    crew.shutdown(wait=False)
    with pytest.raises(RuntimeError, match="after shutdown"):
        crew.submit(max, 1, 2)
    for _ in range(2):
        hands[0].finish()
    hands[1].finish()
    assert [call.result(0) for call in calls] == [0, 1, 2]
    assert all(hand.closed for hand in hands)


def test_a_lost_crew_gives_everything_up(crew, hands):
    calls = [crew.submit(max, number, 0) for number in range(3)]
    crew.lose("the cluster was lost")
    for call in calls:
        with pytest.raises(BrokenExecutor, match="the cluster was lost"):
            call.result(0)
    hands[0].finish()
