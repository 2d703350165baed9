"""Numbers are written as the look prescribes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import numbers

SPACE = "\u202f"
FINITE = st.floats(-1e30, 1e30, allow_nan=False)
DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


def read(text):
    """The number behind a text."""
    mantissa, _, power = text.translate(DIGITS).replace(",", "").partition("×10")
    return float(mantissa) * 10.0 ** int(power or 0)


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (numbers.loss, 0.21649, "0.216"),
        (numbers.loss, 0.001, "0.001"),
        (numbers.loss, 0.00099, "9.9×10⁻⁴"),
        (numbers.loss, 0.0, "0.000"),
        (numbers.loss, 858993459.2, "8.6×10⁸"),
        (numbers.loss, math.nan, "–"),
        (numbers.loss, math.inf, "–"),
        (numbers.accuracy, 142 / 150, f"94.7{SPACE}%"),
        (numbers.accuracy, 1.0, f"100.0{SPACE}%"),
        (numbers.accuracy, math.nan, "–"),
        (numbers.share, 0.0, f"0{SPACE}%"),
        (numbers.share, 0.004, f"<1{SPACE}%"),
        (numbers.share, 0.694, f"69{SPACE}%"),
        (numbers.share, 0.9999, f">99{SPACE}%"),
        (numbers.share, 1.0, f"100{SPACE}%"),
        (numbers.points, 0.03333, "3.3"),
        (numbers.points, 0.0001, "<0.1"),
        (numbers.points, 0.0, "0.0"),
        (numbers.gradient, 0.2449, "0.24"),
        (numbers.gradient, 0.1, "0.10"),
        (numbers.gradient, 1.0, "1.0"),
        (numbers.gradient, 15.2, "15"),
        (numbers.gradient, 152.0, "150"),
        (numbers.gradient, 0.00042, "4.2×10⁻⁴"),
        (numbers.gradient, 12345.0, "1.2×10⁴"),
        (numbers.gradient, 0.0, "0"),
        (numbers.step, 1234567, "1,234,567"),
        (numbers.rate, 1883.4, "1,880"),
        (numbers.rate, 999.6, "1,000"),
        (numbers.rate, 12.345, "12.3"),
        (numbers.rate, 0.0, "0"),
        (numbers.plain, -1.0, "−1"),
        (numbers.plain, 0.003, "0.003"),
        (numbers.plain, 0.0001, "10⁻⁴"),
        (numbers.plain, 0.00025, "2.5×10⁻⁴"),
        (numbers.tick, 1638.4, "1,638.4"),
        (numbers.tick, 13107.2, "1.3×10⁴"),
    ],
)
def test_a_number_is_written(write, value, text):
    assert write(value) == text


def test_intervals_have_an_open_end_where_a_run_never_arrives():
    assert numbers.interval(60, 114) == "[60–114]"
    assert numbers.interval(1060.4, math.inf) == "[1,060–never]"


@given(FINITE)
def test_minus_is_a_real_minus_and_rounding_is_small(value):
    for write, within in ((numbers.gradient, 0.051), (numbers.loss, 0.51)):
        text = write(value)
        assert "-" not in text and "e" not in text
        assert read(text) == pytest.approx(value, rel=within, abs=1e-300)


@given(st.floats(0, 1))
def test_only_all_is_100_percent_and_only_none_is_0(value):
    text = numbers.share(value)
    assert (text == f"0{SPACE}%") == (value == 0)
    assert (text == f"100{SPACE}%") == (value == 1)


@given(st.floats(1e-3, 1e9))
def test_rates_have_three_significant_digits(value):
    assert read(numbers.rate(value)) == pytest.approx(value, rel=0.0051)
    assert len(numbers.rate(value).replace(",", "").replace(".", "").strip("0")) <= 3
