"""A button that saves a chart on the page as SVG, which Streamlit's own menu does not offer."""

from __future__ import annotations

import streamlit as st

STYLE = """\
button {
  font: inherit; font-size: 0.875rem; cursor: pointer;
  color: var(--st-text-color); background: transparent;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
  min-height: 40px; padding: 0 12px;
}
button:hover, button:focus-visible { border-color: var(--st-primary-color) }
"""

SCRIPT = """\
export default ({ data, parentElement }) => {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.title = data.help;
  button.onclick = () => {
    const drawing = document.querySelector(`.st-key-${data.chart} svg.marks`);
    if (!drawing) return;
    const copy = drawing.cloneNode(true);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const text = new XMLSerializer().serializeToString(copy);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    link.download = data.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
};
"""

_mount = st.components.v2.component(
    "actiscope.svg", html='<button type="button"></button>', css=STYLE, js=SCRIPT
)


def save_button(chart: str, file: str, key: str) -> None:
    """A button that saves the chart in the container with the key `chart` under the name `file`."""
    data = {"chart": chart, "file": file, "label": "SVG", "help": "Save the chart as it is zoomed"}
    _mount(data=data, key=key, width="content")
