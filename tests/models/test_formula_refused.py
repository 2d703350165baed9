"""What is no formula is refused: at once, with one sentence, and with the place."""

import gc
import re
import time
import tracemalloc
from pathlib import Path

import pytest

from models.formula import FormulaError, parse
from models.formula.limits import MAX_LENGTH
from models.formula.operations import FUNCTIONS, OPERATIONS

FLOOD = 1 << 20
# No letter, no sign, but a line break, a zero, marks of direction, half a pair of surrogates ...
INVISIBLE = (
    *range(0x20),
    *(0x7F, 0x85, 0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x202E, 0x2028, 0x2029, 0x2060),
    *(0xFEFF, 0xFFFD, 0xD800, 0xE0041, 0x10FFFF),
)


def nested():
    """Texts that are too long, too deep or too large."""
    return [
        "",
        " ",
        " " * MAX_LENGTH,
        "x" * 21,
        "x" * MAX_LENGTH,
        "a" * FLOOD,
        "(" * FLOOD,
        "(" * 100 + "x" + ")" * 99,
        "(" * 99 + "x" + ")" * 99,
        "(" * 21 + "x" + ")" * 21,
        "[" * 100,
        "-" * 150 + "x",
        "-" * FLOOD,
        "not " * 40 + "x",
        "+" * 199 + "x",
        "--" * 30 + "x",
        "x" + "+x" * 99,
        "x" + "+x" * 60,
        "x" + "^2" * 60,
        "2" + "^2" * 99,
        "9" + "**9" * 60,
        "x" + "*x" * FLOOD,
        "9" * MAX_LENGTH,
        "9" * FLOOD,
        "0." + "0" * 150 + "1",
        "exp(" * 21 + "x" + ")" * 21,
        "exp(" * 49,
        "abs(" * 15 + "x" + ")" * 15,
        "where(x > 0, " * 14 + "x" + ", 0)" * 14,
        "max(" + "x," * 90 + "x)",
        "x if x > 0 else " * 11 + "1 if x < 1 else",
        "\x00" * FLOOD,
        "é" * FLOOD,
        "x" + "\n" * 100,
        *(f"x{chr(code)}+ 1" for code in INVISIBLE),
    ]


LINES = (Path(__file__).parent / "formulas_refused.txt").read_text(encoding="utf-8").splitlines()
REFUSED = [*LINES, *nested()]


def refusal(text):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    return caught.value


def shown(text):
    return ascii(text[:24])


def test_there_are_enough():
    assert len(REFUSED) > 300


@pytest.mark.parametrize("text", REFUSED, ids=shown)
def test_it_is_refused_with_one_sentence_and_the_place(text):
    error = refusal(text)
    assert 0 <= error.position < max(len(text), 1)
    message = str(error)
    assert message == error.message
    assert message[0].isupper() or message.split()[0] in OPERATIONS
    assert message.endswith(".")
    assert not re.search(r"[.!?] +[A-Z]", message)
    assert "\n" not in message
    assert len(message) < 320


def test_each_is_refused_at_once():
    for text in REFUSED:
        spent = []
        for _ in range(3):
            before = time.process_time()
            refusal(text)
            spent.append(time.process_time() - before)
        assert min(spent) < 0.05, f"{shown(text)} took {min(spent):.3f} s"


def test_nothing_is_kept_of_what_was_refused():
    def all_of_them():
        for text in REFUSED:
            refusal(text)
        gc.collect()

    all_of_them()
    tracemalloc.start()
    try:
        all_of_them()
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(3):
            all_of_them()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 20_000


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("2x", 1, "write 2*x"),
        ("x + 2 sin(x)", 6, "write 2*sin"),
        ("sin x", 4, "write sin(x)"),
        ("1 + ReLU(x)", 4, "write relu"),
        ("x + α", 4, "greek small letter alpha"),
        ("\u0445 + 1", 0, "cyrillic small letter ha"),
        ("x = 1", 2, "compare with =="),
        ("x\x00", 1, "U+0000"),
        ("x + foo(x)", 4, "The functions are exp"),
        ("x + z", 4, "The name z"),
        ("x + lambda", 4, "The name lambda"),
        ("x + 9^9^9", 6, "at most 1,000,000"),
        ("x + 1/0", 4, "A number is finite"),
        ("x·x²²", 4, "A raised digit"),
        ("x + x^17", 6, "An exponent lies"),
        ("max(x, 1", 3, "add a )"),
        ("x + 1)", 5, "delete it"),
        ("where(x, 1, 0)", 6, "A condition"),
        ("x*(x > 0)", 3, "use it as in"),
        ("clip(x, 1)", 0, "write clip(x, a, b)"),
        ("x + a*b*c*d*k", 12, "k is one more"),
        ("x" * (MAX_LENGTH + 1), MAX_LENGTH, "201"),
    ],
)
def test_the_place_and_the_advice(text, position, words):
    error = refusal(text)
    assert error.position == position
    assert words in str(error)


def test_every_function_is_named_where_an_unknown_one_is_refused():
    message = str(refusal("foo(x)"))
    assert [name for name in FUNCTIONS if name not in message] == []
