// A few lines beside what one points at.

import { element, panelList, setText } from "./dom.js";

/** A box inside `parent`; show([x, y], lines) with the first line in bold; hide(). */
export function createTip(parent) {
  const node = element("div", "tip");
  node.hidden = true;
  const lines = panelList(node, () => ({ element: element("div", "line"), dispose() {} }));
  parent.append(node);
  return {
    show([x, y], texts) {
      lines(texts.length).forEach(({ element: line }, at) => setText(line, texts[at]));
      node.hidden = false;
      const left = x > parent.clientWidth / 2;
      node.style.left = `${x}px`;
      node.style.top = `${y}px`;
      node.dataset.side = left ? "left" : "right";
      node.dataset.end = y > 0.75 * parent.clientHeight ? "bottom" : "top";
    },
    hide() {
      node.hidden = true;
    },
  };
}
