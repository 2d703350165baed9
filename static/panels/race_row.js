// One activation of a race: its picture, name, a dot for each seed, and its figures.

import { element, panelList, setAttributes, setText } from "./dom.js";
import { drawField } from "./field.js";
import { createScale } from "./scale.js";
import { createSurface } from "./surface.js";

const RADIUS = 3.5;
const EDGE = 10;
const LANES = [0, -1, 1, -2, 2];

/** Dots that would lie on each other move up and down, in at most five lanes. */
export function lanes(places, apart) {
  const last = LANES.map(() => -Infinity);
  return places.map((place) => {
    const free = last.findIndex((before) => place - before >= apart);
    const lane = free < 0 ? last.indexOf(Math.min(...last)) : free;
    last[lane] = place;
    return LANES[lane];
  });
}

function drawGrid(context, ticks, toX, height, theme) {
  context.strokeStyle = theme.border;
  context.lineWidth = 1;
  context.beginPath();
  for (const [value] of ticks) {
    const x = Math.round(toX(value)) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, height);
  }
  context.stroke();
}

function drawQuartiles(context, [low, median, high], toX, width, middle) {
  if (low !== null) {
    const right = high === null ? width : toX(high);
    context.globalAlpha = 0.16;
    context.fillRect(toX(low), middle - 9, Math.max(1, right - toX(low)), 18);
  }
  context.globalAlpha = 1;
  if (median !== null) context.fillRect(toX(median) - 1.5, middle - 13, 3, 26);
}

function drawDots(context, steps, toX, middle) {
  const places = Array.from(steps).filter(Number.isFinite).sort((a, b) => a - b).map(toX);
  context.globalAlpha = 0.65;
  lanes(places, 2 * RADIUS).forEach((lane, index) => {
    context.beginPath();
    context.arc(places[index], middle + lane * RADIUS * 1.3, RADIUS, 0, 2 * Math.PI);
    context.fill();
  });
  context.globalAlpha = 1;
}

function createCells(parent) {
  const cells = panelList(parent, () => {
    const node = element("span", "cell");
    setAttributes(node, { role: "cell" });
    return { element: node, dispose() {} };
  });
  return (texts, columns) => cells(texts.length).forEach(({ element: node }, index) => {
    setText(node, texts[index]);
    setAttributes(node, { "data-wide": columns[index].narrow ? null : "" });
  });
}

/** A row; update(view, index, theme) draws one of the view's rows. */
export function createRaceRow() {
  let scene = null;
  const field = createSurface((context, width, height) => {
    if (!scene) return;
    const { view, row, theme } = scene;
    const samples = { train: { shape: [0, 2], data: [] }, test: { shape: [0, 2], data: [] } };
    drawField(context, width, height, { field: row.field, plane: view.plane, samples, theme });
  });
  const strip = createSurface((context, width, height) => {
    if (!scene) return;
    const { view, row, theme } = scene;
    const toX = createScale({ low: 0, ...view.strip.x }, EDGE, width - EDGE);
    drawGrid(context, view.strip.x.ticks, toX, height, theme);
    context.fillStyle = row.colour[theme.mode];
    drawQuartiles(context, row.quartiles, toX, width, height / 2);
    drawDots(context, row.steps.data, toX, height / 2);
  });
  const picture = element("div", "plot picture", field.canvas);
  const name = element("span", "name");
  const never = element("span", "never");
  const dots = element("div", "plot dots", strip.canvas, never);
  const node = element("div", "row", picture, name, dots);
  setAttributes(node, { role: "row" });
  setAttributes(name, { role: "rowheader" });
  for (const part of [picture, dots]) setAttributes(part, { role: "cell" });
  const cells = createCells(node);
  return {
    element: node,
    update(view, index, theme) {
      const row = view.rows[index];
      scene = { view, row, theme };
      setText(name, row.name);
      name.style.color = row.colour[theme.mode];
      setText(never, row.never);
      setAttributes(field.canvas, { "aria-label": row.field.aria });
      setAttributes(strip.canvas, { "aria-label": row.aria });
      picture.classList.toggle("faded", row.faded);
      cells(row.cells, view.columns);
      field.paint();
      strip.paint();
    },
    dispose() {
      field.dispose();
      strip.dispose();
    },
  };
}
