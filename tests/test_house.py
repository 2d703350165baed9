"""The rules of the house, applied to every file of the project."""

import os
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.config import get_config_options

from tests import house_rules as rules

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("models", "dashboard", "pages")
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
FILE_LINES, FUNCTION_LINES, PAGE_LINES = 250, 40, 80
# Made by a command, so not there in a fresh clone.
GENERATED = frozenset({".venv", ".venv/", "build/", "build/benchmark.json"})


def sources(folder: str, pattern: str = "*.py") -> Iterator[tuple[str, str]]:
    """The path, relative to the root, and the text of each file under `folder`."""
    for path in sorted((ROOT / folder).rglob(pattern)):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def project() -> list[tuple[str, str]]:
    """Every Python file of the project, and the JavaScript of the live pictures."""
    entry = [(path.name, path.read_text(encoding="utf-8")) for path in ROOT.glob("*.py")]
    rooms = [file for room in (*ROOMS, "tests") for file in sources(room)]
    return [*entry, *rooms, *sources("static", "*.js")]


def document(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "room", [*ROOMS, "dashboard/charts", "dashboard/panels", "models/measures"]
)
def test_no_import_points_the_wrong_way(room: str) -> None:
    files = list(sources(room))
    assert files
    assert [fault for file in files for fault in rules.forbidden_imports(*file)] == []


@pytest.mark.parametrize(
    ("room", "absent"),
    [("models", "streamlit altair pandas"), ("dashboard/charts", "streamlit")],
)
def test_a_room_is_imported_without_what_it_must_not_need(room: str, absent: str) -> None:
    names = [path.removesuffix(".py").replace("/", ".") for path, _ in sources(room)]
    modules = [name.removesuffix(".__init__") for name in names]
    script = f"import sys, {', '.join(modules)}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not set(absent.split()) & set(done.stdout.split())


@pytest.mark.parametrize("room", ["models", "dashboard"])
def test_modules_hold_no_state(room: str) -> None:
    files = list(sources(room))
    assert files
    assert [fault for file in files for fault in rules.module_state(*file)] == []


@pytest.mark.parametrize("room", ["models", "dashboard"])
def test_public_names_are_documented_and_typed(room: str) -> None:
    files = list(sources(room))
    assert files
    assert [fault for file in files for fault in rules.undocumented(*file)] == []


def test_files_are_short() -> None:
    files = dict(project())
    assert "streamlit_app.py" in files
    assert [fault for file in files.items() for fault in rules.long_file(*file, FILE_LINES)] == []


def test_pages_are_short() -> None:
    pages = list(sources("pages"))
    assert pages
    assert [fault for page in pages for fault in rules.long_file(*page, PAGE_LINES)] == []


def test_functions_are_short() -> None:
    python = [file for file in project() if file[0].endswith(".py")]
    assert [fault for file in python for fault in rules.long_functions(*file, FUNCTION_LINES)] == []


def test_the_entry_point_does_nothing_when_a_worker_imports_it() -> None:
    body = rules.ast.parse(document("streamlit_app.py")).body
    kinds = [type(node).__name__ for node in body]
    assert kinds[-1] == "If"
    assert rules.ast.unparse(body[-1]).startswith("if __name__ == '__main__':")
    assert set(kinds[:-1]) <= {"Expr", "FunctionDef"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_exact(name: str) -> None:
    assert "==" in document(name)
    assert rules.unpinned(document(name)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paths_in_the_documents_exist(name: str) -> None:
    paths = set(rules.named_paths(document(name))) - GENERATED
    assert name == "CHANGELOG.md" or paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_commands_are_documented_and_exist() -> None:
    targets = rules.make_targets(document("Makefile")) - {"venv", "venv-dev"}
    assert {"run", "test", "check", "fix", "bench", "clean"} <= targets
    assert rules.named_targets(document("README.md")) == targets - {"help"}
    assert rules.named_targets(document("CONTRIBUTING.md")) <= targets


def test_every_environment_variable_is_documented() -> None:
    code = [text for _, text in project()] + [document(".ci/install"), document("Makefile")]
    used = {name for text in code for name in re.findall(r"\bACTISCOPE_[A-Z]+\b", text)}
    assert "ACTISCOPE_BROWSER" in used
    explained = document("README.md") + document("CONTRIBUTING.md")
    assert [name for name in sorted(used) if f"`{name}" not in explained] == []


def test_streamlit_knows_every_setting() -> None:
    def flat(table: dict[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
        for key, value in table.items():
            if isinstance(value, dict):
                yield from flat(value, f"{prefix}{key}.")
            else:
                yield prefix + key, value

    settings = dict(flat(tomllib.loads(document(".streamlit/config.toml"))))
    assert settings.keys() <= get_config_options().keys()
    assert settings["runner.postScriptGC"] is False
    assert settings["server.enableStaticServing"] is True


def test_scripts_can_be_started() -> None:
    for name in (".ci/run", ".ci/install"):
        assert os.access(ROOT / name, os.X_OK), f"{name} is not executable"


def test_the_marks_need_no_font() -> None:
    drawings = list(sources("static/brand", "*.svg"))
    assert {Path(path).stem for path, _ in drawings} == {"mark", "wordmark-light", "wordmark-dark"}
    for path, text in drawings:
        tags = {element.tag.split("}")[1] for element in ElementTree.fromstring(text).iter()}
        assert "text" not in tags, f"{path} depends on a font"
