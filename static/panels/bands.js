// Arranges a page of bands: one per quantity, in it one cell per net and layer.

import { createBars } from "./bars.js";
import { createChart } from "./chart.js";
import { element, panelList, setText } from "./dom.js";
import { createHeat } from "./heat.js";
import { createLayerPanel } from "./layer.js";
import { createHeading } from "./words.js";

const RIGHT = 4;

// What draws each kind of cell: the panel, and how it takes the cell's data.
const CELLS = {
  curve: [createLayerPanel, (panel, cell, theme) => {
    panel.update(cell.panel, cell.layer, cell.faded, theme);
  }],
  bars: [createBars, (panel, cell, theme) => panel.update(cell.panel, theme)],
  heat: [createHeat, (panel, cell, theme, margins) => panel.update(cell.panel, theme, margins)],
  chart: [createChart, (panel, cell, theme, margins) => panel.update(cell.panel, theme, margins)],
};

function createCell() {
  const owner = element("span", "owner");
  const where = element("span", "where");
  const tag = element("p", "tag", where, " ", owner);
  const node = element("div", "cell", tag);
  let kind = null;
  let panel = null;

  function choose(wanted) {
    if (wanted === kind) return;
    panel?.dispose();
    panel?.element.remove();
    kind = wanted;
    panel = CELLS[kind][0]();
    node.append(panel.element);
  }

  return {
    element: node,
    update(cell, theme, margins) {
      choose(cell.kind);
      setText(where, cell.where);
      setText(owner, cell.owner);
      tag.hidden = !cell.where;
      owner.style.color = cell.colour[theme.mode];
      node.classList.toggle("gone", Boolean(cell.faded));
      CELLS[kind][1](panel, cell, theme, margins);
    },
    dispose: () => panel?.dispose(),
  };
}

function createBand() {
  const heading = createHeading();
  const grid = element("div", "cells");
  const cells = panelList(grid, createCell);
  return {
    element: element("section", "band", heading.element, grid),
    update(band, theme, margins) {
      heading.update(band);
      cells(band.cells.length).forEach((cell, index) => {
        cell.update(band.cells[index], theme, margins);
      });
    },
    dispose: () => cells(0),
  };
}

// Pictures over steps share their margins, so that one step stands at one place in all of them.
function createMargins() {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  return (bands, theme) => {
    const widest = (weight, texts) => {
      context.font = `${weight} ${theme.axis}px ${theme.family}`;
      return Math.max(0, ...texts.map((text) => context.measureText(text).width));
    };
    const panels = bands.flatMap((band) => band.cells.map((cell) => cell.panel));
    const ticks = panels.flatMap((panel) => panel.y?.ticks ?? []).map(([, text]) => text);
    const ends = panels.flatMap((panel) => panel.lines ?? []).map((line) => line.label ?? "");
    const units = panels.map((panel) => panel.x?.unit ?? "");
    return {
      left: Math.max(2.7 * theme.axis, widest(400, ticks) + 5),
      right: Math.max(RIGHT, widest(600, [...ends, ...units]) + 8),
    };
  };
}

/** The layout; update(view, theme) draws one view of kind "bands". */
export function createBands() {
  const measure = createMargins();
  const text = element("p", "text");
  const bands = element("div", "bands");
  const root = element("div", "banded", text, bands);
  const bandList = panelList(bands, createBand);
  return {
    element: root,
    update(view, theme) {
      root.style.setProperty("--columns", view.columns);
      setText(text, view.text);
      const margins = measure(view.bands, theme);
      bandList(view.bands.length).forEach((band, index) => {
        band.update(view.bands[index], theme, margins);
      });
    },
    dispose: () => bandList(0),
  };
}
