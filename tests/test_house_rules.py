"""Each rule of the house finds the fault that it is there for, and nothing in sound code."""

import pytest

from tests import house_rules as rules


@pytest.mark.parametrize(
    ("path", "source", "name"),
    [
        ("models/a.py", "import streamlit as st", "streamlit"),
        ("models/deep/a.py", "def f():\n    from pandas.api import types", "pandas"),
        ("models/a.py", "if TYPE_CHECKING:\n    import altair", "altair"),
        ("models/a.py", "from dashboard.words import GLOSSARY", "dashboard"),
        ("models/a.py", "importlib.import_module('streamlit.runtime')", "streamlit"),
        ("models/a.py", "from . import b", "relatively"),
        ("dashboard/a.py", "import pages.race", "pages"),
        ("dashboard/charts/a.py", "import torch.nn as nn", "torch"),
        ("dashboard/panels/payload.py", "import streamlit", "streamlit"),
        ("dashboard/panels/component.py", "import torch", "torch"),
        ("pages/race.py", "import altair as alt", "altair"),
    ],
)
def test_wrong_imports_are_found(path: str, source: str, name: str) -> None:
    assert rules.forbidden_imports(path, source) == [f"{path} imports {name}"]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("models/a.py", "import torch\nfrom models.network import trace"),
        ("dashboard/a.py", "import streamlit as st\nimport models"),
        ("dashboard/panels/component.py", "import streamlit as st"),
        ("pages/race.py", "from dashboard import shell\nimport streamlit as st"),
        ("modelsaurus/a.py", "import streamlit"),
    ],
)
def test_right_imports_pass(path: str, source: str) -> None:
    assert rules.forbidden_imports(path, source) == []


@pytest.mark.parametrize(
    "source",
    [
        "A = []",
        "A: dict[str, int] = {}",
        "A = {1, 2}",
        "A = [x for x in y]",
        "A = collections.defaultdict(list)",
        "A = dict[str, int]()",
        "A = (1, [2])",
        "A = [1] + B",
        "A = {} if B else None",
        "A = MappingProxyType({'a': [1]})",
        "A = tuple({} for _ in y)",
        "if B:\n    A = []",
        "try:\n    import x\nexcept ImportError:\n    A = []",
        "A = ProcessPoolExecutor(2)",
        "def f():\n    global A\n    A = 1",
    ],
)
def test_changeable_module_state_is_found(source: str) -> None:
    assert len(rules.module_state("a.py", source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "A = (1, 2)",
        "A = MappingProxyType({'a': (1,)})",
        "A = types.MappingProxyType({a.key: a for a in b})",
        "A = frozenset({1, 2})",
        "A = tuple([1, 2])",
        "A = Record([1, 2])",
        "__all__ = ['a']",
        "def f():\n    a = []\n    return a",
    ],
)
def test_frozen_module_constants_pass(source: str) -> None:
    assert rules.module_state("a.py", source) == []


def test_long_functions_are_found_and_the_longest_allowed_is_not() -> None:
    source = "def f():\n" + "    x = 1\n" * 4
    assert rules.long_functions("a.py", source, 5) == []
    assert rules.long_functions("a.py", source, 4) == ["a.py:1: f has 5 lines, more than 4"]
    nested = "class C:\n    async def g(self):\n" + "        x = 1\n" * 4
    assert len(rules.long_functions("a.py", nested, 4)) == 1


def test_long_files_are_found() -> None:
    assert rules.long_file("a.py", "x\n" * 3, 3) == []
    assert rules.long_file("a.py", "x\n" * 4, 3) == ["a.py has 4 lines, more than 3"]


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ('"""M."""\ndef f(a: int) -> int:\n    """F."""', 0),
        ('"""M."""\ndef _f(a): ...', 0),
        ("", 0),
        ("x = 1", 1),
        ('"""M."""\ndef f(a: int) -> int: ...', 1),
        ('"""M."""\ndef f(a) -> int:\n    """F."""', 1),
        ('"""M."""\ndef f(*a, **k):\n    """F."""', 1),
        ('"""M."""\nclass C:\n    """C."""\n    def g(self): ...', 2),
        ('"""M."""\nclass C:\n    x: int', 1),
    ],
)
def test_undocumented_names_are_found(source: str, faults: int) -> None:
    assert len(rules.undocumented("a.py", source)) == faults


def test_loose_requirements_are_found() -> None:
    exact = "# words\ntorch==2.13.0\nscikit-learn==1.9.1  # why\n\npytest[dev]==9.2.0\n"
    assert rules.unpinned(exact) == []
    loose = "torch>=2\nnumpy\npandas==3.*\n-r other.txt\n"
    assert rules.unpinned(loose) == ["torch>=2", "numpy", "pandas==3.*", "-r other.txt"]


def test_paths_of_a_document_are_found() -> None:
    text = (
        "`models/` and `streamlit_app.py`, not `st.logo` or `RunConfig`, ![a](docs/a.png) [b](#b)"
    )
    assert rules.named_paths(text) == ["models/", "streamlit_app.py", "docs/a.png"]


def test_targets_are_found() -> None:
    assert rules.make_targets("A := 1\nrun: venv\n\techo\nvenv-dev:\n") == {"run", "venv-dev"}
    assert rules.named_targets("make sure; `make run`\n```\nmake test\n```") == {"run", "test"}
