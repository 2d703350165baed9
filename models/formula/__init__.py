"""Formulas that people type: read by a grammar, computed by PyTorch, written for SymPy.

The text goes through `tokens` (which characters) and `grammar` (what they may form) into a tree;
`careful` and `program` make of it what trains, `write`, `plain` and `module` its texts.

>>> import torch
>>> formula = parse("where(x > 0, x, exp(x) - 1)")
>>> formula.function(torch.tensor([0.0, 2.0])).tolist(), formula.kinks
([0.0, 2.0], ('0',))
"""

from __future__ import annotations

from models.formula.finite import Gap, where_not_finite
from models.formula.keys import from_key, key
from models.formula.limits import FormulaError
from models.formula.record import Formula, parse

__all__ = ["Formula", "FormulaError", "Gap", "from_key", "key", "parse", "where_not_finite"]
