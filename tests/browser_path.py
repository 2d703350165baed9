"""Which browser the tests drive.

``python -m tests.browser_path`` prints the path of a browser that starts and installs one where
there is none. The order: what ``ACTISCOPE_BROWSER`` names, a Chromium or Chrome of this machine,
Playwright's own Chromium; then Debian's package (as root), then Playwright's download.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from tests.processes import stop_group

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
INSTALL_SECONDS = 600
START_SECONDS = 30


class BrowserNotFound(RuntimeError):
    """There is no browser to drive; the message is one line that says how to get one."""


def starts(path: str) -> bool:
    """Whether the browser at `path` runs (Ubuntu's chromium-browser may be an empty wrapper)."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=START_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def named() -> str | None:
    """The browser of ACTISCOPE_BROWSER; a name that leads nowhere is an error, not a hint."""
    name = os.environ.get("ACTISCOPE_BROWSER")
    if not name:
        return None
    path = shutil.which(name)
    if path is None or not starts(path):
        raise BrowserNotFound(
            f"ACTISCOPE_BROWSER names {name}, which is not a browser that starts."
        )
    return path


def of_this_machine() -> str | None:
    """The first Chromium or Chrome on PATH or among the applications of macOS."""
    found = [shutil.which(name) for name in ON_PATH]
    apps = [app for app in MAC_APPS if Path(app).exists()]
    return next((path for path in [*found, *apps] if path and starts(path)), None)


def of_playwright() -> str | None:
    """The Chromium that Playwright has downloaded, if it has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and starts(path) else None


def find_browser() -> str:
    """The path of a browser that starts; installs nothing.

    Raises
    ------
    BrowserNotFound
        If there is none, or if ACTISCOPE_BROWSER names none.
    """
    path = named() or of_this_machine() or of_playwright()
    if path is None:
        raise BrowserNotFound(
            "No browser for the tests: install Chromium or Chrome, or name one with "
            "ACTISCOPE_BROWSER=/path/to/chromium."
        )
    return path


def is_debian() -> bool:
    """Whether this is Debian (Ubuntu's chromium package only points to a snap)."""
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


def install_ways() -> list[list[list[str]]]:
    """The ways to get a browser here, the surest first; each is a list of commands."""
    download = [sys.executable, "-m", "playwright", "install", "chromium"]
    if os.geteuid() != 0:
        return [[download]]
    download = [*download, "--with-deps"]
    if not is_debian():
        return [[download]]
    packages = ["chromium", "fonts-dejavu-core"]
    package = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages]
    return [[["apt-get", "-qq", "update"], package], [download]]


def succeeds(command: list[str]) -> bool:
    """Run `command` within the time limit; what it says goes to stderr."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        process = subprocess.Popen(
            command, stdout=sys.stderr, env=environment, start_new_session=True
        )
    except OSError:
        return False
    try:
        return process.wait(INSTALL_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        stop_group(process)


def find_or_install() -> str:
    """The path of a browser that starts, installed if there is none.

    Raises
    ------
    BrowserNotFound
        If none is there and none can be had, or if ACTISCOPE_BROWSER names none.
    """
    for way in install_ways():
        try:
            return find_browser()
        except BrowserNotFound:
            if os.environ.get("ACTISCOPE_BROWSER"):
                raise
        print("No browser for the tests yet: installing Chromium ...", file=sys.stderr)
        all(succeeds(command) for command in way)
    return find_browser()


def main() -> int:
    """Print the path of the browser, or one line that says how to get one."""
    try:
        print(f"Browser of the tests: {find_or_install()}")
    except BrowserNotFound as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
