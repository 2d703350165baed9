// What lies over the canvas of a network: headings of columns, and a button for each unit.

import { element, setAttributes, setText } from "./dom.js";

/** The heading of a column; update(column, x, width, wide). */
export function createColumnHeading() {
  const title = element("h3", "title");
  const detail = element("span", "detail");
  const node = element("div", "column", title, detail);
  return {
    element: node,
    update(column, x, width, wide) {
      setText(title, wide ? column.heading : column.short);
      setText(detail, wide ? column.detail : column.brief);
      node.style.left = `${x}px`;
      node.style.width = `${width}px`;
    },
    dispose() {},
  };
}

/** The button over a unit; update(unit, x, y, size). `point` tells whether one points at it. */
export function createUnitButton(report, point) {
  const node = element("button", "unit");
  let unit = null;
  node.type = "button";
  // What is wanted, not a change of it: an event that arrives twice does no harm.
  node.addEventListener("click", () => report("select", unit.selected ? "none" : unit.key));
  for (const type of ["pointerenter", "focus"]) node.addEventListener(type, () => point(unit.key));
  for (const type of ["pointerleave", "blur"]) node.addEventListener(type, () => point(null));
  return {
    element: node,
    update(next, x, y, size) {
      unit = next;
      const label = [unit.aria, ...unit.facts].join(", ");
      setAttributes(node, { "aria-label": label, "aria-pressed": unit.selected });
      Object.assign(node.style, {
        left: `${x}px`, top: `${y - size / 2}px`, width: `${size}px`, height: `${size}px`,
      });
    },
    dispose() {},
  };
}
