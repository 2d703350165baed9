// The row of tools: how many parts are added so far, and what one can do with the curve.

import { element, setAttributes, setText } from "./dom.js";

const LONGEST = 6000;
const SLOWEST = 700;

function tool(label) {
  const node = element("button", "tool", label);
  setAttributes(node, { type: "button" });
  return node;
}

/** The row; `onShown(units)` tells how many parts are to be added. */
export function createHingeBar(onShown, onDraw, onEven) {
  const play = tool("Add one by one");
  play.classList.add("play");
  const range = element("input", "");
  setAttributes(range, { type: "range", min: 0, step: 1 });
  const count = element("span", "count");
  const draw = tool("Draw a curve");
  const even = tool("Space knots evenly");
  const tools = element("div", "row-of-tools", play, range, count, draw, even);
  let timer = null;
  let scene = { shown: 0, count: 0, names: ["", ""] };

  function stop() {
    clearInterval(timer);
    timer = null;
    setText(play, "Add one by one");
  }

  function next() {
    if (scene.shown >= scene.count) stop();
    else onShown(scene.shown + 1);
  }

  function toggle() {
    if (timer !== null) {
      stop();
      return;
    }
    setText(play, "Stop");
    if (scene.shown >= scene.count) onShown(0);
    timer = setInterval(next, Math.min(SLOWEST, LONGEST / scene.count));
  }

  play.addEventListener("click", toggle);
  range.addEventListener("input", () => {
    stop();
    onShown(Number(range.value));
  });
  draw.addEventListener("click", onDraw);
  even.addEventListener("click", onEven);

  return {
    element: tools,
    update(next, { drawing, moved, knots }) {
      scene = next;
      const [one, many] = scene.names;
      const text = `${scene.shown} of ${scene.count} ${scene.count === 1 ? one : many}`;
      setAttributes(range, {
        max: scene.count, "aria-label": `${many} added so far`, "aria-valuetext": text,
      });
      range.value = scene.shown;
      setText(count, text);
      setText(draw, drawing ? "Done drawing" : "Draw a curve");
      draw.hidden = !knots;
      even.hidden = !knots;
      even.disabled = !moved;
      setAttributes(draw, { "aria-pressed": drawing });
    },
    dispose: stop,
  };
}
