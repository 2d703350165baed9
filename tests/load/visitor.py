"""What a visitor of a workshop does: plays, changes a control now and then, changes pages."""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import dataclass, field
from itertools import count, pairwise

from tests.load.client import Session

PAGES = ("Units", "Activations", "Gradients", "Playground")
CONTROL = "Learning rate"
THINK = (15.0, 30.0)
EACH_PAGE = 3
BEGUN = 3
STEP = re.compile(r"\*\*Step ([\d,\u202f ]+)\*\*")


@dataclass
class Visitor:
    """A visitor and what was measured on the way.

    Parameters
    ----------
    session : Session
    seed : int
        Of when and what is changed.
    clicks : list of float
        Seconds from each change to the end of the script's answer.
    """

    session: Session
    seed: int
    clicks: list[float] = field(default_factory=list)

    async def arrive(self, after: float = 0) -> None:
        """Open the page after some seconds, press Play, and wait for the first pictures."""
        await asyncio.sleep(after)
        await self.session.open()
        await self.play()

    async def play(self) -> None:
        """Press Play, and wait for the first pictures."""
        await self.session.click("Play")
        while len(self.session.frames) < BEGUN:
            await asyncio.sleep(0.1)

    async def stay(self) -> None:
        """Change something every few seconds, for ever."""
        draws = random.Random(self.seed)
        for turn in count(1):
            await asyncio.sleep(draws.uniform(*THINK))
            if turn % EACH_PAGE == 0:
                taken = await self.session.visit(draws.choice(PAGES))
            else:
                taken = await self.session.slide(CONTROL, draws.randrange(2, 6))
            self.clicks.append(taken)

    @property
    def course(self) -> list[int]:
        """The steps that the status line has named, oldest first."""
        return [step for _, text in self.session.texts if (step := _step(text)) is not None]

    def steps(self, begin: float, end: float) -> float:
        """Steps a second between two moments: of the longest stretch without a new beginning."""
        seen = [(at, _step(text)) for at, text in self.session.texts if begin <= at <= end]
        known = [(at, step) for at, step in seen if step is not None]
        gained = sum(max(0, b - a) for (_, a), (_, b) in pairwise(known))
        return gained / (end - begin)


def _step(text: str) -> int | None:
    found = STEP.match(text)
    return int(re.sub(r"\D", "", found[1])) if found else None
