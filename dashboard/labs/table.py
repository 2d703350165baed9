"""All labs, in the order of the navigation."""

from __future__ import annotations

from importlib import import_module

from dashboard import catalog
from dashboard.labs.record import Claim, Lab, Part

WITHOUT = ("claims",)


def labs() -> tuple[Lab, ...]:
    """Every lab; its module is named like its page."""
    keys = (lens.key for lens in catalog.LABS if lens.key not in WITHOUT)
    return tuple(import_module(f"dashboard.labs.{key}").LAB for key in keys)


def claims() -> tuple[tuple[Claim, Lab, Part], ...]:
    """Every claim with its lab and the part that tries it, by number."""
    found = [
        (claim, lab, next(part for part in lab.parts if part.key == claim.part))
        for lab in labs()
        for claim in lab.claims
    ]
    return tuple(sorted(found, key=lambda entry: entry[0].number))
