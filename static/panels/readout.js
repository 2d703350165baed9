// The values of all lines at the step nearest to the pointer, or to the arrow keys.

import { element, panelList, setAttributes, setText } from "./dom.js";
import { formatSeconds, formatStep, formatTick, formatValue } from "./format.js";
import { nearestIndex } from "./scale.js";

const MOST_ROWS = 8;
const FAINT = 0.25;
const MOVES = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10, Home: -1e9, End: 1e9 };

function createRow() {
  const name = element("span", "key");
  const value = element("span", "value");
  return {
    element: element("div", "row", name, value),
    update(line, index, chart, mode) {
      setText(name, line.name);
      name.style.color = line.colour[mode];
      setText(value, formatValue(line.values.data[index], chart.format));
    },
    dispose() {},
  };
}

// Faint lines, such as each seed's run behind the median, are not read out; with many others only
// those with an end label.
function readLines(chart) {
  const named = chart.lines.filter((line) => line.name && line.opacity > FAINT);
  return named.length <= MOST_ROWS ? named : named.filter((line) => line.label);
}

function placeOf(chart, index) {
  const place = chart.steps.data[index];
  if (chart.x.unit === "rate") return `rate ${formatTick(Number(place.toPrecision(3)))}`;
  return chart.x.unit === "seconds" ? formatSeconds(place) : formatStep(place);
}

function describe(chart, index) {
  const values = readLines(chart).map(
    (line) => `${line.name} ${formatValue(line.values.data[index], chart.format)}`,
  );
  return `${placeOf(chart, index)}: ${values.join(", ")}`;
}

/** An area over the lines; update(chart, box, toX, theme) keeps an open readout open. */
export function createReadout() {
  const hair = element("div", "hair");
  const step = element("div", "step");
  const values = element("div", "values", step);
  const rows = panelList(values, createRow);
  const node = element("div", "readout", hair, values);
  let scene = null;
  let wish = null; // what the reader points at: { x } in pixels or { step }

  function wishedIndex() {
    const { steps } = scene.chart;
    if ("step" in wish) return nearestIndex(steps.data, wish.step);
    return nearestIndex(Array.from(steps.data, scene.toX), wish.x);
  }

  function show() {
    const index = scene && wish ? wishedIndex() : -1;
    node.classList.toggle("open", index >= 0);
    if (index < 0) return;
    const { chart, box, toX, theme } = scene;
    const x = toX(chart.steps.data[index]) - box.left;
    hair.style.left = `${x}px`;
    values.dataset.side = x > (box.right - box.left) / 2 ? "left" : "right";
    values.style.left = `${x}px`;
    setText(step, placeOf(chart, index));
    const lines = readLines(chart);
    rows(lines.length).forEach((row, at) => row.update(lines[at], index, chart, theme.mode));
    setValue(index);
  }

  function setValue(index) {
    const { chart } = scene;
    setAttributes(node, {
      "aria-valuemax": chart.steps.data.at(-1) ?? 0,
      "aria-valuenow": chart.steps.data[index] ?? 0,
      "aria-valuetext": index < 0 ? null : describe(chart, index),
    });
  }

  function point(event) {
    wish = { x: scene.box.left + event.clientX - node.getBoundingClientRect().left };
    show();
  }

  function close() {
    wish = null;
    show();
  }

  function leave(event) {
    // A finger leaves as soon as it is lifted: what it showed stays until the focus moves on.
    if (event.pointerType !== "touch" && wish && "x" in wish) close();
  }

  function press(event) {
    const steps = scene.chart.steps.data;
    if (event.key === "Escape") close();
    if (!(event.key in MOVES) || steps.length === 0) return;
    event.preventDefault();
    const from = wish ? wishedIndex() : steps.length;
    const to = Math.max(0, Math.min(from + MOVES[event.key], steps.length - 1));
    wish = { step: steps[to] };
    show();
  }

  const listeners = { pointermove: point, pointerdown: point, pointerleave: leave };
  Object.assign(listeners, { keydown: press, blur: close });
  for (const [type, listener] of Object.entries(listeners)) node.addEventListener(type, listener);
  setAttributes(node, { role: "slider", tabindex: 0, "aria-valuemin": 0 });

  return {
    element: node,
    update(chart, box, toX, theme) {
      scene = { chart, box, toX, theme };
      setAttributes(node, { "aria-label": `${chart.heading ?? chart.slot}, values at a step` });
      node.style.left = `${box.left}px`;
      node.style.width = `${box.right - box.left}px`;
      node.style.top = `${box.top}px`;
      node.style.height = `${box.bottom - box.top}px`;
      if (wish) show();
      else if (!node.matches(":focus")) setValue(chart.steps.data.length - 1);
    },
  };
}
