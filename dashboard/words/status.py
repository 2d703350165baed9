"""The status line beside the transport, as Markdown, and the notes below the pictures."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import numbers
from models import devices
from models.config import RunConfig

SHORT, LONG = 2.0, 120.0


def status(
    config: RunConfig,
    step: int,
    *,
    playing: bool = False,
    stopped: str | None = None,
    steps_per_second: float | None = None,
    waiting: bool = False,
    branched_at: int | None = None,
    seconds_left: float | None = None,
    every: float | None = None,
) -> str:
    """Where the run is.

    Parameters
    ----------
    stopped, steps_per_second, branched_at, seconds_left
        `Frame.stopped`, and `Run.rate` and others of a run that is shown at its newest step.
    waiting, every
        Whether no worker has been free for a second; seconds between frames of a busy server.

    Examples
    --------
    >>> status(RunConfig(), 300, playing=True, steps_per_second=1883.0)
    '**Step 300** · epoch 12 · 1,880 steps/s · CPU'
    """
    branch, place = _branch(branched_at), f"**Step {numbers.step(step)}**"
    if stopped:
        return _joined(_ended(place, step, stopped), branch)
    where = _joined(place, branch)
    if step == 0 and not playing:
        return _joined(where, "press Play")
    return _joined(
        where,
        f"epoch {numbers.step(step // config.epoch_steps)}",
        None if steps_per_second is None else f"{numbers.rate(steps_per_second)} steps/s",
        devices.name(config.device),
        _left(seconds_left) if playing else "paused",
        _busy(waiting, every if playing else None),
    )


def _busy(waiting: bool, every: float | None) -> str | None:
    """What a server with much to do has to say.

    >>> _busy(False, 0.75), _busy(False, None)
    (':gray[busy server: a frame every 0.75 s]', None)
    """
    if waiting:
        return ":gray[waiting for a free worker]"
    return f":gray[busy server: a frame every {every:g} s]" if every else None


def _left(seconds: float | None) -> str | None:
    """How long it takes, where that is worth a word.

    >>> _left(12.4), _left(600.0), _left(1.5)
    ('12 s left', '10 min left', None)
    """
    if seconds is None or seconds < SHORT:
        return None
    if seconds < LONG:
        return f"{seconds:.0f} s left"
    return f"{numbers.step(round(seconds / 60))} min left"


def on_the_way(step: int, until: int) -> str:
    """Where a run is that trains to the moment of a link.

    >>> on_the_way(300, 1000).replace("\u202f", " ")
    '**Step 300** · 30 % of the way to step 1,000'
    """
    share = f"{100 * step // until}\u202f%"
    return f"**Step {numbers.step(step)}** · {share} of the way to step {numbers.step(until)}"


def _branch(at: int | None) -> str | None:
    return None if at is None else f"branch from step {numbers.step(at)}"


def _joined(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))


def _ended(where: str, step: int, stopped: str) -> str:
    if stopped == "diverged":
        return f"**Stopped at step {numbers.step(step)}**: every net diverged"
    return f"{where} · stopped: {stopped}"


def more_nets(drawn: int, total: int) -> str:
    """The note on activations that are not drawn.

    >>> more_nets(4, 6)
    'First 4 of 6 activations; the others train as well.'
    """
    return f"First {drawn} of {total} activations; the others train as well."


def median_seed(seeds: int, picture: str = "field") -> str:
    """The note on which seed is drawn."""
    which = "median" if seeds % 2 else "lower middle"
    return f"Each {picture} shows the net with the {which} test loss of {seeds} seeds."


def some_histograms(kept: int, nets: int) -> str:
    """The note on nets whose histograms have no history.

    >>> some_histograms(4, 6)
    'Histograms through time are kept of the first 4 of 6 nets.'
    """
    if not kept:
        return "Nets this deep have no histograms through time."
    first = f"first {kept}" if kept > 1 else "first"
    return f"Histograms through time are kept of the {first} of {nets} nets."


def some_samples(drawn: int, train: int, test: int) -> str:
    """The note on samples that are not drawn.

    >>> some_samples(400, 1000, 250)
    'The first 400 of 1,000 train samples are drawn.'
    """
    sets = ((train, "train"), (test, "test"))
    parts = [f"{numbers.step(count)} {name}" for count, name in sets if count > drawn]
    return f"The first {drawn} of {' and of '.join(parts)} samples are drawn."


def outside(count: int, samples: int) -> str:
    """The note on samples beyond the edge of the fields.

    >>> outside(3, 500)
    '3 of 500 samples lie outside the fields.'
    """
    return f"{numbers.step(count)} of {numbers.step(samples)} samples lie outside the fields."


def some_layers(shown: tuple[int, ...], layers: int) -> str:
    """The note on layers that are not drawn.

    >>> some_layers((0, 2, 3, 5), 6)
    'Layers 1, 3, 4 and 6 of 6 are drawn.'
    """
    *most, last = (str(index + 1) for index in shown)
    return f"Layers {', '.join(most)} and {last} of {layers} are drawn."


def projected() -> str:
    """The note on samples with more columns than the plane has."""
    return "A sample stands where it is projected; its own output may differ from the field there."


def numerals() -> str:
    """The note on samples that are drawn as the numerals of their classes."""
    return "Numerals are the classes of samples: train bold, test light."


def surface_key(levels: Sequence[float]) -> str:
    """The note on samples and lines of a surface.

    >>> surface_key((-0.75, 0.0, 0.75))
    'Dots (train) and rings (test) have the colour of their target. Lines: output −0.75, 0, 0.75.'
    """
    places = ", ".join(numbers.plain(round(level, 6)) for level in levels)
    return f"Dots (train) and rings (test) have the colour of their target. Lines: output {places}."


def curve_key() -> str:
    """The note on what stands beside the curve of a net."""
    return "Thin and grey: targets without noise. Shaded: no train samples there."
