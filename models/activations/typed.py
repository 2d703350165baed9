"""Formulas that people type, as activations beside those of the table."""

from __future__ import annotations

from functools import lru_cache

from models import formula
from models.activations.record import TYPED, Activation
from models.hyperparameter import Hyperparameter

DEFAULT, LARGEST, STEP = 1.0, 5.0, 0.1
CLASS = "Typed"


@lru_cache(maxsize=1024)
def typed(key: str) -> Activation:
    """The activation that the key of a formula stands for.

    Its hyperparameters lie between -5 and 5 and start at 1; none of them is learned. What
    follows for a table entry from its record follows for it as well.

    Parameters
    ----------
    key : str
        Of `models.formula.key`.

    Raises
    ------
    ValueError
        When it is no key of a formula.

    >>> found = typed("own_max_o0.1_tx_kx_c".replace(".", "_i"))
    >>> found.name, found.family, found.kinks
    ('max(0.1*x, x)', 'typed', ('0',))
    """
    read = formula.from_key(key)
    names = read.hyperparameters
    given = ", ".join(f"{name}={{{name}}}" for name in names)
    return Activation(
        key=formula.key(read),
        name=str(read),
        family=TYPED,
        function=read.function,
        formula=read.sympy,
        text=read.text,
        pytorch=f"{CLASS}({given})",
        source="Typed on the page Functions.",
        module=read.module(CLASS),
        hyperparameters=tuple(
            Hyperparameter(name, DEFAULT, -LARGEST, LARGEST, STEP, f"{name} in the formula.")
            for name in names
        ),
        kinks=read.kinks,
    )
