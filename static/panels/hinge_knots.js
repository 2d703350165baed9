// Knots that one drags, or moves with the arrow keys.

import { element, panelList, setAttributes } from "./dom.js";

const STEP = 0.05;
const FINE = 0.01;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

function createKnot(moves) {
  const node = element("button", "knot");
  setAttributes(node, { type: "button", role: "slider" });
  let at = 0;
  let held = false;

  function drag(event) {
    if (held) moves.drag(at, event);
  }

  function drop() {
    if (!held) return;
    held = false;
    moves.settle();
  }

  function press(event) {
    const direction = MOVES[event.key];
    if (!direction) return;
    event.preventDefault();
    moves.nudge(at, direction.map((part) => part * (event.shiftKey ? FINE : STEP)));
  }

  node.addEventListener("pointerdown", (event) => {
    held = true;
    node.setPointerCapture(event.pointerId);
  });
  const listeners = { pointermove: drag, pointerup: drop, pointercancel: drop, keydown: press };
  for (const [type, listener] of Object.entries(listeners)) node.addEventListener(type, listener);

  return {
    element: node,
    update(index, [x, y], [left, top], waits) {
      at = index;
      setAttributes(node, {
        "aria-label": `Knot ${index + 1}`,
        "aria-valuenow": x.toFixed(2),
        "aria-valuetext": `x ${x.toFixed(2)}, height ${y.toFixed(2)}`,
      });
      node.classList.toggle("waits", waits);
      Object.assign(node.style, { left: `${left}px`, top: `${top}px` });
    },
    held: () => held,
    dispose() {},
  };
}

/**
 * Buttons over the knots inside `parent`. `moves` has drag(at, event), nudge(at, [dx, dy]) and
 * settle(), which is called when a knot is let go.
 */
export function createKnots(parent, moves) {
  const buttons = panelList(parent, () => createKnot(moves));
  return {
    update(knots, { box, toX, toY }, shown) {
      const inside = (y) => Math.max(box.top, Math.min(y, box.bottom));
      buttons(knots.length).forEach((button, at) => {
        const place = [toX(knots[at][0]), inside(toY(knots[at][1]))];
        button.update(at, knots[at], place, at > shown);
      });
    },
    held: (count) => buttons(count).some((button) => button.held()),
    dispose: () => buttons(0),
  };
}
