// The plane of a drawing: its points, a cross for the keyboard, and what a finger does on it.

import { element, setAttributes } from "./dom.js";
import { LEVELS, pointAt } from "./sketch_points.js";
import { createSurface } from "./surface.js";

const CIRCLE = 2 * Math.PI;
const STEP = 1 / 36;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function drawPoints(context, size, points, theme) {
  context.lineWidth = 1;
  context.strokeStyle = theme.background;
  for (const { kind, x, y } of points) {
    context.fillStyle = theme.classes[kind];
    context.beginPath();
    context.arc((x / LEVELS) * size, (1 - y / LEVELS) * size, 5, 0, CIRCLE);
    context.fill();
    context.stroke();
  }
}

function drawLines(context, size, theme) {
  context.strokeStyle = theme.border;
  context.lineWidth = 1;
  context.beginPath();
  for (let at = 1; at < 6; at += 1) {
    const place = Math.round((at / 6) * size) + 0.5;
    context.moveTo(place, 0);
    context.lineTo(place, size);
    context.moveTo(0, place);
    context.lineTo(size, place);
  }
  context.globalAlpha = 0.5;
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * The plane. `pen` is { begin, move, end }: called with a place { x, y }, by a pointer or by a key;
 * `press(key, place)` gets the other keys and tells whether it used one.
 */
export function createPlane(pen, press) {
  const surface = createSurface(draw);
  const cross = element("div", "cross");
  const hint = element("div", "hint", "Click or drag to put points");
  const node = element("div", "sketch-plane", surface.canvas, hint, cross);
  let scene = null;
  let at = [0.5, 0.5];
  let down = false;

  function draw(context, width) {
    if (!scene) return;
    drawLines(context, width, scene.theme);
    drawPoints(context, width, scene.points, scene.theme);
  }

  function placeOf(event) {
    const box = node.getBoundingClientRect();
    at = [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height];
    return pointAt(0, ...at);
  }

  function showCross() {
    Object.assign(cross.style, { left: `${100 * at[0]}%`, top: `${100 * (1 - at[1])}%` });
  }

  function start(event) {
    if (event.button > 0) return;
    node.setPointerCapture(event.pointerId);
    down = true;
    pen.begin(placeOf(event));
  }

  function move(event) {
    if (!down) return;
    // A fast finger gives several places for each event.
    for (const each of event.getCoalescedEvents?.() ?? [event]) pen.move(placeOf(each));
  }

  function lift() {
    if (!down) return;
    down = false;
    showCross();
    pen.end();
  }

  function key(event) {
    const step = event.shiftKey ? 4 * STEP : STEP;
    if (event.key in MOVES) {
      at = at.map((share, axis) => Math.max(0, Math.min(share + step * MOVES[event.key][axis], 1)));
      showCross();
    } else if (event.key === "Enter" || event.key === " ") {
      pen.begin(pointAt(0, ...at));
      pen.end();
    } else if (!press(event, pointAt(0, ...at))) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  const listeners = { pointerdown: start, pointermove: move, pointerup: lift, pointercancel: lift };
  for (const [type, one] of Object.entries({ ...listeners, keydown: key })) {
    node.addEventListener(type, one);
  }
  setAttributes(node, { tabindex: 0, role: "application", "aria-roledescription": "plane" });
  showCross();

  return {
    element: node,
    busy: () => down,
    update(points, theme, label) {
      scene = { points, theme };
      hint.hidden = points.length > 0;
      setAttributes(node, { "aria-label": label });
      setAttributes(surface.canvas, { "aria-label": label });
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
