"""The order in which the tests look for a browser, and what happens where there is none."""

import os
import sys
from pathlib import Path

import pytest

from tests import browser_path
from tests.browser_path import BrowserNotFound, find_browser, find_or_install, main


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without any browser; programs put into the folder are on its PATH."""
    monkeypatch.delenv("ACTISCOPE_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser_path, "MAC_APPS", ())
    monkeypatch.setattr(browser_path, "of_playwright", lambda: None)
    monkeypatch.setattr(browser_path, "install_ways", lambda: [])
    return tmp_path


def put_program(path: Path, status: int = 0) -> str:
    path.write_text(f"#!/bin/sh\nexit {status}\n")
    path.chmod(0o755)
    return str(path)


def test_the_named_browser_comes_first(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put_program(bare_machine / "chromium")
    mine = put_program(tmp_path / "mine")
    monkeypatch.setenv("ACTISCOPE_BROWSER", mine)
    assert find_browser() == mine


def test_chromium_comes_before_chrome(bare_machine: Path) -> None:
    put_program(bare_machine / "google-chrome")
    assert find_browser() == str(bare_machine / "google-chrome")
    put_program(bare_machine / "chromium")
    assert find_browser() == str(bare_machine / "chromium")


def test_a_wrapper_that_does_not_start_is_passed_over(bare_machine: Path) -> None:
    put_program(bare_machine / "chromium-browser", status=1)
    put_program(bare_machine / "google-chrome-stable")
    assert find_browser() == str(bare_machine / "google-chrome-stable")


def test_an_application_of_macos_is_found(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = put_program(bare_machine / "Google Chrome")
    monkeypatch.setattr(browser_path, "MAC_APPS", (str(bare_machine / "absent"), app))
    assert find_browser() == app


def test_playwrights_own_browser_comes_last(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser_path, "of_playwright", lambda: "/playwright/chrome")
    assert find_browser() == "/playwright/chrome"
    put_program(bare_machine / "chromium")
    assert find_browser() == str(bare_machine / "chromium")


@pytest.mark.parametrize("status", [None, 1])
def test_a_wrong_name_is_an_error_in_one_line(
    bare_machine: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    status: int | None,
) -> None:
    put_program(bare_machine / "chromium")
    mine = bare_machine / "mine"
    if status is not None:
        put_program(mine, status)
    monkeypatch.setenv("ACTISCOPE_BROWSER", str(mine))
    assert main() == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"ACTISCOPE_BROWSER names {mine}, which is not a browser that starts.\n"


def test_no_browser_is_an_error_in_one_line_that_says_what_to_do(
    bare_machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main() == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "ACTISCOPE_BROWSER=/path/to/chromium" in told


def test_the_next_way_is_tried_where_the_first_fails(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = bare_machine / "never"
    ways = [
        [[put_program(bare_machine / "fails", status=1)], ["/bin/sh", "-c", f"> {never}"]],
        [["/no/such/program"]],
        [["/bin/cp", put_program(bare_machine / "ready"), str(bare_machine / "chromium")]],
    ]
    monkeypatch.setattr(browser_path, "install_ways", lambda: ways)
    assert find_or_install() == str(bare_machine / "chromium")
    assert not never.exists()


def test_an_install_that_hangs_is_given_up(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser_path, "INSTALL_SECONDS", 0.1)
    monkeypatch.setattr(browser_path, "install_ways", lambda: [[["/bin/sleep", "60"]]])
    with pytest.raises(BrowserNotFound, match="install Chromium"):
        find_or_install()


@pytest.mark.parametrize(
    ("user", "debian", "first", "ways"),
    [(0, True, "apt-get", 2), (0, False, sys.executable, 1), (1000, True, sys.executable, 1)],
)
def test_only_root_on_debian_installs_the_package(
    monkeypatch: pytest.MonkeyPatch, user: int, debian: bool, first: str, ways: int
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(browser_path, "is_debian", lambda: debian)
    found = browser_path.install_ways()
    assert found[0][0][0] == first
    assert len(found) == ways
    assert ("--with-deps" in found[-1][-1]) == (user == 0)
