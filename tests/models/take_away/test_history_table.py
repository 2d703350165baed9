"""The table of a run's history: its numbers, as CSV and as Parquet."""

import csv
import io

import numpy as np
import pytest
from pyarrow import parquet

from models.config import RunConfig
from models.formula import key, parse
from models.history import History, extend
from models.take_away.history_table import history_table
from models.training import Budget, advance, begin, observe


def trained(steps, measures=("loss", "gradients"), **values):
    config = RunConfig(**values)
    state, history = begin(config), History.of(config)
    history = extend(history, observe(config, state, ()).readings)
    state, frame = advance(config, state, Budget(steps=steps), measures)
    return config, extend(history, frame.readings), frame


@pytest.fixture(scope="module")
def seeded():
    return trained(40, seeds=2, activations=("relu", "tanh"))


def test_there_is_a_row_for_each_step_and_net(seeded):
    config, history, _ = seeded
    columns = history_table(config, history).columns
    assert {len(column) for column in columns.values()} == {41 * 4}
    assert columns["step"][:8].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert columns["activation"][:4].tolist() == ["ReLU", "ReLU", "tanh", "tanh"]
    assert columns["seed"][:4].tolist() == [0, 1, 0, 1]
    assert columns["net"][:4].tolist() == [1, 2, 3, 4]
    assert columns["epoch"][-1] == 1


def test_its_numbers_are_those_of_the_history(seeded):
    config, history, _ = seeded
    columns = history_table(config, history).columns
    for name in ("train_loss", "test_loss", "train_accuracy", "test_accuracy"):
        np.testing.assert_array_equal(columns[name], history.series(name).ravel())
    np.testing.assert_array_equal(columns["gradient_rms_layer_2"], history.signal()[..., 1].ravel())
    weight = history.by_weight("weight_norm")[..., 2].ravel()
    np.testing.assert_array_equal(columns["weight_gradient_norm_output"], weight)
    dead = [reading.dead[0].mean(1) for reading in history.readings]
    np.testing.assert_array_equal(columns["dead_share_layer_1"], np.concatenate(dead))
    assert "train_r2" not in columns


def test_the_csv_says_the_same_to_the_last_digit(seeded):
    config, history, _ = seeded
    table = history_table(config, history)
    rows = list(csv.DictReader(io.StringIO(table.to_csv())))
    for name in ("test_loss", "update_ratio_layer_1"):
        found = [float(row[name] or "nan") for row in rows]
        np.testing.assert_array_equal(found, table.columns[name])
    assert rows[0]["update_ratio_layer_1"] == "" and rows[0]["diverged"] == "False"


def test_the_parquet_file_says_the_same(seeded):
    config, history, _ = seeded
    table = history_table(config, history)
    found = parquet.read_table(io.BytesIO(table.to_parquet({"configuration": config.to_json()})))
    assert found.column_names == list(table.columns)
    assert RunConfig.from_json(found.schema.metadata[b"configuration"].decode()) == config
    for name in found.column_names:
        values = [np.nan if value is None else value for value in found[name].to_pylist()]
        column = table.columns[name]
        np.testing.assert_array_equal(np.array(values, dtype=column.dtype), column)


def test_the_table_ends_at_the_moment_that_is_shown():
    config, history, frame = trained(131)
    columns = history_table(config, history, frame).columns
    assert columns["step"][-4:].tolist() == [130, 130, 131, 131]
    np.testing.assert_array_equal(columns["test_loss"][-2:], frame["loss"].test_loss)
    now = frame["gradients"].signal_rms[:, 1]
    np.testing.assert_array_equal(columns["gradient_rms_layer_2"][-2:], now)
    assert np.isnan(columns["dead_share_layer_1"][-2:]).all()
    earlier = observe(config, begin(config), ("loss",))
    assert set(history_table(config, history, earlier).columns["step"]) == {0}


def test_a_diverged_net_has_no_numbers():
    config, history, _ = trained(60, learning_rate=100.0, activations=("relu",), loss="mse")
    columns = history_table(config, history).columns
    lost = columns["diverged"]
    assert lost[-1] and not lost[0]
    assert np.isnan(columns["test_loss"][lost]).all()


def test_a_number_to_be_met_has_other_scores():
    config, history, _ = trained(5, dataset="sine", loss="mse")
    columns = history_table(config, history).columns
    assert {"train_r2", "test_rmse"} <= columns.keys() and "test_accuracy" not in columns


def test_a_formula_as_a_name_is_safe():
    config, history, _ = trained(1, activations=(key(parse("-x*tanh(x)")),))
    rows = list(csv.reader(io.StringIO(history_table(config, history).to_csv())))
    assert rows[1][1] == "'-x*tanh(x)"
