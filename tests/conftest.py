"""What every test can ask for; see also tests/browser/conftest.py."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.app_server import AppServer

BROWSER_TESTS = Path(__file__).parent / "browser"

# A busy machine is no fault of the code, and a run of the tests shall find what the last one found.
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in tests/browser, and run it last.

    Last, because quick tests should fail first, and because Playwright keeps an event loop in the
    main thread for as long as its browser lives.
    """
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: BROWSER_TESTS in item.path.parents)


def fail_on(tracebacks: list[str]) -> None:
    """Fail with the tracebacks of the server's log, if there are any."""
    if tracebacks:
        pytest.fail("The server's log holds a traceback:\n" + "\n".join(tracebacks), pytrace=False)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The real app, one for all tests: `url`, `pid`, `workers()`, `log()`.

    A traceback in its log fails the test in which it appears. A test that provokes one says so
    with `server.expect_traceback("some words of it")`.
    """
    folder = tmp_path_factory.mktemp("server")
    with AppServer(folder / "log.txt", ACTISCOPE_CACHE=str(folder / "cache")) as app:
        yield app
        fail_on(app.unexpected_tracebacks())


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what sweeps measure in a folder of the tests, not in that of the user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTISCOPE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def server_log_without_tracebacks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Charge a traceback in the server's log to the test during which it was written."""
    if "server" not in request.fixturenames:
        yield
        return
    app = request.getfixturevalue("server")
    yield
    fail_on(app.unexpected_tracebacks())
