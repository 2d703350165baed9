"""Buttons that save a chart on the page as SVG or PNG, as it is zoomed."""

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
const save = (blob, file) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

const drawn = (drawing) => {
  const copy = drawing.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
};

const painted = async (drawing) => {
  const { width, height } = drawing.viewBox.baseVal;
  const image = new Image();
  const address = URL.createObjectURL(drawn(drawing));
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
};

export default ({ data, parentElement }) => {
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = async () => {
      const drawing = document.querySelector(`.st-key-${data.chart} svg.marks`);
      if (!drawing) return;
      const kind = button.name;
      save(kind === "svg" ? drawn(drawing) : await painted(drawing), `${data.file}.${kind}`);
    };
  }
};
"""

BUTTONS = """\
<button type="button" name="svg" title="Save the chart as it is zoomed">SVG</button>
<button type="button" name="png" title="Save the chart as it is zoomed, as pixels">PNG</button>
"""

_mount = st.components.v2.component("actiscope.svg", html=BUTTONS, css=STYLE, js=SCRIPT)


def save_button(chart: str, file: str, key: str) -> None:
    """Buttons that save the chart in the container with the key `chart`.

    Parameters
    ----------
    chart : str
    file : str
        Name of the files, without what says their kind.
    key : str
        Identity of the buttons on the page.
    """
    _mount(data={"chart": chart, "file": file}, key=key, width="content")
