"""A served harness and a browser for the tests of the live pictures."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.app_server import ROOT, AppServer
from tests.browser_path import find_browser

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
LAUNCHER = "import runpy; runpy.run_module('tests.panels.harness', run_name='__main__')\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the harness, with the modules beside it as Streamlit wants them."""
    folder = tmp_path_factory.mktemp("harness")
    (folder / "app.py").write_text(LAUNCHER)
    (folder / "static").symlink_to(ROOT / "static")
    script = str(folder / "app.py")
    with AppServer(folder / "log.txt", script, PYTHONPATH=str(ROOT)) as server:
        yield server.url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=[*ARGUMENTS])
        yield browser
        browser.close()
