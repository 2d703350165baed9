"""The server goes away and comes back under a page that stays open."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.app_server import AppServer
from tests.browser import app


def test_an_open_page_finds_the_restarted_server(browser: Browser, tmp_path: Path) -> None:
    with AppServer(tmp_path / "first.txt") as server:
        page = browser.new_page(base_url=server.url)
        app.open_app(page, "/?seed=7&speed=1")
        app.press(page, "play")
        app.wait_for_step(page, 5)
    address = page.url
    with AppServer(tmp_path / "second.txt", port=server.port) as server:
        said = page.get_by_text("begins anew at step 0, with the same settings")
        expect(said).to_be_visible(timeout=app.PATIENCE * 1000)
        assert app.step(page) == 0 and page.url == address
        app.press(page, "play")
        app.wait_for_step(page, 5)
        expect(said).to_be_hidden()
        expect(app.field(page, "ReLU")).to_be_visible()
        page.close()
        assert server.unexpected_tracebacks() == []
