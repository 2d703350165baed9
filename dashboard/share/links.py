"""The link of a run: where it leads, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit, urlunsplit

from dashboard import arrival, catalog, lesson, session
from dashboard.run import Run
from models import link
from models.config import RunConfig

LOCAL = ("localhost", "127.0.0.1", "::1", "0.0.0.0")


def address(page: str, query: Mapping[str, str]) -> str:
    """The address of a page with a query in it; what is readable in a link stays so.

    Parameters
    ----------
    page : str
        Its address as it stands.
    query : mapping
    """
    parts = urlsplit(page)
    text = urlencode(query, safe=",:|()=;")
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", text, ""))


def query(
    run: Run, lens: catalog.Lens, taught: lesson.Lesson | None = None, moment: bool = False
) -> dict[str, str]:
    """What the link of a run holds.

    Parameters
    ----------
    run : Run
    lens : Lens
        The page on which it opens.
    taught : Lesson or None
        The controls that it shows; None for those of this session.
    moment : bool
        Whether it leads to the step that is shown.
    """
    found = session.address(run.config, lens)
    if taught is not None:
        found[lesson.PARAMETER] = lesson.write(taught)
    if moment:
        found[arrival.PARAMETER] = str(run.shown_step)
    return found


def briefly(whole: Mapping[str, str]) -> dict[str, str]:
    """The query without the fields that stand at their defaults, for a code that is not too fine.

    It opens the same run as long as the defaults stay what they are.
    """
    plain = link.write(RunConfig())
    return {name: text for name, text in whole.items() if plain.get(name) != text}


def reaches(run: Run) -> bool:
    """Whether a link can lead to the moment that is shown."""
    return not run.playing and not run.stale and 0 < run.shown_step <= arrival.MOST


def local(page: str) -> bool:
    """Whether the address of a page is known on this computer alone.

    >>> local("http://localhost:8501/race"), local("http://192.168.1.7:8501/")
    (True, False)
    """
    return urlsplit(page).hostname in LOCAL
