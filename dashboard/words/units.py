"""The sentences of the Units page: a net's units, one unit, and a net without some of them."""

from __future__ import annotations

from dashboard import numbers
from dashboard.words.layers import no_layer
from dashboard.words.scores import Score
from models.config import RunConfig
from models.measures.records import LossRecord
from models.measures.unit_records import FocusedUnit, UnitMarks
from models.unit_summaries import MarkCounts, mark_counts


def unit_place(layer: int, unit: int) -> str:
    """The short name of a unit; both are counted from 0.

    >>> unit_place(0, 2)
    '1·3'
    """
    return f"{layer + 1}·{unit + 1}"


def units(config: RunConfig, marks: UnitMarks, net: int) -> str:
    """How many units of a net stand out."""
    if not config.hidden:
        return no_layer(config)
    choice = config.nets[net // config.seeds]
    counts = mark_counts(marks, net)
    if {layer.key for layer in choice.layers} == {"identity"}:
        return f"No unit bends its input: the net is linear.{_doubles(counts)}"
    found = [
        f"{count} {'is' if count == 1 else 'are'} {what}"
        for count, what in ((counts.dead, "dead"), (counts.saturated, "saturated"))
        if count
    ]
    if not found:
        plain = "The only unit is neither dead nor saturated."
        several = f"None of the {numbers.step(counts.units)} units is dead or saturated."
        return f"{several if counts.units > 1 else plain}{_doubles(counts)}"
    return f"Of {numbers.step(counts.units)} units, {' and '.join(found)}.{_doubles(counts)}"


def _doubles(counts: MarkCounts) -> str:
    """Units that do what another one does; nothing to say where there is none."""
    if not counts.doubled:
        return ""
    return f" {numbers.step(counts.doubled)} do what another of their layer does."


def unit(found: FocusedUnit, samples: int, since: int | None) -> str:
    """What a unit does on the training samples.

    Parameters
    ----------
    found : FocusedUnit
    samples : int
        How many training samples there are.
    since : int or None
        Step since which it has been dead; None where not known.
    """
    overflowed = int(found.statistics.histogram.not_finite[0])
    if overflowed:
        verb = "value is" if overflowed == 1 else "values are"
        return f"{numbers.step(overflowed)} {verb} not finite."
    total = numbers.step(samples)
    if found.dead:
        when = "" if since is None else f" since step {numbers.step(since)}"
        return f"Dead{when}: the same value on all {total} train samples, and no slope."
    if bool(found.statistics.effectively_dead[0, 0]):
        return f"Effectively dead: within 10⁻⁶ of zero on all {total} train samples."
    active = f"Active on {numbers.share(found.active_share)} of {total} train samples"
    saturated = found.saturated_share
    return f"{active}, saturated on {numbers.share(saturated)}." if saturated else f"{active}."


def without(score: Score, whole: LossRecord, part: LossRecord, field: str) -> str:
    """What a net without some units loses, or gains, on the test samples.

    Parameters
    ----------
    score : Score
        How the score is worded.
    whole, part : LossRecord
        Of the net alone, as it is and without the units.
    field : str
        The field of the score, as ``"test_accuracy"``.
    """
    before, after = (float(getattr(record, field)[0]) for record in (whole, part))
    losses = (numbers.loss(float(record.test_loss[0])) for record in (whole, part))
    scores = f"{score.text(before)} → {score.text(after)}"
    return f"Test {score.name} {scores}, loss {' → '.join(losses)}."


def off_list(off: tuple[tuple[int, int], ...]) -> str:
    """The heading of what a net does without some units.

    >>> off_list(((0, 2),)), off_list(((0, 2), (1, 0), (1, 1)))
    ('Without unit 1·3', 'Without 1·3, 2·1, 2·2')
    """
    return f"Without {'unit ' if len(off) == 1 else ''}{off_names(off)}"


def off_names(off: tuple[tuple[int, int], ...]) -> str:
    """Units in a list; how many there are, where the list would be long.

    >>> off_names(((0, 2), (1, 0)))
    '1·3, 2·1'
    """
    if len(off) > 4:
        return f"{len(off)} units"
    return ", ".join(unit_place(*place) for place in off)


def units_key(active: bool, saturated: bool, reach: float) -> str:
    """The note on the numbers beside units, and on what is drawn at them.

    Parameters
    ----------
    active, saturated : bool
        Which shares stand beside units.
    reach : float
        The bias of a bar of full length.
    """
    kinds = [kind for kind, here in (("active", active), ("saturated", saturated)) if here]
    return (
        f"Beside a unit: on which share of the train samples it is {' or '.join(kinds)}. "
        f"Bar at its left: its bias, up or down to ±{numbers.plain(reach)}. "
        "Blue is positive, orange negative; beyond its scale a colour stays the deepest."
    )


def layer_window(first: int, last: int, layers: int) -> str:
    """The note on layers that are not drawn; counted from 0.

    >>> layer_window(0, 7, 50)
    'Layers 1 to 8 of 50 are drawn.'
    """
    return f"Layers {first + 1} to {last + 1} of {layers} are drawn."


def some_units(most: int) -> str:
    """The note on units that are not drawn."""
    return f"Of a layer, {most} units are drawn; the selected one is always among them."


def chosen_seed(seeds: int) -> str:
    """The note on which seed is drawn."""
    middle = "median" if seeds % 2 else "lower middle"
    return (
        f"Of {seeds} seeds, the net with the {middle} test loss when it was last played or paused."
    )


def not_there(texts: tuple[str, ...]) -> str:
    """The sentence about what an address asks for and the nets do not have.

    >>> not_there(("9.9",))
    'The link asks for 9.9, which these nets do not have.'
    >>> not_there(("a", "b", "c", "d"))[:38]
    'The link asks for a, b, c and 1 more, '
    """
    rest = [f"{numbers.step(len(texts) - 3)} more"] if len(texts) > 3 else []
    *most, last = (*texts[:3], *rest)
    named = " and ".join(filter(None, (", ".join(most), last)))
    return f"The link asks for {named}, which these nets do not have."
