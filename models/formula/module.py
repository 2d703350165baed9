"""The source of a small module in plain PyTorch that computes a formula."""

from __future__ import annotations

from collections import Counter

from models.formula.forms import Written, fill, number
from models.formula.operations import OPERATIONS
from models.formula.program import Program

INDENT = " " * 8


def module_source(program: Program, class_name: str, text: str) -> str:
    """A class that derives from ``torch.nn.Module`` and needs nothing but ``import torch``.

    Parameters
    ----------
    program : Program
    class_name : str
    text : str
        What its docstring says.

    Raises
    ------
    ValueError
        When `class_name` cannot name a class.
    """
    if not (class_name.isascii() and class_name.isidentifier()):
        raise ValueError(f"the name of a class is made of letters and digits; got {class_name!r}.")
    hyperparameters = program.inputs[1:]
    lines = [f"class {class_name}(torch.nn.Module):", f'    """{text}"""', ""]
    if hyperparameters:
        lines += [f"    def __init__(self, {', '.join(hyperparameters)}):"]
        lines += [f"{INDENT}super().__init__()"]
        lines += [f"{INDENT}self.{name} = {name}" for name in hyperparameters] + [""]
    lines += ["    def forward(self, x):"]
    lines += [f"{INDENT}{name} = self.{name} * x.new_ones(())" for name in hyperparameters]
    lines += [f"{INDENT}{line}" for line in _body(program)]
    return "\n".join(lines) + "\n"


def _body(program: Program) -> list[str]:
    """The statements of forward: a value that is used more than once has a name."""
    uses = Counter(a for step in program.steps for a in step.arguments if isinstance(a, int))
    values = [Written(name) for name in program.inputs]
    lines = []
    for index, step in enumerate(program.steps, len(values)):
        entry = OPERATIONS[step.operation]
        given = [values[a] if isinstance(a, int) else number(a.value) for a in step.arguments]
        written = fill(entry.pytorch, given, entry.level)
        if uses[index] > 1:
            lines.append(f"value_{index} = {written.text}")
            written = Written(f"value_{index}")
        values.append(written)
    return [*lines, f"return {values[program.result].text}"]
