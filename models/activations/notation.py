"""Formulas to be read: with names for the sigmoid and for the normal distribution.

SymPy takes a second to import, so this module is imported where a formula is asked for.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy.printing.latex import LatexPrinter

Expression = Any  # SymPy has no annotations

DIGITS = 5
SIMPLE = 36  # operations; beyond, SymPy's simplification takes seconds and helps little


class Sigmoid(sympy.Function):  # type: ignore[misc]
    """``1 / (1 + exp(-z))``, kept under its name; its derivative is ``σ(z) (1 - σ(z))``."""

    symbol = r"\sigma"

    @classmethod
    def eval(cls, z: Expression) -> Expression:
        """Of ``-z``, as ``1 - σ(z)``."""
        return 1 - cls(-z) if z.could_extract_minus_sign() else None

    def fdiff(self, argindex: int = 1) -> Expression:
        """Derivative."""
        return self * (1 - self)

    def _latex(self, printer: Any, exp: str = "") -> str:
        return _named(self, printer, exp)


class NormalDensity(sympy.Function):  # type: ignore[misc]
    """Density of the standard normal distribution, φ; its derivative is ``-z φ(z)``."""

    symbol = r"\varphi"

    def fdiff(self, argindex: int = 1) -> Expression:
        """Derivative."""
        return -self.args[0] * self

    def _latex(self, printer: Any, exp: str = "") -> str:
        return _named(self, printer, exp)


class NormalDistribution(sympy.Function):  # type: ignore[misc]
    """Distribution function of the standard normal distribution, Φ; its derivative is φ."""

    symbol = r"\Phi"

    def fdiff(self, argindex: int = 1) -> Expression:
        """Derivative."""
        return NormalDensity(self.args[0])

    def _latex(self, printer: Any, exp: str = "") -> str:
        return _named(self, printer, exp)


def _named(call: Expression, printer: Any, exp: str) -> str:
    power = f"^{{{exp}}}" if exp else ""
    return rf"{call.symbol}{power}{{\left({printer.doprint(call.args[0])} \right)}}"


def fold(formula: Expression) -> Expression:
    """The formula with σ and Φ in place of their definitions.

    >>> x = sympy.Symbol("x", real=True)
    >>> fold(sympy.exp(x) / (1 + sympy.exp(x)))
    Sigmoid(x)
    """
    products = formula.replace(lambda part: bool(part.is_Mul), _open_gate)
    gates = products.replace(_is_gate, lambda found: Sigmoid(-_exponent(found)))
    return gates.replace(
        lambda part: part.is_Add and isinstance(part - 1, sympy.erf),
        lambda part: 2 * NormalDistribution(sympy.sqrt(2) * (part - 1).args[0]),
    )


def _is_gate(part: Expression) -> bool:
    """Whether this is ``1 / (1 + exp(u))``."""
    return bool(part.is_Pow and part.exp == -1 and isinstance(part.base - 1, sympy.exp))


def _exponent(gate: Expression) -> Expression:
    """u, of ``1 / (1 + exp(u))``."""
    return (gate.base - 1).args[0]


def _open_gate(product: Expression) -> Expression:
    """The product with σ(u) in place of ``exp(u) / (1 + exp(u))``."""
    for gate in filter(_is_gate, product.args):
        growth = sympy.exp(_exponent(gate))
        if growth in product.args:
            return product / gate / growth * Sigmoid(_exponent(gate))
    return product


def differentiate(formula: Expression, x: Expression) -> Expression:
    """The derivative away from the kinks, and where a single point was filled in, its limit."""
    if not isinstance(formula, sympy.Piecewise):
        return sympy.diff(formula, x)
    pairs = [(differentiate(value, x), condition) for value, condition in formula.args]
    first = formula.args[0][1]
    if isinstance(first, sympy.Ne) and len(pairs) == 2:
        pairs[1] = (sympy.limit(pairs[0][0], x, first.rhs), True)
    return sympy.Piecewise(*pairs)


def tidy(formula: Expression) -> Expression:
    """The shortest of several ways to write it, piece by piece, σ and Φ by their names."""
    if isinstance(formula, sympy.Piecewise):
        return sympy.Piecewise(*((tidy(value), condition) for value, condition in formula.args))
    folded = fold(formula)
    ways = [folded, fold(sympy.factor_terms(folded)), fold(sympy.powsimp(folded))]
    if sympy.count_ops(folded) < SIMPLE:
        ways += [fold(sympy.factor(folded)), fold(sympy.simplify(folded))]
    return min(ways, key=_length)


def _length(formula: Expression) -> tuple[int, int]:
    return int(sympy.count_ops(formula)), len(sympy.latex(formula))


class Printer(LatexPrinter):  # type: ignore[misc]
    """LaTeX with decimal numbers of five digits, and conditions that begin with the variable."""

    def __init__(self, variable: Expression, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self.variable = variable

    def _print_Float(self, number: Expression) -> str:
        return str(super()._print_Float(sympy.Float(number, DIGITS)))

    def _print_Relational(self, condition: Expression) -> str:
        if condition.rhs.has(self.variable) and not condition.lhs.has(self.variable):
            negative = condition.rhs == -self.variable
            condition = (condition.reversedsign if negative else condition).reversed
        return str(super()._print_Relational(condition))
