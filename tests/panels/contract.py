"""What every view of kind "playground" keeps: `check_view` fails where one does not."""

from collections.abc import Mapping
from typing import Any

import numpy as np

FORMATS = ("loss", "percent", "r2", "gradient")
SLOTS = ("loss", "accuracy", "r2", "gradient")


def check_view(view: Mapping[str, Any]) -> None:
    """Fail unless `view` is a complete Playground view."""
    nets = view["nets"]
    assert view["kind"] == "playground"
    assert view["note"] is None or view["note"]
    assert 1 <= len(nets) <= 4
    assert 1 <= len(view["layers"]) <= 4
    for words in (view["title"], view["announce"]):
        assert isinstance(words, str) and words
    for net in nets:
        check_colour(net["colour"])
        assert all(net[word] for word in ("name", "headline", "caption"))
    check_plane(view["plane"])
    check_samples(view["samples"], view["plane"])
    assert [field["net"] for field in view["fields"]] == list(range(len(nets)))
    for field in view["fields"]:
        check_field(field, view["plane"])
    for chart in view["charts"]:
        check_chart(chart, len(nets))
    for layer in view["layers"]:
        check_layer(layer, len(nets))


def check_array(array: Any, dtype: type[np.generic], *shape: int) -> None:
    """Fail unless `array` has this type and shape."""
    assert isinstance(array, np.ndarray)
    assert (array.dtype, array.shape) == (np.dtype(dtype), shape)


def check_colour(colour: Mapping[str, str]) -> None:
    """Fail unless there is a hexadecimal colour for each mode."""
    assert set(colour) == {"light", "dark"}
    assert all(len(text) == 7 and int(text[1:], 16) >= 0 for text in colour.values())


def check_words(picture: Mapping[str, Any]) -> None:
    """Fail unless the picture has its sentence and its text alternative."""
    assert isinstance(picture["sentence"], str)
    assert isinstance(picture["error"], bool)
    assert picture["aria"]


def check_plane(plane: Mapping[str, Any]) -> None:
    """Fail unless the plane says what its kind of field needs."""
    for low, high in (plane["x"], plane["y"]):
        assert low < high
    if plane["kind"] == "classes":
        assert 3 <= plane["classes"] <= 10
        assert plane["numerals"] == (plane["classes"] > 4)
    if plane["kind"] == "surface":
        scale = plane["scale"]
        assert all(scale["low"] < level < scale["high"] for level in scale["levels"])
        check_ticks(scale["ticks"], scale["low"], scale["high"])
    if plane["kind"] == "curve":
        check_array(plane["truth"], np.float32, 257)
        check_ticks(plane["x_ticks"], *plane["x"])
        check_ticks(plane["y_ticks"], *plane["y"])
        left, right = plane["covered"]
        assert plane["x"][0] <= left < right <= plane["x"][1]


def check_ticks(ticks: Any, low: float, high: float) -> None:
    """Fail unless there are three ticks with texts of their own inside the axis."""
    assert len({text for _, text in ticks}) == 3
    assert all(low <= value <= high for value, _ in ticks)


def check_samples(samples: Mapping[str, Any], plane: Mapping[str, Any]) -> None:
    """Fail unless each sample has a place and what its colour is made of."""
    classes = plane.get("classes", 2)
    for part in ("train", "test"):
        count = len(samples[part])
        check_array(samples[part], np.float32, count, 2)
        if plane["kind"] == "surface":
            check_array(samples[f"{part}_value"], np.float32, count)
        if plane["kind"] in ("binary", "classes"):
            check_array(samples[f"{part}_class"], np.uint8, count)
            assert set(np.unique(samples[f"{part}_class"])) <= set(range(classes))


def check_field(field: Mapping[str, Any], plane: Mapping[str, Any]) -> None:
    """Fail unless the arrays are pictures of one size."""
    kinds = {
        "binary": {"shade": np.uint8, "level": np.int16},
        "classes": {"winner": np.uint8, "share": np.uint8, "margin": np.int16},
        "surface": {"surface": np.int16},
        "curve": {"curve": np.float32},
    }
    arrays = kinds[plane["kind"]]
    shape = field[next(iter(arrays))].shape
    assert len(shape) == (1 if plane["kind"] == "curve" else 2)
    for name, dtype in arrays.items():
        check_array(field[name], dtype, *shape)
    if plane["kind"] == "classes":
        assert (field["winner"] < plane["classes"]).all()
        assert (field["margin"] > 0).all()
    check_words(field)


def check_chart(chart: Mapping[str, Any], nets: int) -> None:
    """Fail unless the lines of the chart stand over its steps, inside its axes."""
    count = len(chart["steps"])
    check_array(chart["steps"], np.float32, count)
    assert (np.diff(chart["steps"]) > 0).all()
    assert chart["slot"] in SLOTS
    assert chart["format"] in FORMATS
    assert chart["net"] is None or 0 <= chart["net"] < nets
    assert not count or chart["steps"][-1] <= chart["x"]["high"]
    assert chart["y"]["low"] < chart["y"]["high"]
    assert chart["y"]["scale"] == "linear" or chart["y"]["low"] > 0
    for axis in (chart["x"], chart["y"]):
        assert all(isinstance(text, str) for _, text in axis["ticks"])
    for line in chart["lines"]:
        check_array(line["values"], np.float32, count)
        check_colour(line["colour"])
        assert isinstance(line["name"], str)
        assert line["label"] is None or line["name"]
    for band in chart["bands"]:
        check_array(band["low"], np.float32, count)
        check_array(band["high"], np.float32, count)
    check_words(chart)


def check_layer(layer: Mapping[str, Any], nets: int) -> None:
    """Fail unless the column has one text, or one panel per net."""
    assert layer["heading"]
    if layer["text"]:
        assert layer["panels"] == []
        return
    assert [panel["net"] for panel in layer["panels"]] == list(range(nets))
    assert max(layer["ticks"]) <= layer["limit"] and min(layer["ticks"]) >= -layer["limit"]
    for panel in layer["panels"]:
        count = len(panel["z"])
        for curve in ("z", "f", "slope"):
            check_array(panel[curve], np.float32, count)
        check_array(panel["counts"], np.float32, len(panel["counts"]))
        check_array(panel["flat"], np.uint8, len(panel["counts"]))
        low, high = panel["central"]
        assert low <= high
        check_colour(panel["colour"])
        check_words(panel)
