"""What there is to draw: from a table, typed, or by hand."""

import numpy as np
import pytest
import sympy

from models.fields import ConfigError
from models.formula import parse
from models.labs import lines
from models.labs.lines import TARGETS, chosen, line, read_heights, write_heights


@pytest.mark.parametrize("key", [key for key, found in TARGETS.items() if found.curvature])
def test_the_curvature_is_that_of_the_formula(key: str) -> None:
    x = sympy.Symbol("x", real=True)
    text = parse(TARGETS[key].formula).sympy
    second = sympy.lambdify(x, sympy.diff(sympy.sympify(text, locals={"x": x}), x, 2))
    assert np.abs(second(line(6001))).max() == pytest.approx(TARGETS[key].curvature)


@pytest.mark.parametrize("key", TARGETS)
def test_every_target_is_a_curve_that_a_run_can_learn(key: str) -> None:
    assert lines.wrong_formula(TARGETS[key].formula) == ""


def test_a_drawing_is_read_as_it_was_written() -> None:
    heights = np.sin(line(lines.PLACES)).round(2)
    np.testing.assert_allclose(read_heights(write_heights(heights)), heights, atol=1e-12)
    drawn = chosen({"target": "drawn", "drawn": write_heights(heights)})
    np.testing.assert_allclose(drawn.function(line(lines.PLACES)), heights, atol=1e-12)


def test_before_anybody_draws_there_is_a_squiggle() -> None:
    assert np.ptp(chosen({"target": "drawn"}).function(line(99))) > 0.5


@pytest.mark.parametrize("text", ["1_2", "_".join(["x"] * 61), "_".join(["1000"] * 61)])
def test_what_is_no_drawing_is_refused(text: str) -> None:
    assert "61 heights" in lines.wrong_heights(text)
    with pytest.raises(ValueError):
        read_heights(text)


def test_what_is_no_formula_is_refused() -> None:
    assert "must be a formula" in lines.wrong_formula("x +")
    with pytest.raises(ConfigError):
        chosen({"target": "typed", "formula": "log(x)"})
