// The picture of hinges or bumps: their sum over the target, the parts below, and tools.

import { element, setAttributes, setText, textLayer } from "./dom.js";
import { createHingeBar } from "./hinge_bar.js";
import { createKnots } from "./hinge_knots.js";
import { moved, stroked, valueAt, writeHeights, writeKnots } from "./hinge_lines.js";
import { createPen } from "./hinge_pen.js";
import { axisItems, drawParts, drawSum, plotBox } from "./hinge_plots.js";
import { sourceOf } from "./hinge_source.js";
import { createSurface } from "./surface.js";

// After a key, as long until it is reported; after a report, until its answer is waited for.
const PAUSE = 250;
const PATIENCE = 4000;
const PEN = "Press in the picture and draw a curve from left to right.";
const NOTHING = { name: null, text: null, since: 0 };

/** The layout; update(view, theme) draws one view of kind "hinges". */
export function createHinges(report) {
  let view = null;
  let theme = null;
  let frame = null;
  let knots = []; // as they are moved here, ahead of the answer
  let heights = null; // of a curve that is being drawn
  let shown = null; // how many parts are added; null for all
  let drawing = false;
  let waiting = NOTHING; // what was done here and is not answered yet
  let timer = null;

  const bar = createHingeBar(show, toggleDrawing, () => send("knots", "even"));
  const pen = createPen(stroke, () => send("drawn", writeHeights(heights)));
  const sumSurface = createSurface((context, width, height) => {
    if (view) paintSum(context, width, height);
  });
  const sumPlot = element("div", "plot sum", sumSurface.canvas);
  const sumTexts = textLayer(sumPlot, "tick");
  const buttons = createKnots(sumPlot, { drag, nudge, settle });
  sumPlot.append(pen.element);
  const partSurface = createSurface((context, width, height) => {
    if (view) paintParts(context, width, height);
  });
  const partPlot = element("div", "plot parts", partSurface.canvas);
  const partTexts = textLayer(partPlot, "tick");
  const legend = element("div", "legend");
  const said = element("p", "said");
  setAttributes(said, { "aria-live": "polite" });
  const title = element("h2", "title part-title");
  const root = element("div", "hinges", legend, sumPlot, bar.element, said, title, partPlot);

  const ends = () => [view.x.low, view.x.high];
  const source = () => sourceOf(view, knots);
  const added = () => Math.min(shown ?? Infinity, source().count);
  const truth = () => heights ?? view.truth.data;

  function scene() {
    const fresh = waiting.name === null;
    return { view, theme, source: source(), truth: truth(), shown: added(), fresh };
  }

  function paintSum(context, width, height) {
    frame = plotBox(context, width, height, view, theme, view.y);
    drawSum(context, scene(), frame);
    sumTexts(axisItems(frame, view.x, view.y, height, theme));
    buttons.update(view.knots ? knots : [], frame, added());
    pen.place(frame.box);
  }

  function paintParts(context, width, height) {
    const place = plotBox(context, width, height, view, theme, view.lift);
    drawParts(context, scene(), place);
    partTexts(axisItems(place, view.x, view.lift, height, theme));
  }

  function refresh() {
    const fresh = waiting.name === null;
    const count = { shown: added(), count: source().count, names: view.names };
    bar.update(count, { drawing, moved: view.moved || !fresh, knots: Boolean(view.knots) });
    const words = fresh ? view.said[added()] : "…";
    setText(said, drawing ? PEN : words);
    sumPlot.classList.toggle("drawing", drawing);
    sumSurface.paint();
    partSurface.paint();
  }

  function show(units) {
    shown = units;
    refresh();
  }

  function toggleDrawing() {
    drawing = !drawing;
    refresh();
  }

  function send(name, text) {
    clearTimeout(timer);
    timer = null;
    waiting = { name, text, since: performance.now() };
    report(name, text);
  }

  function move(at, point) {
    const curve = view.on_curve ? view.truth.data : null;
    const [low, high] = [view.y.low, view.y.high];
    const inside = [point[0], Math.max(low, Math.min(point[1], high))];
    knots = moved(knots, at, inside, view.gap, curve);
    waiting = { name: "knots", text: null, since: Infinity };
    refresh();
  }

  function drag(at, event) {
    const canvas = sumSurface.canvas.getBoundingClientRect();
    const { box } = frame;
    const across = (event.clientX - canvas.left - box.left) / (box.right - box.left);
    const up = (box.bottom - event.clientY + canvas.top) / (box.bottom - box.top);
    const between = (low, high, share) => low + share * (high - low);
    move(at, [between(...ends(), across), between(view.y.low, view.y.high, up)]);
  }

  function nudge(at, [dx, dy]) {
    move(at, [knots[at][0] + dx, knots[at][1] + dy]);
    clearTimeout(timer);
    timer = setTimeout(settle, PAUSE);
  }

  function settle() {
    if (waiting.name === "knots") send("knots", writeKnots(knots));
  }

  function stroke(from, to) {
    const { length } = view.drawn;
    const places = Array.from({ length }, (_, at) => (
      view.x.low + (at / (length - 1)) * (view.x.high - view.x.low)
    ));
    heights ??= places.map((x) => valueAt(view.truth.data, ends(), x));
    const level = ([share, down]) => [share, view.y.high - down * (view.y.high - view.y.low)];
    const most = view.drawn.most;
    heights = stroked(heights, level(from), level(to)).map((y) => Math.max(-most, Math.min(y, most)));
    waiting = { name: "drawn", text: null, since: Infinity };
    refresh();
  }

  /** Whether what somebody does is newer than this answer to something earlier. */
  function ahead(next) {
    if (waiting.name === null) return false;
    if (timer !== null || pen.busy() || buttons.held(knots.length)) return true;
    const answered = next.given[waiting.name] === waiting.text;
    return !answered && performance.now() - waiting.since < PATIENCE;
  }

  return {
    element: root,
    update(next, colours) {
      if (!ahead(next)) {
        waiting = NOTHING;
        heights = null;
        knots = next.knots ?? [];
        if (shown !== null && next.count !== view?.count) shown = null;
      }
      [view, theme] = [next, colours];
      root.style.setProperty("--line", view.colour[theme.mode]);
      setAttributes(sumSurface.canvas, { "aria-label": view.aria });
      setAttributes(partSurface.canvas, { "aria-label": view.parts_aria });
      setText(title, view.parts_title);
      drawLegend();
      refresh();
    },
    dispose() {
      clearTimeout(timer);
      bar.dispose();
      buttons.dispose();
      sumSurface.dispose();
      partSurface.dispose();
    },
  };

  function drawLegend() {
    const inks = { target: `color-mix(in srgb, ${theme.secondary} 45%, ${theme.background})`, sum: view.colour[theme.mode] };
    legend.replaceChildren(...view.legend.map(([ink, text]) => {
      const key = element("span", "", text);
      key.style.setProperty("--ink", inks[ink]);
      return key;
    }));
  }
}
