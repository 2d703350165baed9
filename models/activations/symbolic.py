"""An activation and its derivatives as formulas, in LaTeX."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import Any

from models.activations.record import TYPED
from models.choices import ActivationChoice
from models.formula import from_key
from models.formula.operations import nesting
from models.formula.tree import walk

Expression = Any  # SymPy has no annotations

MOST_NESTED, MOST_NODES = 3, 30
SYMBOLS = MappingProxyType({"lambd": r"\lambda", "mu": r"\mu", "nu": r"\nu", "xi": r"\xi"})


@lru_cache(maxsize=512)
def expression(choice: ActivationChoice, order: int = 0) -> Expression:
    """f, f' or f'' in the real symbol ``x``, hyperparameters as symbols.

    Derivatives hold away from the kinks. Where training uses a surrogate they are the function's
    own. The functions of `models.activations.notation` stand for the sigmoid and the normal
    distribution.

    Raises
    ------
    ValueError
        For an order that is not 0, 1 or 2.
    """
    if order not in (0, 1, 2):
        raise ValueError(f"the order of a derivative must be 0, 1 or 2; got {order}.")
    import sympy

    from models.activations import notation

    x = sympy.Symbol("x", real=True)
    if order:
        return notation.tidy(notation.differentiate(expression(choice, order - 1), x))
    declared = choice.activation.hyperparameters
    names = {h.name: sympy.Symbol(h.name, real=True, positive=h.low > 0 or None) for h in declared}
    return notation.tidy(sympy.sympify(choice.activation.formula, locals={"x": x, **names}))


def writable(choice: ActivationChoice) -> bool:
    """Whether SymPy writes f and its derivatives out in some seconds.

    It does for the table. The time for a formula that somebody typed grows with a power of how
    many functions stand within each other.

    >>> writable(ActivationChoice("own_tanh_osin_ox_c_c"))
    True
    """
    entry = choice.activation
    if entry.family != TYPED:
        return True
    tree = from_key(entry.key).tree
    return nesting(tree) <= MOST_NESTED and sum(1 for _ in walk(tree)) <= MOST_NODES


@lru_cache(maxsize=512)
def latex(choice: ActivationChoice, order: int = 0) -> str:
    r"""f, f' or f'' in LaTeX, as functions of the preactivation z; see `expression`.

    σ is the sigmoid, Φ the standard normal distribution function and φ its density.

    Raises
    ------
    ValueError
        For an order that is not 0, 1 or 2.

    >>> latex(ActivationChoice("silu")), latex(ActivationChoice("gelu"))
    ('z \\sigma{\\left(z \\right)}', 'z \\Phi{\\left(z \\right)}')
    """
    found = expression(choice, order)
    import sympy

    from models.activations.notation import Printer

    x = sympy.Symbol("x", real=True)
    names = {symbol: _symbol(str(symbol)) for symbol in found.free_symbols}
    return str(Printer(x, {"symbol_names": {**names, x: "z"}}).doprint(found))


def _symbol(name: str) -> str:
    """LaTeX of a hyperparameter's name: Greek, a letter with an index, or a word."""
    import sympy

    if name in SYMBOLS:
        return SYMBOLS[name]
    if len(name) == 2 and name.isalpha():
        return f"{name[0]}_{name[1]}"
    printed = str(sympy.latex(sympy.Symbol(name)))
    plain = len(name) > 2 and not printed.startswith("\\")
    return rf"\text{{{name.replace('_', ' ')}}}\," if plain else printed
