"""The sentences under the split of the gradient by cause."""

from __future__ import annotations

from dashboard import numbers
from models.gradient_path import Passage, Path


def split(found: Path | None, normalized: bool = False) -> str:
    """What becomes of the signal on its way back, and the layer and factor that decide.

    Parameters
    ----------
    found : Path or None
    normalized : bool
        Whether batch normalization is part of what stands between the layers.

    Examples
    --------
    >>> split(Path("vanishes", 0.5, 0.012, Passage(1, 1.9, 0.12)))
    'Vanishing: layer 1 gets 0.0060 of the output’s signal (slopes ×0.012, weights ×0.50). \
Layer 2: slope passes 0.12 of it, weights multiply it by 1.9: the signal shrinks 4.4 times here.'
    """
    if found is None:
        return "No hidden layer: the error reaches the only weights as it is."
    if found.kind == "unknown":
        return "Some gradients are missing or too large."
    if found.kind == "silent":
        return "The output passes no gradient back: there is nothing to split."
    if found.turning is None:
        raise ValueError(f"a path that {found.kind} has a layer that decides.")
    if found.kind == "stops":
        return _stopped(found.turning)
    return f"{_verdict(found, normalized)} {_here(found.turning, normalized)}"


def _stopped(at: Passage) -> str:
    cause = "slope passes nothing" if at.weights else "its outgoing weights pass nothing"
    behind = {0: "it gets none", 1: "layers 1 and 2 get none"}
    others = behind.get(at.layer, f"layers 1 to {at.layer + 1} get none")
    return f"Layer {at.layer + 1}: {cause}: the signal stops here, {others}."


def _verdict(found: Path, normalized: bool) -> str:
    name = {"vanishes": "Vanishing", "explodes": "Exploding", "keeps": "Steady"}[found.kind]
    size = numbers.gradient(found.whole)
    share = f"{size} of" if found.whole <= 1 else f"{size} times"
    slopes, weights = numbers.gradient(found.slopes), numbers.gradient(found.weights)
    causes = f"slopes ×{slopes}, {_weights(normalized)} ×{weights}"
    return f"{name}: layer 1 gets {share} the output’s signal ({causes})."


def _weights(normalized: bool) -> str:
    return "weights and batch norm" if normalized else "weights"


def _here(at: Passage, normalized: bool) -> str:
    """What the deciding layer does; the factor that does more of it comes first."""
    slope = _factor("slope", at.slope, "passes", "multiplies")
    weights = _factor(_weights(normalized), at.weights, "pass", "multiply")
    first = at.slope <= at.weights if at.whole < 1 else at.slope >= at.weights
    factors = ", ".join((slope, weights) if first else (weights, slope))
    return f"Layer {at.layer + 1}: {factors}: the signal {_change(at.whole)} here."


def _factor(name: str, value: float, passes: str, multiplies: str) -> str:
    size = numbers.gradient(value)
    if size == "1.0":
        return f"{name} {passes} all of it"
    return f"{name} {passes} {size} of it" if value < 1 else f"{name} {multiplies} it by {size}"


def _change(whole: float) -> str:
    times = numbers.gradient(max(whole, 1 / whole))
    if times == "1.0":
        return "keeps its size"
    return f"{'shrinks' if whole < 1 else 'grows'} {times} times"
