// A pad of 32 by 32 dots to draw on with a pointer.

import { element, setAttributes } from "./dom.js";
import { createSurface } from "./surface.js";

export const SIDE = 32;
const PEN = 1.8;
const PAUSE = 250;
const PATIENCE = 3000;

/** Dots as hexadecimal digits, four dots each, row by row. */
export function written(dots) {
  let text = "";
  for (let at = 0; at < dots.length; at += 4) {
    const [a, b, c, d] = dots.subarray(at, at + 4);
    text += (8 * a + 4 * b + 2 * c + d).toString(16);
  }
  return text;
}

/** The reverse of `written`; no text is no dots. */
export function read(text) {
  const dots = new Uint8Array(SIDE * SIDE);
  [...text].forEach((digit, at) => {
    const value = parseInt(digit, 16);
    for (let bit = 0; bit < 4; bit += 1) dots[4 * at + bit] = (value >> (3 - bit)) & 1;
  });
  return dots;
}

/** Sets the dots that a round pen covers on its way between two places, in units of dots. */
export function stroke(dots, [x0, y0], [x1, y1]) {
  const steps = Math.max(1, Math.ceil(2 * Math.hypot(x1 - x0, y1 - y0)));
  for (let step = 0; step <= steps; step += 1) {
    const x = x0 + ((x1 - x0) * step) / steps;
    const y = y0 + ((y1 - y0) * step) / steps;
    for (let row = Math.floor(y - PEN); row <= y + PEN; row += 1) {
      for (let column = Math.floor(x - PEN); column <= x + PEN; column += 1) {
        const inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
        if (inside && Math.hypot(column + 0.5 - x, row + 0.5 - y) <= PEN) {
          dots[row * SIDE + column] = 1;
        }
      }
    }
  }
}

/** The pad; update(view, theme). What is drawn goes to `report("drawn", text)`. */
export function createPad(report) {
  let dots = new Uint8Array(SIDE * SIDE);
  let theme = null;
  let last = null;
  let timer = null;
  let sent = { text: "", at: -PATIENCE };
  const surface = createSurface(draw);
  const hint = element("div", "hint", "Draw a digit here");
  const clear = element("button", "plain", "Clear");
  clear.type = "button";
  setAttributes(surface.canvas, { "aria-label": "Pad to draw a digit on" });

  function draw(context, width) {
    if (!theme) return;
    const size = width / SIDE;
    context.fillStyle = theme.text;
    dots.forEach((dot, at) => {
      if (!dot) return;
      const [x, y] = [(at % SIDE) * size, Math.floor(at / SIDE) * size];
      context.fillRect(x, y, size + 0.4, size + 0.4);
    });
  }

  function show() {
    hint.hidden = dots.some(Boolean);
    clear.hidden = !hint.hidden;
    surface.paint();
  }

  function deliver() {
    clearTimeout(timer);
    timer = null;
    const text = written(dots);
    if (text === sent.text) return;
    sent = { text, at: performance.now() };
    report("drawn", text);
  }

  function placeOf(event) {
    const box = surface.canvas.getBoundingClientRect();
    const size = SIDE / box.width;
    return [(event.clientX - box.left) * size, (event.clientY - box.top) * size];
  }

  function move(event) {
    if (last === null) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const place = placeOf(each);
      stroke(dots, last, place);
      last = place;
    }
    timer ??= setTimeout(deliver, PAUSE);
    show();
  }

  function lift() {
    if (last === null) return;
    last = null;
    deliver();
  }

  surface.canvas.addEventListener("pointerdown", (event) => {
    surface.canvas.setPointerCapture(event.pointerId);
    last = placeOf(event);
    stroke(dots, last, last);
    show();
  });
  surface.canvas.addEventListener("pointermove", move);
  surface.canvas.addEventListener("pointerup", lift);
  surface.canvas.addEventListener("pointercancel", lift);
  clear.addEventListener("click", () => {
    dots = new Uint8Array(SIDE * SIDE);
    show();
    deliver();
  });

  /** Whether what somebody draws is newer than this answer to an earlier stroke. */
  function ahead(drawing) {
    if (last !== null || timer !== null) return true;
    return sent.text !== drawing && performance.now() - sent.at < PATIENCE;
  }

  return {
    element: element("div", "pad-part", element("div", "pad", surface.canvas, hint), clear),
    update(view, next) {
      theme = next;
      if (!ahead(view.drawing)) {
        dots = read(view.drawing);
        sent = { text: view.drawing ? view.drawing : written(dots), at: -PATIENCE };
      }
      show();
    },
    dispose() {
      clearTimeout(timer);
      surface.dispose();
    },
  };
}
