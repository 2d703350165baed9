"""The component's address and the modules behind it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.panels.component import BOOTSTRAP, FOLDER, code_version

MODULES = sorted(FOLDER.glob("*.js"))
NODE_TESTS = sorted(Path(__file__).parent.glob("*.test.mjs"))


def test_the_bootstrap_is_short_and_not_taken_for_a_path() -> None:
    assert "\n" in BOOTSTRAP
    assert len(BOOTSTRAP) < 300


def test_the_version_depends_on_every_module(tmp_path: Path) -> None:
    folder = tmp_path / "panels"
    shutil.copytree(FOLDER, folder)
    assert code_version(folder) == code_version()
    seen = {code_version()}
    for path in folder.glob("*.js"):
        path.write_text(path.read_text() + " ")
        seen.add(code_version(folder))
    assert len(seen) == 1 + len(MODULES)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_imports_have_the_form_that_the_loader_finds(path: Path) -> None:
    text = path.read_text()
    found = re.findall(r'^import \{[^}]+\} from "\./([\w-]+\.js)";$', text, re.MULTILINE)
    assert len(found) == len(re.findall(r"^import\b", text, re.MULTILINE))
    assert all((FOLDER / name).is_file() for name in found)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
@pytest.mark.parametrize("path", NODE_TESTS, ids=lambda path: path.name)
def test_the_pure_modules(path: Path) -> None:
    done = subprocess.run(["node", "--test", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
