// An area over a field in which one points at samples, or steps through them with the arrow keys.

import { element, setAttributes } from "./dom.js";
import { graphBox, graphScales } from "./graph.js";
import { reliefSize } from "./relief.js";
import { placer } from "./samples.js";

const REACH = 12;
const MOVES = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10, Home: -1e9, End: 1e9 };

function placesOf(plane, width, height, theme) {
  if (plane.kind !== "curve") {
    const relief = plane.kind === "surface";
    const size = relief ? reliefSize(width, height, theme) : Math.min(width, height);
    return placer(plane, size, size);
  }
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  return graphScales(graphBox(context, width, height, plane, theme), plane);
}

/** Coordinates of all samples: those of the training set, then those of the test set. */
export function samplePoints({ train, test }) {
  const both = [train, test].flatMap(({ data }) => Array.from(data));
  return Array.from({ length: both.length / 2 }, (_, at) => both.slice(2 * at, 2 * at + 2));
}

/** The area; `onPoint(index)` tells at which sample one points, null for none. */
export function createProbe(onPoint) {
  const ring = element("div", "ring");
  const node = element("div", "probe", ring);
  let scene = null;
  let pointed = null;
  ring.hidden = true;

  function places() {
    const { toX, toY } = placesOf(scene.plane, node.clientWidth, node.clientHeight, scene.theme);
    return samplePoints(scene.samples).map(([x, y]) => [toX(x), toY(y)]);
  }

  function tell(index) {
    pointed = scene ? index : null;
    ring.hidden = pointed === null;
    if (pointed !== null) {
      const [x, y] = places()[pointed];
      Object.assign(ring.style, { left: `${x}px`, top: `${y}px` });
    }
    onPoint(pointed);
  }

  function nearest(event) {
    const box = node.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const away = places().map(([left, top]) => Math.hypot(left - x, top - y));
    const closest = away.indexOf(Math.min(...away));
    return away[closest] <= REACH ? closest : null;
  }

  function point(event) {
    if (!scene) return;
    const found = nearest(event);
    if (found !== pointed) tell(found);
  }

  function press(event) {
    if (event.key === "Escape") tell(null);
    if (!scene || !(event.key in MOVES)) return;
    event.preventDefault();
    const count = samplePoints(scene.samples).length;
    const next = pointed === null ? 0 : pointed + MOVES[event.key];
    tell(Math.max(0, Math.min(next, count - 1)));
  }

  const leave = (event) => event.pointerType !== "touch" && tell(null);
  const listeners = { pointermove: point, pointerdown: point, pointerleave: leave };
  Object.assign(listeners, { keydown: press, blur: () => tell(null) });
  for (const [type, listener] of Object.entries(listeners)) node.addEventListener(type, listener);

  return {
    element: node,
    /** `next` is { plane, samples, theme }, or null where no sample can be pointed at. */
    update(next, label) {
      scene = next;
      setAttributes(node, { tabindex: next ? 0 : null, role: "group", "aria-label": label });
      if (!next && pointed !== null) tell(null);
    },
  };
}
