"""How numbers are written on screen. What is not finite is a dash."""

from __future__ import annotations

import math

NARROW_SPACE = "\u202f"
NONE = "–"
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL, _LARGE = 0.001, 9995


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _power_of_ten(value: float, digits: int = 2) -> str:
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{_minus(mantissa)}×10{str(int(exponent)).translate(_RAISED)}"


def _percent(text: str) -> str:
    return f"{text}{NARROW_SPACE}%"


def loss(value: float) -> str:
    """Three decimals; two significant digits where that would not fit.

    >>> loss(0.21649), loss(0.00042)
    ('0.216', '4.2×10⁻⁴')
    """
    if not math.isfinite(value):
        return NONE
    if value != 0 and not _SMALL <= abs(value) < _LARGE:
        return _power_of_ten(value)
    return _minus(f"{value:.3f}")


def accuracy(value: float) -> str:
    """A share with one decimal, as accuracies have it."""
    return _percent(f"{100 * value:.1f}") if math.isfinite(value) else NONE


def r2(value: float) -> str:
    """A share of variance in two decimals; 1.00 only where it is exactly that.

    >>> r2(0.934), r2(0.9999), r2(-0.004), r2(-12345.0)
    ('0.93', '>0.99', '0.00', '−1.2×10⁴')
    """
    if not math.isfinite(value):
        return NONE
    if abs(value) >= _LARGE:
        return _power_of_ten(value)
    text = f"{value:.2f}"
    return ">0.99" if text == "1.00" and value < 1 else _minus(text.replace("-0.00", "0.00"))


def difference(size: float) -> str:
    """A difference of two numbers of two decimals; never 0.00 for what is not 0.

    >>> difference(0.12), difference(-0.004)
    ('0.12', '<0.01')
    """
    if not math.isfinite(size):
        return NONE
    if abs(size) >= _LARGE:
        return _power_of_ten(abs(size))
    text = f"{abs(size):.2f}"
    return "<0.01" if text == "0.00" and size != 0 else text


def points(difference: float) -> str:
    """A difference of two accuracies in points; never 0.0 for what is not 0."""
    if not math.isfinite(difference):
        return NONE
    size = f"{100 * abs(difference):.1f}"
    return "<0.1" if size == "0.0" and difference != 0 else size


def share(value: float) -> str:
    """A whole percentage; 0 and 100 only where the share is exactly that.

    >>> share(0.004).replace(NARROW_SPACE, " ")
    '<1 %'
    """
    if not math.isfinite(value):
        return NONE
    whole = round(100 * value)
    if whole == 0 and value > 0:
        return _percent("<1")
    return _percent(">99" if whole == 100 and value < 1 else str(whole))


def gradient(value: float) -> str:
    """Two significant digits.

    >>> gradient(0.1), gradient(15.2), gradient(0.00042)
    ('0.10', '15', '4.2×10⁻⁴')
    """
    if not math.isfinite(value):
        return NONE
    if value == 0:
        return "0"
    if not _SMALL <= abs(value) < _LARGE:
        return _power_of_ten(value)
    text = f"{value:#.2g}"
    return _minus(f"{float(text):.0f}" if "e" in text else text.removesuffix("."))


def step(value: int) -> str:
    """A whole number with thousands separated; for counts as well."""
    return _minus(f"{value:,}")


def rate(value: float) -> str:
    """Steps per second, three significant digits.

    >>> rate(1883.4), rate(12.345)
    ('1,880', '12.3')
    """
    if not math.isfinite(value):
        return NONE
    if value == 0:
        return "0"
    decimals = 2 - math.floor(math.log10(abs(float(f"{value:.2e}"))))
    return f"{round(value, decimals):,.{max(0, decimals)}f}"


def interval(low: float, high: float) -> str:
    """An interval of steps.

    >>> interval(60, 114)
    '[60–114]'
    """
    ends = (step(round(end)) if math.isfinite(end) else "never" for end in (low, high))
    return f"[{'–'.join(ends)}]"


def tick(value: float) -> str:
    """A value on an axis, in two digits where it is long.

    >>> tick(0.4), tick(1638.4), tick(13107.2)
    ('0.4', '1,638.4', '1.3×10⁴')
    """
    return plain(value) if abs(value) < _LARGE or value % 10_000 == 0 else _power_of_ten(value)


def plain(value: float) -> str:
    """A chosen value, such as a learning rate or a tick, in as few digits as it has.

    >>> plain(0.1), plain(1638.4), plain(-4.0), plain(1e-5)
    ('0.1', '1,638.4', '−4', '10⁻⁵')
    """
    size = abs(value)
    if value != 0 and not 1e-3 <= size < 1e6:
        mantissa, exponent = f"{value:.6e}".split("e")
        digits = mantissa.rstrip("0").removesuffix(".")
        power = f"10{str(int(exponent)).translate(_RAISED)}"
        return power if digits == "1" else f"{_minus(digits)}×{power}"
    return _minus(f"{value:,.6f}".rstrip("0").removesuffix("."))
