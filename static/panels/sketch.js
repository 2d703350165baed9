// A plane on which one draws samples of classes, with the classes, an eraser and undo beside it.

import { element, panelList, setAttributes, setText } from "./dom.js";
import { away, counts, createDrawing, offered, read, without, written } from "./sketch_points.js";
import { createPlane } from "./sketch_plane.js";

// Shares of the plane's width: between the points of one drag, and around an eraser.
const APART = 0.035;
const REACH = 0.03;
const PATIENCE = 3000;
const KEYS =
  "Arrow keys move the cross, Enter puts a point, a number chooses a class, Delete erases, " +
  "U takes back.";

function plainButton(label, action) {
  const button = element("button", "plain", label);
  button.type = "button";
  button.addEventListener("click", action);
  return button;
}

function createClass(choose) {
  const mark = element("i", "");
  const name = element("span", "");
  const button = element("button", "plain kind", mark, name);
  button.type = "button";
  let kind = 0;
  button.addEventListener("click", () => choose(kind));
  return {
    element: button,
    update(index, count, chosen, theme) {
      kind = index;
      mark.style.background = theme.classes[index];
      setText(name, `Class ${index + 1}${count ? `: ${count}` : ""}`);
      setAttributes(button, { "aria-pressed": chosen });
    },
    dispose() {},
  };
}

/** The picture; update(view, theme). What is drawn goes to `report("select", text)`. */
export function createSketch(report) {
  let view = null;
  let theme = null;
  let drawing = createDrawing([], 0);
  let chosen = 0;
  let erasing = false;
  let last = null;
  let sent = { text: "", at: -PATIENCE };
  const plane = createPlane({ begin, move, end }, press);
  const kinds = element("div", "kinds");
  const list = panelList(kinds, () => createClass(choose));
  const eraser = plainButton("Eraser", () => choose(chosen, !erasing));
  const undo = plainButton("Undo", takeBack);
  const clear = plainButton("Clear", () => once(() => drawing.change([])));
  const tools = element("div", "tools", eraser, undo, clear);
  const count = element("p", "text");
  const keys = element("p", "text keys", KEYS);
  setAttributes(count, { "aria-live": "polite" });
  setAttributes(kinds, { role: "group", "aria-label": "Class of the next points" });

  function choose(kind, erase = false) {
    chosen = kind;
    erasing = erase;
    show();
  }

  function put(place) {
    const points = drawing.points();
    if (erasing) {
      const left = without(points, place, REACH);
      if (left.length < points.length) drawing.change(left);
    } else if (!drawing.full()) {
      drawing.change([...points, { ...place, kind: chosen }]);
    }
    last = place;
    show();
  }

  function begin(place) {
    drawing.begin();
    put(place);
  }

  function move(place) {
    if (erasing || away(place, last) >= APART) put(place);
  }

  function end() {
    drawing.end();
    show();
    deliver();
  }

  function once(action) {
    drawing.begin();
    action();
    end();
  }

  function takeBack() {
    drawing.undo();
    show();
    deliver();
  }

  function press({ key, ctrlKey, metaKey }, place) {
    const kind = Number(key) - 1;
    if (key === "Delete" || key === "Backspace") {
      once(() => drawing.change(without(drawing.points(), place, 2 * REACH)));
    } else if (key.toLowerCase() === "u" || ((ctrlKey || metaKey) && key === "z")) takeBack();
    else if (kind in Array(offered(drawing.points(), view.classes)).fill(0)) choose(kind);
    else return false;
    return true;
  }

  function deliver() {
    const text = written(drawing.points());
    if (text === sent.text) return;
    sent = { text, at: performance.now() };
    report("select", text);
  }

  function show() {
    if (!theme) return;
    const points = drawing.points();
    const have = counts(points, view.classes);
    list(offered(points, view.classes)).forEach((each, index) => {
      each.update(index, have[index], !erasing && index === chosen, theme);
    });
    setAttributes(eraser, { "aria-pressed": erasing });
    undo.disabled = !drawing.canUndo();
    clear.disabled = !points.length;
    const full = drawing.full() ? ": no more fit into a link" : "";
    setText(count, `${points.length} of ${view.most} points${full}.`);
    plane.update(points, theme, `Plane with ${points.length} points. ${KEYS}`);
  }

  /** Whether what somebody draws is newer than this answer to an earlier stroke. */
  function ahead(text) {
    return plane.busy() || (sent.text !== text && performance.now() - sent.at < PATIENCE);
  }

  return {
    element: element("div", "sketch", plane.element,
      element("div", "sketch-side", kinds, tools, count, keys)),
    update(next, nextTheme) {
      theme = nextTheme;
      const fresh = !view || (!ahead(next.points) && next.points !== written(drawing.points()));
      view = next;
      if (fresh) {
        drawing = createDrawing(read(next.points), next.most);
        sent = { text: next.points, at: -PATIENCE };
      }
      show();
    },
    dispose() {
      list(0);
      plane.dispose();
    },
  };
}
