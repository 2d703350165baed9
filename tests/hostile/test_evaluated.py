"""No text from outside is ever executed, and nothing is unpickled but what our workers send."""

import ast
import json
import re
import subprocess
import sys

import pytest
from hypothesis import assume, given, settings

from models import formula
from models.activations.symbolic import expression
from models.choices import ActivationChoice
from models.formula.operations import OPERATIONS
from tests.app_server import ROOT
from tests.hostile.texts import FORMULAS
from tests.models import formulas
from tests.test_house import sources

# Each call that makes something of a text or of bytes, and the only places that have it.
ALLOWED = {
    "exec": {"models/export.py"},  # the modules of our own table, never of a typed formula
    "eval": {"models/export.py"},
    # SymPy evaluates its texts: those of the table, and what our writer makes of a formula's tree.
    "sympify": {"models/activations/symbolic.py"},
}
WATCHED = frozenset(
    {
        *("eval", "exec", "compile", "__import__", "execfile", "input", "breakpoint"),
        *("system", "popen", "run_path", "literal_eval", "sympify", "parse_expr", "lambdify"),
        *("read_pickle", "unsafe_load", "full_load", "Unpickler"),
    }
)
FOREIGN = frozenset(
    {"pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal", "yaml", "ctypes"}
)
LOADED = frozenset({"torch.load", "numpy.load", "np.load", "pickle.loads", "pickle.load"})
TEMPLATES = " ".join(f"{entry.sympy} {entry.compared}" for entry in OPERATIONS.values())
SYMPY = frozenset({"pi", "exp", *re.findall(r"[A-Za-z]+", TEMPLATES)}) - {"x"}
WATCH = """
import json, sys
from models import formula, link
from models.formula.finite import gaps
texts = json.load(sys.stdin)
def attempt(text):
    try:
        typed = formula.parse(text)
        gaps(formula.key(typed), ())
        return True
    except formula.FormulaError:
        return False
for text in ("x", "tanh(2*x)*max(x,0)"):
    assert attempt(text)
link.read({"activations": "own_x_tx_p1", "dataset": "typed", "curve": "x", "loss": "mse"})
heard, on = [], [False]
FORBIDDEN = ("exec", "import", "open", "os.", "subprocess.", "socket.", "ctypes.", "pickle.")
def hook(event, arguments):
    if on[0] and event.startswith(FORBIDDEN):
        heard.append(event + " " + repr(arguments)[:80])
sys.addaudithook(hook)
on[0] = True
if sys.argv[1:] == ["break"]:
    eval("1")
usable = [text for text in texts if attempt(text)]
for text in texts:
    link.read({"curve": text, "activations": text, "own": text, "changes": text})
on[0] = False
print(json.dumps({"heard": heard, "usable": usable}))
"""


def watched(*arguments: str) -> dict[str, list[str]]:
    """What Python itself reports while hostile formulas are read, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *arguments],
        cwd=ROOT,
        input=json.dumps(FORMULAS),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_reading_a_formula_executes_opens_and_imports_nothing() -> None:
    found = watched()
    assert found["heard"] == []
    assert all("_" not in text and "'" not in text and len(text) <= 200 for text in found["usable"])
    assert watched("break")["heard"]  # the hook hears


@settings(max_examples=100)
@given(text=formulas.texts())
def test_the_text_for_sympy_names_nothing_but_functions_of_the_table(text) -> None:
    try:
        typed = formula.parse(text)
    except formula.FormulaError:
        assume(False)
    names = {node.id for node in ast.walk(ast.parse(typed.sympy)) if isinstance(node, ast.Name)}
    ours = {"x", *typed.hyperparameters}
    assert names - ours <= SYMPY
    assert not any(isinstance(node, ast.Attribute) for node in ast.walk(ast.parse(typed.sympy)))


@pytest.mark.parametrize("name", ["eval", "exec", "open", "lambda", "import_", "__class__"])
def test_a_name_of_python_is_refused_or_a_symbol(name: str) -> None:
    try:
        made = formula.parse(f"{name}*x")
    except formula.FormulaError:
        return
    found = expression(ActivationChoice(formula.key(made)))
    assert {str(symbol) for symbol in found.free_symbols} == {name, "x"}


def called(tree: ast.AST) -> list[tuple[str, str]]:
    """Each call as its last name and the whole of it: ``load``, ``torch.load``."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            whole = ast.unparse(node.func)
            bare = whole if isinstance(node.func, ast.Name) else node.func.attr
            found.append((bare, ast.unparse(node)))
    return found


def dangers(path: str, text: str) -> list[str]:
    """Calls and imports of a file that could run what somebody else wrote."""
    tree = ast.parse(text)
    method = {"compile", "run_path", "eval"}  # re.compile, net.eval(): only the built-in ones count
    calls = [
        f"{path}: {bare}"
        for bare, whole in called(tree)
        if bare in WATCHED
        and not (bare in method and not whole.startswith(bare))
        and path not in ALLOWED.get(bare, ())
    ]
    loads = [
        f"{path}: {whole}"
        for _, whole in called(tree)
        if whole.split("(")[0] in LOADED and ("allow_pickle=True" in whole or "torch" in whole[:6])
    ]
    names = [
        alias.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]
    imports = [f"{path}: import {name}" for name in names if name.split(".")[0] in FOREIGN]
    return [*calls, *loads, *imports]


def test_only_the_listed_places_execute_or_unpickle() -> None:
    files = [file for room in ("models", "dashboard", "pages") for file in sources(room)]
    assert len(files) > 100
    assert [danger for file in files for danger in dangers(*file)] == []


@pytest.mark.parametrize(
    "text",
    [
        "import pickle",
        "from yaml import load",
        "exec(text)",
        "eval(text)",
        "pandas.read_pickle(file)",
        "import torch\ntorch.load(file)",
        "np.load(file, allow_pickle=True)",
        "sympy.sympify(text)",
        "os.system(text)",
    ],
)
def test_a_place_that_is_not_listed_is_found(text: str) -> None:
    assert len(dangers("models/new.py", text)) == 1


def test_reading_patterns_and_evaluating_nets_is_no_danger() -> None:
    assert dangers("models/new.py", "import re\nre.compile('x')\nnet.eval()\nnp.load(file)") == []
