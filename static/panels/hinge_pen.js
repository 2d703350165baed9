// An area over the plot in which one draws a curve with the pointer.

import { element } from "./dom.js";

/** The area; `onStroke(from, to)` takes points [share of the width, share of the height]. */
export function createPen(onStroke, onEnd) {
  const node = element("div", "draw");
  let last = null;

  function pointOf(event) {
    const box = node.getBoundingClientRect();
    const shares = [
      (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height,
    ];
    return shares.map((share) => Math.max(0, Math.min(share, 1)));
  }

  function move(event) {
    if (last === null) return;
    // A fast finger gives several points for each event.
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      const point = pointOf(one);
      onStroke(last, point);
      last = point;
    }
  }

  function end() {
    if (last === null) return;
    last = null;
    onEnd();
  }

  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    last = pointOf(event);
    onStroke(last, last);
  });
  const listeners = { pointermove: move, pointerup: end, pointercancel: end };
  for (const [type, listener] of Object.entries(listeners)) node.addEventListener(type, listener);

  return {
    element: node,
    busy: () => last !== null,
    place({ left, right, top, bottom }) {
      Object.assign(node.style, {
        left: `${left}px`, width: `${right - left}px`, top: `${top}px`, height: `${bottom - top}px`,
      });
    },
  };
}
