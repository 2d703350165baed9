// Elements that are made once and only change their data.

/** A new element with a class and children (nodes or texts). */
export function element(tag, className, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children);
  return node;
}

/** Sets attributes that differ; null removes one. */
export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
  }
}

/** Writes text only where it differs, so that a selection in unchanged text survives a frame. */
export function setText(node, text) {
  const wanted = text ?? "";
  if (node.textContent !== wanted) node.textContent = wanted;
  node.hidden = wanted === "";
}

/**
 * A growing and shrinking row of panels ({ element, dispose }) inside `parent`.
 * Returns a function: count -> that many panels, the earlier ones kept.
 */
export function panelList(parent, create) {
  const panels = [];
  return (count) => {
    while (panels.length > count) {
      const panel = panels.pop();
      panel.dispose();
      panel.element.remove();
    }
    while (panels.length < count) {
      panels.push(create());
      parent.append(panels.at(-1).element);
    }
    return panels;
  };
}

/**
 * Texts placed by pixel over a canvas. Returns a function that takes
 * [{ text, x, y, align: "start" | "middle" | "end", colour, opacity }]; (x, y) is the place of the
 * text's start, middle or end at half its height.
 */
export function textLayer(parent, className) {
  const spans = panelList(parent, () => ({ element: element("span", className), dispose() {} }));
  return (items) => {
    spans(items.length).forEach(({ element: span }, index) => {
      const { text, x, y, align = "middle", colour = "", opacity = 1 } = items[index];
      setText(span, text);
      setAttributes(span, { "data-align": align });
      span.style.left = `${x}px`;
      span.style.top = `${y}px`;
      span.style.color = colour;
      span.style.opacity = opacity;
    });
  };
}
