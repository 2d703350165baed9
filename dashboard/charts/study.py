"""Time series to be studied: zoom, readout at the nearest step, export as SVG and PNG.

They say in Vega-Lite what the live pictures of the same moment show: the same values, colours and
axes.
"""

from __future__ import annotations

from dashboard import theme
from dashboard.charts import series
from dashboard.charts.curves import loss_chart, score_chart
from dashboard.charts.gradients import gradient_charts
from dashboard.charts.moment import Moment
from dashboard.charts.scores import score_of
from dashboard.charts.study_labels import label_room
from dashboard.charts.study_panel import GREY, GRID, Chart, Data, Spec, panel, params
from models.config import RunConfig
from models.losses import LOSSES

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = '"Source Sans", "Source Sans 3", sans-serif'
# In px: the whole where there is room; left of a panel; above and below all of them; between two,
# with a name. Several panels are not made lower than `LOWEST`.
WIDTH, HEIGHT, LOWEST = 634, 385, 80
AXIS, OUTSIDE, BETWEEN = 62, 92, 72
# A saved chart may meet another font, with wider labels.
SPARE = 16


def pictures(config: RunConfig) -> dict[str, str]:
    """Keys and names of the charts that a run has.

    >>> pictures(RunConfig())
    {'loss': 'Loss', 'accuracy': 'Accuracy', 'gradient': 'Gradient'}
    """
    score = score_of(config)
    return {"loss": "Loss", score.slot: score.heading, "gradient": "Gradient"}


def study_chart(moment: Moment, picture: str, mode: str) -> Spec:
    """A time series of the moment as a Vega-Lite specification with its data.

    The page decides how wide the panels are; ``spec["usermeta"]["beside"]`` is how many px it has
    to leave for what stands beside them.

    Parameters
    ----------
    moment : Moment
    picture : str
        A key of `pictures`.
    mode : {"light", "dark"}

    Raises
    ------
    KeyError
        For an unknown picture.
    """
    charts, unit = _charts(moment, picture)
    data: Data = {}
    panels = [panel(chart, unit, mode, _height(charts), data) for chart in charts]
    if len(panels) == 1:
        whole = panels[0]
    else:
        named = zip(panels, moment.nets, strict=True)
        parts = [one | _title(net.name, net.look.colour[mode]) for one, net in named]
        whole = {"vconcat": parts, "spacing": 12}
    return whole | {
        "$schema": SCHEMA,
        "autosize": {"type": "pad"},
        "padding": {"left": 4, "right": SPARE, "top": 4, "bottom": 4},
        "title": {"text": pictures(moment.config)[picture], "subtitle": charts[0]["detail"]},
        "description": " ".join(chart["aria"] for chart in charts),
        "background": theme.BACKGROUND[mode],
        "params": params(panels),
        "datasets": data,
        "usermeta": {"embedOptions": {"renderer": "svg"}, "beside": _beside(charts)},
        "config": config(mode),
    }


def _charts(moment: Moment, picture: str) -> tuple[list[Chart], str]:
    """The live charts of a picture, and what its values are measured in."""
    steps = series.steps(moment)
    if picture == "loss":
        return [loss_chart(moment, steps)], LOSSES[moment.config.loss].detail
    score = score_of(moment.config)
    if picture == score.slot:
        return [score_chart(moment, steps)], score.unit
    if picture == "gradient":
        return gradient_charts(moment, steps), "RMS of ∂L/∂z"
    raise KeyError(picture)


def _height(charts: list[Chart]) -> int:
    """Px of each panel, the same for all."""
    room = HEIGHT - OUTSIDE - (len(charts) - 1) * BETWEEN
    return max(LOWEST, round(room / len(charts)))


def _beside(charts: list[Chart]) -> int:
    """Px of the axis left of the panels and of the labels at their right."""
    return round(AXIS + max(map(label_room, charts))) + SPARE


def _title(text: str, colour: str) -> Spec:
    return {"title": {"text": text, "color": colour, "fontSize": 14, "offset": 4}}


def config(mode: str) -> Spec:
    """Colours and type of axes and titles, for every chart to be studied."""
    ink, grey = theme.INK.colour[mode], GREY[mode]
    axis = {
        "domain": False,
        "ticks": False,
        "gridColor": GRID[mode],
        "labelColor": grey,
        "labelFontSize": 12.5,
        "labelPadding": 6,
        "titleColor": grey,
        "titleFontSize": 12.5,
        "titleFontWeight": "normal",
    }
    title = {
        "anchor": "start",
        "color": ink,
        "fontSize": 16,
        "fontWeight": 600,
        "subtitleColor": grey,
        "subtitleFontSize": 13,
    }
    axis_x = {"grid": False}
    view = {"stroke": None}
    return {"font": FONT, "axis": axis, "axisX": axis_x, "title": title, "view": view}
