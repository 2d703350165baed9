"""The sentences about units that die: the ledger, an autopsy, and what would have saved them."""

from __future__ import annotations

import numpy as np

from dashboard import numbers
from models.autopsy import Autopsy
from models.grid import POINTS, spacing
from models.remedies import REMEDIES
from models.retry import Course, Retry


def counted(name: str, dead: int, units: int, deaths: int, revivals: int, first: int | None) -> str:
    """What has become of the units of a net.

    Parameters
    ----------
    name : str
        Of the net.
    dead, units : int
        Dead now, and in all.
    deaths, revivals : int
        Events so far.
    first : int or None
        Step of the first death.

    Examples
    --------
    >>> counted("ReLU", 5, 32, 7, 2, 4)
    'ReLU: 5 of 32 units are dead; 7 deaths, the first at step 4, and 2 revivals.'
    >>> counted("tanh", 0, 32, 0, 0, None)
    'tanh: none of 32 units has died.'
    """
    if not deaths or first is None:
        return f"{name}: none of {units} units has died."
    now = f"{name}: {dead or 'none'} of {units} units {'is' if dead <= 1 else 'are'} dead"
    back = f"{revivals} {'revival' if revivals == 1 else 'revivals'}" if revivals else "no revival"
    if deaths == 1:
        return f"{now}; one death, at step {numbers.step(first)}, and {back}."
    return f"{now}; {deaths} deaths, the first at step {numbers.step(first)}, and {back}."


def dated(step: int, dropped: int) -> str:
    """On which steps the ledger looks, and what it has forgotten.

    >>> dated(100, 0)
    'Every training sample of every unit is looked at after each step.'
    >>> dated(200, 0).partition(" looked ")[2]
    'at after each step up to 128, now at every 2nd; deaths and revivals between are not seen.'
    """
    every, first = spacing(step), 2 * POINTS
    when = "after each step"
    if every > 1:
        middle = "" if every == 2 else f"at every 2nd up to {2 * first}, and so on, "
        now = "2nd" if every == 2 else f"{every}th"
        unseen = "deaths and revivals between are not seen"
        when += f" up to {first}, {middle}now at every {now}; {unseen}"
    lost = f" The oldest {numbers.step(dropped)} events are no longer kept." if dropped else ""
    return f"Every training sample of every unit is looked at {when}.{lost}"


def unit_name(net: str, layer: int, unit: int) -> str:
    """A unit, counted from 1.

    >>> unit_name("ReLU", 0, 2)
    'ReLU, layer 1, unit 3'
    """
    return f"{net}, layer {layer + 1}, unit {unit + 1}"


def cause(found: Autopsy, samples: int) -> str:
    """When and by which update a unit died.

    Parameters
    ----------
    found : Autopsy
    samples : int
        How many training samples there are.
    """
    at = found.steps.index(found.died)
    edge = f"its {found.edge_is} z"
    if found.fatal is None:
        value = numbers.gradient(float(found.edge[at]))
        return f"Born dead: with the first weights {edge} of {samples} training samples is {value}."
    before, after = (numbers.gradient(float(found.edge[place])) for place in (at - 1, at))
    step = numbers.step(found.died)
    return f"Dead from step {step} on: that update moved {edge} from {before} to {after}."


def moved(found: Autopsy) -> str:
    """What moved the unit in the update that killed it."""
    at = found.fatal
    if at is None:
        return "No update killed it."
    parts = (
        ("bias", found.by_bias),
        ("weights", found.by_weights),
        ("what it receives", found.by_rest),
    )
    named = ", ".join(f"{name} {signed(float(values[at]))}" for name, values in parts)
    loss = numbers.loss(float(found.batch_loss[at]))
    return f"By its {named}. The minibatch had a loss of {loss}."


def signed(value: float) -> str:
    """A change with its sign.

    >>> signed(0.25), signed(-0.25), signed(0.0)
    ('+0.25', '−0.25', '0')
    """
    return f"+{numbers.gradient(value)}" if value > 0 else numbers.gradient(value)


def survivors(found: Autopsy, samples: int) -> str:
    """On how many samples the unit was active before, and after."""
    at = found.steps.index(found.died)
    now = f"{round(samples * float(found.active[at]))} of {samples}"
    if found.fatal is None:
        return f"Not 0 on {now} training samples."
    before = f"{round(samples * float(found.active[at - 1]))} of {samples}"
    return f"Not 0 on {before} training samples one step before, on {now} after."


def verdict(found: Retry) -> str:
    """Whether the unit lives with the remedy, and as it was."""
    phrase, course = REMEDIES[found.remedy].phrase, found.changed
    last = numbers.step(int(course.steps[-1]))
    if _same(found):
        return f"{phrase} nothing changes: the run is the same to step {last}."
    if course.diverged.any():
        at = numbers.step(int(course.steps[int(np.argmax(course.diverged))]))
        return f"{phrase} the net diverges, seen at step {at}."
    edges = f"{found.edge_is} z {numbers.gradient(float(course.edge[-1]))}"
    if course.dead.all():
        start = numbers.step(found.start)
        return f"{phrase} it never lives: dead at step {start} already ({edges} at step {last})."
    if course.dead[-1]:
        since = numbers.step(_dead_since(course))
        return f"{phrase} it does not live: dead from step {since} on ({edges} at step {last})."
    spell = int(course.dead.sum())
    before = f", after being dead at {spell} of {len(course.dead)} looks" if spell else ""
    return f"{phrase} it lives: {edges} at step {last}{before}; {_as_it_was(found)}."


def _as_it_was(found: Retry) -> str:
    course = found.original
    if course.diverged[-1]:
        return "as it was, the net diverged"
    if course.dead[-1]:
        return f"as it was, {found.edge_is} z {numbers.gradient(float(course.edge[-1]))}, dead"
    return "as it was, it lives by then too"


def _dead_since(course: Course) -> int:
    """First look of the stretch of deadness at the end."""
    return int(course.steps[np.flatnonzero(~course.dead)[-1] + 1])


def _same(found: Retry) -> bool:
    pairs = (
        (getattr(c, name) for c in (found.original, found.changed))
        for name in ("edge", "test_loss")
    )
    return all(np.array_equal(one, other, equal_nan=True) for one, other in pairs)


def looks(found: Retry) -> str:
    """From where on one thing is changed, and how often the unit is looked at.

    >>> from types import SimpleNamespace
    >>> looks(SimpleNamespace(start=64, every=3))
    'Changed from step 64 on; looked at every 3 steps.'
    """
    every = "after each step" if found.every == 1 else f"every {found.every} steps"
    return f"Changed from step {numbers.step(found.start)} on; looked at {every}."


def losses(found: Retry) -> str:
    """The test loss of the net with the remedy, and without."""
    last = min(len(found.original.steps), len(found.changed.steps)) - 1
    now, before = (float(course.test_loss[last]) for course in (found.changed, found.original))
    step = numbers.step(int(found.changed.steps[last]))
    if not np.isfinite(now):
        return f"No test loss at step {step}: the net has diverged."
    return f"Test loss {numbers.loss(now)} instead of {numbers.loss(before)} at step {step}."
