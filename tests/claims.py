"""The list of claims in docs/claims.md, tried: ``python -m tests.claims``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dashboard.labs.record import Claim, Lab, Part, Verdict
from dashboard.labs.table import claims
from dashboard.labs.truths import HOLDS
from models.devices import one_thread
from models.labs.stage import finish

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "claims.md"
HEAD = """\
# Claims

What is said about activation functions, and what an experiment says.
`make labs` writes this page: it runs each experiment as the page *Claims* does.
"""


def tried(claim: Claim, part: Part) -> Verdict:
    """What the experiment says about a claim."""
    with one_thread():
        return claim.verdict(
            finish(part.experiment, part.asked(part.defaults | dict(claim.settings)))
        )


def heading(claim: Claim) -> str:
    """The first line of a claim."""
    return f"## {claim.number}. “{claim.quote}”"


def told(claim: Claim, lab: Lab, part: Part) -> Iterator[str]:
    """What the document says of a claim before its verdict, line by line."""
    yield heading(claim)
    yield ""
    yield f"*{claim.source}.* {claim.correction}"
    yield ""
    yield f"Experiment: *{lab.title}*, {part.title.lower()}."


def document() -> str:
    """The whole page; this tries every claim."""
    lines = [HEAD]
    for claim, lab, part in claims():
        verdict = tried(claim, part)
        lines += [*told(claim, lab, part), f"**{HOLDS[verdict.holds]}** {verdict.text}", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
