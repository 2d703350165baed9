"""The text of a small PyTorch module, for activations that PyTorch has none for."""

from __future__ import annotations


def module_text(name: str, *lines: str, fixed: str = "", learned: str = "") -> str:
    """The definition of a module.

    Parameters
    ----------
    name : str
        Of the class.
    *lines : str
        Body of ``forward(self, z)``; the last one is the expression that it returns.
    fixed, learned : str
        Names of hyperparameters, separated by spaces. The class takes them as keywords, after
        the number of units where any of them is learned.

    Examples
    --------
    >>> print(module_text("Swish", "z * torch.sigmoid(self.beta * z)", learned="beta"))
    class Swish(nn.Module):
        def __init__(self, units, *, beta):
            super().__init__()
            self.beta = nn.Parameter(torch.full((units,), beta))
    <BLANKLINE>
        def forward(self, z):
            return z * torch.sigmoid(self.beta * z)
    <BLANKLINE>
    """
    parts = [f"class {name}(nn.Module):"]
    if fixed or learned:
        names = ", ".join((learned + " " + fixed).split())
        parts.append(f"    def __init__(self, {'units, ' if learned else ''}*, {names}):")
        parts.append("        super().__init__()")
        parts += [
            f"        self.{item} = nn.Parameter(torch.full((units,), {item}))"
            for item in learned.split()
        ]
        parts += [f"        self.{item} = {item}" for item in fixed.split()]
        parts.append("")
    parts.append("    def forward(self, z):")
    parts += [f"        {line}" for line in (*lines[:-1], f"return {lines[-1]}")]
    return "\n".join(parts) + "\n"
