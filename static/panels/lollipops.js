// A few numbers on both sides of 0, one row each: name, line with a dot, value.

import { element, panelList, setText } from "./dom.js";
import { createHeading } from "./words.js";

function createRow() {
  const name = element("span", "name");
  const stem = element("span", "stem");
  const value = element("span", "value");
  return {
    element: element("div", "lollipop", name, element("span", "track", stem), value),
    update(row, limit, theme) {
      setText(name, row.name);
      setText(value, row.text);
      const share = Math.max(-1, Math.min(row.value / limit, 1));
      stem.style.left = `${50 + 50 * Math.min(0, share)}%`;
      stem.style.width = `${50 * Math.abs(share)}%`;
      stem.style.color = theme.classes[row.value < 0 ? 0 : 1];
      stem.dataset.side = row.value < 0 ? "left" : "right";
    },
    dispose() {},
  };
}

/** A list; update({ heading, detail, rows, limit, ticks }, theme). */
export function createLollipops() {
  const heading = createHeading();
  const list = element("div", "lollipops");
  const rows = panelList(list, createRow);
  const marks = element("div", "lollipop marks");
  const texts = element("span", "track");
  marks.append(element("span", "name"), texts, element("span", "value"));
  const ticks = panelList(texts, () => ({ element: element("span", "tick"), dispose() {} }));
  return {
    element: element("div", "weights", heading.element, list, marks),
    update(data, theme) {
      heading.update(data);
      rows(data.rows.length).forEach((row, at) => row.update(data.rows[at], data.limit, theme));
      ticks(data.ticks.length).forEach(({ element: tick }, at) => {
        const [value, text] = data.ticks[at];
        setText(tick, text);
        tick.style.left = `${50 + (50 * value) / data.limit}%`;
      });
    },
  };
}
