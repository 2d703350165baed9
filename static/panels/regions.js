// Arranges the picture of linear regions: the plane, the cut through it, and what moves both.

import { element, setAttributes, setText } from "./dom.js";
import { createCutChart } from "./regions_cut.js";
import { createKnobs } from "./regions_knobs.js";
import { drawChosen, drawCut, drawRegions } from "./regions_map.js";
import { REACH, middleOf, neighbourOf, polygonAt } from "./regions_shapes.js";
import { createSurface } from "./surface.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const PAUSE = 150;

/** The layout; update(view, theme) draws one view of kind "regions". */
export function createRegions(report) {
  let scene = null;
  let point = null;
  let timer = null;
  const surface = createSurface(draw);
  const map = element("div", "map", surface.canvas);
  setAttributes(map, { tabindex: 0, role: "application" });
  const count = element("p", "count");
  const beside = element("p", "beside");
  const shades = element("span", "shades");
  const key = element("p", "key", shades, element("span", "words"));
  const cut = createCutChart();
  const knobs = createKnobs(moved, paint);
  const side = element("div", "side", element("div", "", count, beside), knobs.element);
  side.append(cut.element, key);
  const root = element("div", "regions", map, side);

  const moment = () => scene.view.moments[knobs.step()];
  const chosen = () => polygonAt(moment(), ...point);

  function draw(context, width) {
    if (!scene) return;
    const { view, theme } = scene;
    const index = chosen();
    drawRegions(context, width, moment(), view, theme, knobs.dots());
    if (index >= 0) drawChosen(context, width, moment(), index, theme);
    drawCut(context, width, view.angles[knobs.angle()], moment().cuts[knobs.angle()], theme);
  }

  function paint() {
    if (!scene) return;
    const { view, theme } = scene;
    const now = moment();
    const along = now.cuts[knobs.angle()];
    setText(count, now.count);
    setText(beside, now.beside);
    setText(key.lastChild, view.key);
    shades.style.background = `linear-gradient(90deg, transparent, ${view.colour[theme.mode]})`;
    setAttributes(map, { "aria-label": `${now.count}. ${view.help}` });
    setAttributes(surface.canvas, { "aria-label": now.count });
    cut.update({ ...along, cut: along, y: now.y, colour: view.colour }, theme);
    surface.paint();
  }

  // The page is told where somebody has stopped, not every place on the way.
  function tell() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const [x, y] = point.map((value) => ((value / REACH) * scene.view.limit).toFixed(4));
      report("select", `${moment().step},${x},${y}`);
    }, PAUSE);
  }

  function moved() {
    paint();
    tell();
  }

  function choose(next) {
    point = next;
    paint();
    tell();
  }

  map.addEventListener("click", (event) => {
    const box = map.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    choose([(2 * x - 1) * REACH, (1 - 2 * y) * REACH]);
  });
  map.addEventListener("keydown", (event) => {
    const direction = ARROWS[event.key];
    if (!direction) return;
    event.preventDefault();
    const index = chosen() >= 0 ? chosen() : polygonAt(moment(), 1, 1);
    const next = neighbourOf(moment(), index, direction);
    if (next >= 0) choose(middleOf(moment(), next));
  });

  return {
    element: root,
    update(view, theme) {
      const first = scene === null;
      scene = { view, theme };
      knobs.update(view);
      if (first) point = view.point.map((value) => (value / view.limit) * REACH);
      paint();
      if (moment().step !== view.told) tell();
    },
    dispose() {
      clearTimeout(timer);
      knobs.dispose();
      cut.dispose();
      surface.dispose();
    },
  };
}
