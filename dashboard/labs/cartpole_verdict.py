"""The same comparison with other inputs and more updates: the third part of the lab."""

from __future__ import annotations

from types import MappingProxyType

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.marks import Square, heat
from dashboard.labs import pictures
from dashboard.labs.cartpole_learn import name_of, stored
from dashboard.labs.record import Part, Prediction
from models.labs.pole_grid import VERDICTS, Verdicts, verdicts
from models.labs.stage import AtOnce, Settings

WORDS = MappingProxyType(
    {
        "usual": "as before",
        "states": "states × 5",
        "context": "fifth input × 3",
        "longer": "350 updates",
    }
)


def sentence(result: Verdicts) -> str:
    """Who solves the flipped task, as before and with each change."""
    parts = []
    for setting, words in WORDS.items():
        known = {key: found for (key, at), found in result.found.items() if at == setting}
        ordered = sorted(known, key=lambda key: -known[key].share)[:2]
        best = " and ".join(
            f"{name_of(key)} in {numbers.share(known[key].share)}" for key in ordered
        )
        parts.append(f"**{words}** by {best}")
    lead = f"The flipped task, {result.seeds} seeds each, is solved most often"
    return f"{lead} {'; '.join(parts)}."


def right(result: Verdicts) -> int:
    """What becomes of ReLU's lead with states five times as large."""
    usual, scaled = (result.found["relu", setting].share for setting in ("usual", "states"))
    return 0 if scaled >= 0.7 * usual else 1


def draw(result: Verdicts, settings: Settings) -> None:
    """A map of activation by set-up."""
    cells = []
    for key in VERDICTS:
        for setting, words in WORDS.items():
            found = result.found.get((key, setting))
            share = float("nan") if found is None else found.share
            last = "" if found is None else f", at last {float(found.last.median):.0f} steps"
            text = "not tried" if found is None else f"{numbers.share(share)} of the seeds{last}"
            label = "" if found is None else numbers.share(share)
            cells.append(Square(words, name_of(key), share, text, label))
    spec = heat(
        cells,
        ("", ""),
        pictures.mode(),
        scale=Axis("seeds that solve it", 0, 1, format="%"),
        side=34,
    )
    pictures.show(spec, "cartpole_verdict")
    pictures.stored_note(stored())


VERDICT = Part(
    key="verdict",
    title="Does the verdict hold?",
    intro=(
        "On the flipped task ReLU wins, at the learning rate 0.01. Is that the activation? Here "
        "the same policies get inputs of another size, or more updates; nothing else changes. All "
        "of this is stored; in the first part you can try each of them with five seeds."
    ),
    experiment=AtOnce(verdicts),
    pictures=draw,
    sentence=sentence,
    prediction=Prediction(
        "the four numbers of the state come in five times as large. Does ReLU still solve the "
        "flipped task in most seeds?",
        ("Yes", "No"),
        right,
    ),
)
