"""The report: one page of HTML with everything in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from dashboard import numbers
from dashboard.charts.playground import playground_view
from dashboard.report.chart import chart, layer
from dashboard.report.field import field
from dashboard.report.svg import themed
from models import names
from models.config import RunConfig
from models.declarations import FIELDS
from models.history import History
from models.state import Frame

STYLE = Path(__file__).with_name("report.css")
View = dict[str, Any]


def report(
    config: RunConfig,
    frame: Frame,
    history: History,
    *,
    link: str,
    made: datetime,
    versions: Mapping[str, str],
) -> str:
    """A moment of a run as HTML that opens without a network.

    Parameters
    ----------
    config : RunConfig
    frame : Frame
        With the measures of the Playground.
    history : History
    link : str
        Address of the moment.
    made : datetime
        When the page is made.
    versions : mapping
        Of what computed it, by name.
    """
    view = playground_view(config, frame, history, announce="")
    step = numbers.step(frame.step)
    body = (
        f"<h1>A run of Actiscope at step {step}</h1>",
        _made(link, made, versions),
        _section("Nets", _nets(view)),
        _section("Through the steps", _charts(view)),
        *(_section(column["heading"], _layer(column)) for column in view["layers"]),
        f"<p>{escape(view['note'])}</p>" if view["note"] else "",
        _section("Settings", _settings(config)),
    )
    return _whole(f"Actiscope, step {step}", "\n".join(filter(None, body)))


def _whole(title: str, body: str) -> str:
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text(encoding='utf-8')}</style>"
    )
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n'


def _made(link: str, made: datetime, versions: Mapping[str, str]) -> str:
    text = ", ".join(f"{name} {version}" for name, version in versions.items())
    when = f"{made:%Y-%m-%d %H:%M}"
    address = escape(link)
    return (
        f"<p class=small>Made on {when} with {escape(text)}. "
        f'The same run opens at <a href="{address}">{address}</a></p>'
    )


def _section(heading: str, inner: str) -> str:
    return f"<section><h2>{escape(heading)}</h2><div class=pictures>{inner}</div></section>"


def _figure(heading: str, picture: str, sentence: str) -> str:
    return (
        f"<figure><h3>{heading}</h3>{picture}<figcaption>{escape(sentence)}</figcaption></figure>"
    )


def _named(name: str, colour: Mapping[str, str], rest: str) -> str:
    style = f"color:{themed(dict(colour))}"
    return f'<span style="{style}">{escape(name)}</span> <small>{escape(rest)}</small>'


def _nets(view: View) -> str:
    found = []
    for at, shown in enumerate(view["fields"]):
        net = view["nets"][shown["net"]]
        heading = _named(net["name"], net["colour"], f"{net['headline']} {net['caption']}")
        found.append(_figure(heading, field(view, at), shown["sentence"]))
    return "".join(found)


def _charts(view: View) -> str:
    """The charts over steps; one that follows another of its kind has its heading."""
    found, heading, detail = [], "", ""
    for each in view["charts"]:
        heading, detail = each["heading"] or heading, each["detail"] or detail
        net = "" if each["net"] is None else f"{view['nets'][each['net']]['name']}, "
        words = f"{escape(heading)} <small>{escape(net + detail)}</small>"
        found.append(_figure(words, chart(each), each["sentence"]))
    return "".join(found)


def _layer(column: View) -> str:
    found = [
        _figure(
            _named(panel["name"], panel["colour"], panel["formula"]),
            layer(column, panel),
            panel["sentence"],
        )
        for panel in column["panels"]
    ]
    words = column["text"] or column["detail"]
    return f"<p class=detail>{escape(words)}</p>{''.join(found)}"


def _settings(config: RunConfig) -> str:
    rows = "".join(
        f"<div><dt>{escape(field.label)}<dd>{escape(names.value(field, value) or '–')}</div>"
        for name, field in FIELDS.items()
        if (value := getattr(config, name)) not in (None, ())
    )
    return f"<dl>{rows}</dl>"
