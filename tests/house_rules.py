"""The rules of the house as functions: each takes source and returns what is wrong with it.

tests/test_house.py applies them to the project, tests/test_house_rules.py to snippets that break
them.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from types import MappingProxyType

Function = ast.FunctionDef | ast.AsyncFunctionDef

FORBIDDEN_IMPORTS = MappingProxyType(
    {
        "models": ("streamlit", "altair", "pandas", "dashboard", "pages", "streamlit_app"),
        "dashboard": ("pages", "streamlit_app"),
        "dashboard/charts": ("streamlit", "torch"),
        "dashboard/panels": ("streamlit", "torch"),
        "pages": ("altair", "torch", "streamlit_app"),
    }
)
ALLOWED_IMPORTS = frozenset({("dashboard/panels/component.py", "streamlit")})
DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_TYPES = frozenset(
    {
        *("list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "Counter", "deque"),
        *("Queue", "Lock", "RLock", "ThreadPoolExecutor", "ProcessPoolExecutor"),
        *("WeakKeyDictionary", "WeakValueDictionary", "SimpleNamespace"),
    }
)
FREEZERS = frozenset({"MappingProxyType", "tuple", "frozenset"})


def called_name(node: ast.expr) -> str:
    """The last name of what is called: ``deque`` for ``collections.deque(...)``."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Subscript):
        node = node.value
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def imported_modules(tree: ast.AST) -> Iterator[str]:
    """Every module that the source names in an import, wherever in the file it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.Call) and called_name(node) in ("import_module", "__import__"):
            yield from (str(word.value) for word in node.args if isinstance(word, ast.Constant))


def forbidden_imports(path: str, source: str) -> list[str]:
    """The imports of the file at `path` that point the wrong way: pages, dashboard, models."""
    rooms = [room for room in FORBIDDEN_IMPORTS if PurePosixPath(path).is_relative_to(room)]
    forbidden = {name for room in rooms for name in FORBIDDEN_IMPORTS[room]}
    tops = {module.split(".")[0] for module in imported_modules(ast.parse(source))}
    return [
        f"{path} imports {name or 'relatively'}"
        for name in sorted(tops)
        if (name in forbidden or not name) and (path, name) not in ALLOWED_IMPORTS
    ]


def is_mutable(value: ast.expr | None) -> bool:
    """Whether the expression makes a container that can be changed, at its top or inside.

    A container inside ``MappingProxyType``, ``tuple`` or ``frozenset`` is frozen by it, what the
    container holds is not. Other calls are taken at their word: a record is frozen by its class.
    """
    if isinstance(value, ast.Call):
        if called_name(value) in FREEZERS:
            return any(is_mutable(part) for frozen in value.args for part in parts(frozen))
        return called_name(value) in MUTABLE_TYPES
    if isinstance(value, DISPLAYS):
        return True
    return value is not None and any(is_mutable(part) for part in parts(value))


def parts(value: ast.expr) -> list[ast.expr]:
    """The expressions whose values end up in the value of this one."""
    match value:
        case ast.Dict():
            return [*value.values]
        case ast.DictComp():
            return [value.value]
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            return [value.elt]
        case ast.List() | ast.Set() | ast.Tuple():
            return value.elts
        case ast.IfExp():
            return [value.body, value.orelse]
        case ast.BoolOp():
            return value.values
        case ast.BinOp():
            return [value.left, value.right]
        case ast.NamedExpr() | ast.Starred():
            return [value.value]
    return []


def module_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run on import, those under ``if``, ``try`` and ``with`` included."""
    for node in body:
        yield node
        if not isinstance(node, Function | ast.ClassDef):
            inner = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
            handlers = [h for h in ast.iter_child_nodes(node) if isinstance(h, ast.ExceptHandler)]
            yield from module_statements([*inner, *(s for h in handlers for s in h.body)])


def module_state(path: str, source: str) -> list[str]:
    """Module-level names that hold something changeable, and functions that rebind one."""
    tree = ast.parse(source)
    found = []
    for node in module_statements(tree.body):
        if isinstance(node, ast.Assign | ast.AnnAssign) and is_mutable(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = ", ".join(ast.unparse(target) for target in targets)
            if names != "__all__":
                found.append(f"{path}:{node.lineno}: {names} can be changed: freeze it")
    found += [
        f"{path}:{node.lineno}: global {', '.join(node.names)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    return found


def long_functions(path: str, source: str, most: int) -> list[str]:
    """The functions with more than `most` lines, docstring included."""
    return [
        f"{path}:{node.lineno}: {node.name} has {length} lines, more than {most}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, Function)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > most
    ]


def long_file(path: str, source: str, most: int) -> list[str]:
    """The file itself, if it has more than `most` lines."""
    length = len(source.splitlines())
    return [f"{path} has {length} lines, more than {most}"] if length > most else []


def public_definitions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """The public functions, classes and methods, each with its dotted name."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node.body, f"{prefix}{node.name}.")


def unannotated(node: Function) -> list[str]:
    """The parameters without a type, and "return" if that has none."""
    named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    named += [extra for extra in (node.args.vararg, node.args.kwarg) if extra]
    missing = [arg.arg for arg in named if not arg.annotation and arg.arg not in ("self", "cls")]
    return missing + ([] if node.returns else ["return"])


def undocumented(path: str, source: str) -> list[str]:
    """Public names without a docstring or without all their types, and a module without words."""
    tree = ast.parse(source)
    found = [] if ast.get_docstring(tree) or not tree.body else [f"{path} has no docstring"]
    for name, node in public_definitions(tree.body):
        where = f"{path}:{getattr(node, 'lineno', 0)}: {name}"
        if isinstance(node, Function | ast.ClassDef) and not ast.get_docstring(node):
            found.append(f"{where} has no docstring")
        if isinstance(node, Function) and unannotated(node):
            found.append(f"{where} has no type for {', '.join(unannotated(node))}")
    return found


def unpinned(text: str) -> list[str]:
    """The requirements that do not name one exact version."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    exact = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\d[A-Za-z0-9.+!]*")
    return [line for line in lines if line and not exact.fullmatch(line)]


def named_paths(text: str) -> list[str]:
    """The paths of this project that a document names: in backticks or as the goal of a link."""
    suffixes = r"\.(py|toml|md|txt|js|css|yml|svg|png|json)"
    ticked = re.findall(r"`([\w./-]+)`", text)
    linked = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    return [*(name for name in ticked if "/" in name or re.search(suffixes + "$", name)), *linked]


def make_targets(makefile: str) -> set[str]:
    """The targets that a Makefile defines."""
    return set(re.findall(r"^([a-z][\w-]*):(?!=)", makefile, re.MULTILINE))


def named_targets(text: str) -> set[str]:
    """The targets that a document tells the reader to make."""
    code = "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))
    return set(re.findall(r"\bmake ([a-z][\w-]*)", code))
