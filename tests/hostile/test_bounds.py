"""What keeps a hostile text small, each bound by itself."""

import time

import pytest

from dashboard import lesson
from dashboard.functions import selection
from dashboard.functions.chooser import offered
from dashboard.markdown import plain
from models import link
from models.choices import ActivationChoice, NetChoice
from models.composite import MAX_ACTIVATIONS, MAX_FORMULAS
from models.config import RunConfig
from models.datasets.own_text import reference
from models.fields import ConfigError


@pytest.mark.parametrize(
    "text", ["https://evil.example/x", "see HTTP://a.b", "www.evil.example", "me@evil.example"]
)
def test_no_address_in_a_text_becomes_a_link(text: str) -> None:
    assert text not in plain(text)
    assert plain(text).replace("\N{WORD JOINER}", "").replace("\\", "") == text


@pytest.mark.parametrize("rows", ["9" * 5_000, "²", "-1", ""])
@pytest.mark.parametrize("plane", ["²", "9" * 5_000, "1,²"])
def test_digits_that_are_no_number_are_read_as_none(rows: str, plane: str) -> None:
    found = reference(f"file;0;{rows};a,b;c;label;{plane}")
    assert found is not None and found.rows == 0 and set(found.plane) <= {0, 1}


def test_a_parameter_is_read_up_to_a_length() -> None:
    kept, notes = link.bounded({"noise": "9" * (link.LONGEST + 1), "seed": "3"})
    assert kept == {"seed": "3"} and len(notes) == 1 and len(notes[0]) < 200


def test_a_sentence_does_not_repeat_a_long_name() -> None:
    for name, text in (
        ("optimizer_hyperparameters", "m" * 30_000 + ":1"),
        ("activations", "relu(" + "m" * 30_000 + "=1)"),
        ("m" * 30_000, "1"),
    ):
        _, notes = link.read({name: text})
        assert len(notes) == 1 and len(notes[0]) < 900


def test_a_run_has_only_so_many_activations() -> None:
    names = tuple(f"elu(alpha={1 + at / 100})" for at in range(MAX_ACTIVATIONS + 1))
    config, notes = link.read({"activations": ",".join(names)})
    assert len(config.activations) == MAX_ACTIVATIONS and len(notes) == 1


def test_a_run_has_only_so_many_typed_formulas() -> None:
    names = [f"own_x_tx_p{at}" for at in range(MAX_FORMULAS + 1)]
    config, notes = link.read({"activations": ",".join([*names, "relu"])})
    assert len(config.activations) == MAX_FORMULAS and len(notes) == 1
    with pytest.raises(ConfigError, match=f"at most {MAX_FORMULAS} typed"):
        RunConfig(activations=(NetChoice.parse("|".join(names)),), hidden=(1,) * len(names))


def test_long_lists_are_read_in_part() -> None:
    began = time.perf_counter()
    assert len(lesson.read(",".join(f"n{at}" for at in range(8_000)))[1]) == lesson.MOST
    found = selection.read(",".join(f"own_x_tx_p{at}" for at in range(2_500)))
    assert len(found.choices) == MAX_FORMULAS and "2,500" in found.note.replace("\u202f", ",")
    assert time.perf_counter() - began < 5


def test_what_the_menu_has_forgotten_is_offered_all_the_same() -> None:
    choice = ActivationChoice("own_x_tx_p7")
    assert offered([], (choice,)) == [str(choice)]
