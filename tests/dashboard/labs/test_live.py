"""When the whole page of a lab is drawn again."""

from types import SimpleNamespace

import pytest

from dashboard.labs import live


class AgainError(Exception):
    """The page is drawn again."""


@pytest.fixture
def page(monkeypatch):
    def again():
        raise AgainError

    monkeypatch.setattr(live.st, "rerun", again)


@pytest.mark.parametrize(("moving", "going"), [(False, True), (True, False)])
def test_a_run_that_begins_or_ends_draws_the_page_again(page, moving, going):
    """The timer of a part of the page is set with the whole page alone."""
    job = SimpleNamespace(going=going, advance=lambda: None)
    with pytest.raises(AgainError):
        live._tick(None, None, job, {}, moving)
