// Arranges the Race page: verdict, two charts of all nets, and a row for each activation.

import { createChart } from "./chart.js";
import { element, panelList, setAttributes, setText } from "./dom.js";
import { createMargins } from "./margins.js";
import { createRaceRow } from "./race_row.js";
import { createScale } from "./scale.js";

const EDGE = 10;

function createHeadings(parent) {
  const cells = panelList(parent, () => {
    const node = element("span", "cell");
    setAttributes(node, { role: "columnheader" });
    return { element: node, dispose() {} };
  });
  return (columns) => cells(columns.length).forEach(({ element: node }, index) => {
    const { heading, help, narrow } = columns[index];
    setText(node, heading);
    setAttributes(node, { title: help, "data-wide": narrow ? null : "" });
  });
}

/** Texts below the strip, in per cent of its width as the lines in it. */
function createAxis(parent) {
  const marks = panelList(parent, () => ({ element: element("span", "tick"), dispose() {} }));
  return ({ x }) => {
    const toX = createScale({ low: 0, ...x }, 0, 100);
    marks(x.ticks.length).forEach(({ element: node }, index) => {
      const [value, text] = x.ticks[index];
      setText(node, index ? text : `${text} ${x.unit}`);
      const shift = EDGE * (1 - toX(value) / 50);
      node.style.left = `calc(${toX(value)}% + ${shift}px)`;
    });
  };
}

/** The layout; update(view, theme) draws one view of kind "race". */
export function createRace() {
  const measure = createMargins();
  const verdict = element("h2", "verdict");
  const method = element("p", "method");
  const fill = element("div", "fill");
  const progress = element("div", "progress", fill);
  setAttributes(progress, { role: "progressbar", "aria-label": "Steps done", "aria-valuemin": 0, "aria-valuemax": 100 });
  const charts = element("section", "curves");
  const stripTitle = element("span", "title");
  const stripDetail = element("span", "detail");
  const name = element("span", "cell", "Activation");
  name.dataset.area = "name";
  const stripHead = element("span", "heading", stripTitle, stripDetail);
  for (const node of [name, stripHead]) setAttributes(node, { role: "columnheader" });
  const picture = element("span", "cell picture");
  const head = element("div", "row head", picture, name, stripHead);
  setAttributes(head, { role: "row" });
  const body = element("div", "entrants");
  setAttributes(body, { role: "rowgroup" });
  const axis = element("div", "axis");
  const foot = element("div", "row foot", element("span", ""), element("span", ""), axis);
  const table = element("section", "table", head, body, foot);
  setAttributes(table, { role: "table", "aria-label": "Activations, the fastest first" });
  const root = element("div", "race", progress, verdict, method, charts, table);
  const chartPanels = panelList(charts, createChart);
  const rowPanels = panelList(body, createRaceRow);
  const headings = createHeadings(head);
  const ticks = createAxis(axis);

  return {
    element: root,
    update(view, theme) {
      setText(verdict, view.verdict);
      setText(method, view.method);
      progress.hidden = view.progress === null;
      const done = Math.round(100 * (view.progress ?? 0));
      setAttributes(progress, { "aria-valuenow": done });
      fill.style.width = `${done}%`;
      const panels = chartPanels(view.charts.length);
      const margins = measure(view.charts, theme, panels[0]?.element.clientWidth ?? 0);
      panels.forEach((panel, index) => panel.update(view.charts[index], theme, margins));
      root.style.setProperty("--count", view.columns.length);
      setText(stripTitle, view.strip.heading);
      setText(stripDetail, view.strip.detail);
      headings(view.columns);
      rowPanels(view.rows.length).forEach((row, index) => row.update(view, index, theme));
      ticks(view.strip);
    },
    dispose() {
      chartPanels(0);
      rowPanels(0);
    },
  };
}
