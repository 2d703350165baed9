"""Formulas that people type, as activations: everything that the table's entries have."""

import warnings

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings

from models import link
from models.activations import ACTIVATIONS, TYPED, find
from models.activations.propagation import density, depths
from models.activations.properties import properties
from models.activations.shape import curve, second_derivative, shape
from models.activations.symbolic import latex, writable
from models.choices import ActivationChoice, NetChoice
from models.config import RunConfig
from models.export import activation_module, pytorch_line, to_sequential
from models.fields import ConfigError
from models.formula import FormulaError, key, parse
from models.formula.finite import gaps
from models.snapshot import samples
from models.training import Budget, advance, begin, observe
from tests.models.formulas import TYPICAL, made_module, texts

MEASURES = ("loss", "boundary", "preactivations", "gradients", "units")
EXTREME = (
    *("log(x)", "1/x", "x/0", "0/x", "exp(exp(x))", "x^16", "x^x", "3", "0*x", "beta", "tan(x)"),
    *("log(-1 - abs(x))", "exp(1000*x)", "floor(x)", "1e6*x", "1e-12*x"),
    *("sinh(x)/x", "sqrt(1 - x^2)", "where(abs(x) < 3, x, 0/0)", "1/(x - x)", "sign(x)/x"),
)


def choice_of(text, **hyperparameters):
    return ActivationChoice(key(parse(text)), tuple(hyperparameters.items()))


def trained(*activations, steps=8, learning_rate=0.001, **fields):
    config = RunConfig(activations=activations, learning_rate=learning_rate, **fields)
    state, frame = advance(config, begin(config), Budget(steps=steps), MEASURES)
    return config, state, frame


def refusal(function, *arguments):
    """What a function says that cannot answer, or nothing; a warning is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            function(*arguments)
        except ValueError as error:
            return str(error)
    return ""


def looked_at(choice):
    """Every question that pages ask of an activation."""
    properties(choice)
    shape(choice)
    curve(choice, 4.0, 129)
    second_derivative(choice, np.linspace(-4, 4, 65))
    gaps(choice.key, tuple(choice.values.items()))
    for function, *given_to in ((density, 40), (depths, 3, 16, False), (depths, 3, 16, True)):
        said = refusal(function, choice, *given_to)
        assert not said or said.endswith(".")


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("max(0, x)", "relu"),
        ("x*sigmoid(x)", "silu"),
        ("where(x > 0, x, exp(x) - 1)", "elu"),
        ("tanh(x)", "tanh"),
        ("clip(x, -1, 1)", "hardtanh"),
    ],
)
def test_a_typed_twin_has_the_properties_of_the_entry(text, twin):
    typed, entry = properties(choice_of(text)), properties(ActivationChoice(twin))
    for name in typed.__dataclass_fields__:
        expected = getattr(entry, name)
        if isinstance(expected, float):
            expected = pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)
        assert getattr(typed, name) == expected, name


def test_a_typed_twin_trains_as_the_entry():
    _, _, frame = trained("silu", key(parse("x*sigmoid(x)")), steps=50, dtype="float64")
    first, second = frame["loss"].train_loss
    assert first == pytest.approx(second, rel=1e-9)


@pytest.mark.parametrize(("text", "hyperparameters"), TYPICAL)
def test_a_typical_formula_trains_and_is_exported(text, hyperparameters):
    net = NetChoice((choice_of(text, **hyperparameters),))
    config, state, frame = trained("relu", net, steps=1, dtype="float64")
    data = samples(config)
    with torch.no_grad():
        output = to_sequential(config, state, 1)(data.x_test).squeeze(1)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(output, data.y_test)
    expected = frame["loss"].test_loss[1]  # NaN for the last, which grows as exp(exp(x))
    assert loss.item() == pytest.approx(expected, rel=1e-12, nan_ok=True)


@pytest.mark.parametrize("text", EXTREME)
def test_an_extreme_formula_breaks_nothing(text):
    choice = choice_of(text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        looked_at(choice)
        _, state, frame = trained("relu", NetChoice((choice,)))
    assert state.divergence[0] is None
    assert np.isfinite(frame["loss"].train_loss[0])


@given(text=texts())
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_random_formula_can_be_looked_at_and_trains(text):
    try:
        choice = choice_of(text)
    except FormulaError:
        assume(False)
    looked_at(choice)
    config, state, _ = trained("relu", NetChoice((choice,)), hidden=(4,), samples=40, steps=3)
    assert link.read(link.write(config)) == (config, ())
    assert state.divergence[0] is None


def test_a_formula_goes_through_link_and_json_with_its_hyperparameters():
    net = NetChoice((choice_of("x*sigmoid(beta*x)", beta=2.5), ActivationChoice("relu")))
    config = RunConfig(activations=(net, "tanh"))
    assert link.read(link.write(config)) == (config, ())
    assert RunConfig.from_json(config.to_json()) == config
    assert config.nets[0].name == "x*sigmoid(beta*x), beta = 2.5 → ReLU"


def test_two_ways_to_write_a_formula_are_one_activation():
    assert choice_of("x * (sigmoid(x))") == choice_of("x*sigmoid(x)")
    with pytest.raises(ConfigError, match="same activation twice"):
        RunConfig(activations=("own_x_tsigmoid_ox_c", "own__ox_c_t_osigmoid_ox_c_c"))


@pytest.mark.parametrize(
    "text", ["own_", "own_x_", "own___import___o_c", "own_x_nreal", "own_" + "x" * 100_000]
)
def test_a_broken_key_in_a_link_is_one_sentence(text):
    config, notes = link.read({"activations": f"relu,{text}"})
    assert config == RunConfig()
    assert len(notes) == 1 and len(notes[0]) < 400


def test_a_formula_is_no_entry_of_the_table():
    entry = find(key(parse("x^2")))
    assert entry.family == TYPED
    assert entry.key not in ACTIVATIONS


def test_its_module_is_the_text_that_its_line_creates():
    choice = choice_of("x*sigmoid(beta*x)", beta=2.0)
    made = made_module(parse("x*sigmoid(beta*x)"), 2.0)
    z = torch.linspace(-3, 3, 7)
    assert pytorch_line(choice) == "Typed(beta=2.0)"
    assert torch.equal(made(z), activation_module(choice)(z))


def test_a_long_formula_is_not_written_out():
    deep = choice_of("sin(x*sin(x*sin(x*sin(x))))")
    assert not writable(deep)
    assert writable(choice_of("x*tanh(softplus(x))"))
    assert latex(choice_of("x^2"), 1) == "2 z"


def test_a_formula_is_measured_as_the_others_are():
    config = RunConfig(activations=("own_max_ox_k0_c",))
    frame = observe(config, begin(config), MEASURES)
    twin = observe(RunConfig(activations=("relu",)), begin(config), MEASURES)
    for typed, table in zip(
        frame["preactivations"].layers, twin["preactivations"].layers, strict=True
    ):
        assert (typed.dead == table.dead).all()
        assert (typed.zero_share == table.zero_share).all()
