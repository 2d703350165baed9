"""What a page is to the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LEARN = "Learn"


@dataclass(frozen=True)
class Lens:
    """A page of the app.

    Parameters
    ----------
    path : str
        File of the page, relative to the entry point.
    title, icon : str
        As the navigation shows them.
    line : str
        What the page is for, in one line.
    about : str
        The folded explanation of the page.
    group : str
        Section of the navigation; the unnamed one stays flat.
    own : tuple of str
        Parameters of its address that are no fields of the run. Those of a lab are not listed: they
        begin with its name.
    """

    path: str
    title: str
    icon: str
    line: str
    about: str
    group: str = ""
    own: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The file's name, which is also the page's in an address."""
        return Path(self.path).stem

    def owns(self, parameter: str) -> bool:
        """Whether a parameter of an address belongs to the page."""
        return parameter in self.own or (
            self.group == LEARN and parameter.startswith(f"{self.key}.")
        )
