// The bar of time: a native range over the kept steps, marks above it, buttons to the next mark.

import { element, setAttributes } from "./dom.js";
import { formatStep } from "./format.js";
import { luminance, rgb } from "./theme.js";
import { SHAPES, mergedMarks, neighbour } from "./timemarks.js";

const GAP = 11;
const THUMB = 14;
const PAUSE = 120;
const PATIENCE = 3000;
const STYLE = `
.bar {
  --died: #B3261E; --revived: #0F7B45; --diverged: #1D2026; --changed: #6B7280;
  display: flex; align-items: center; gap: 2px; position: relative; height: 24px; width: 100%;
  font: 400 0.8125rem/1.35 var(--st-font); color: var(--st-text-color);
}
.bar[data-mode="dark"] {
  --died: #FF8A80; --revived: #5FD08A; --diverged: #ECEDEF; --changed: #A0A6AF;
}
.time { position: relative; flex: 1; min-width: 0; height: 100%; }
.time input {
  position: absolute; left: 0; bottom: 0; width: 100%; height: 14px; margin: 0;
  appearance: none; background: none; cursor: pointer; touch-action: pan-y;
}
.time input::-webkit-slider-runnable-track {
  height: 4px; border-radius: 2px; background: var(--st-border-color);
}
.time input::-moz-range-track {
  height: 4px; border-radius: 2px; background: var(--st-border-color);
}
.time input::-webkit-slider-thumb {
  appearance: none; width: ${THUMB}px; height: ${THUMB}px; margin-top: -5px; border: 0;
  border-radius: 50%; background: var(--st-primary-color);
}
.time input::-moz-range-thumb {
  width: ${THUMB}px; height: ${THUMB}px; border: 0; border-radius: 50%;
  background: var(--st-primary-color);
}
.time input:focus-visible { outline: none; }
.time input:focus-visible::-webkit-slider-thumb {
  outline: 2px solid var(--st-primary-color); outline-offset: 2px;
}
.time input:focus-visible::-moz-range-thumb {
  outline: 2px solid var(--st-primary-color); outline-offset: 2px;
}
.mark {
  position: absolute; top: -3px; width: 14px; height: 14px; margin-left: -7px; padding: 2px;
  border: 0; background: none; cursor: pointer; line-height: 0; box-sizing: border-box;
}
.mark svg { width: 10px; height: 10px; overflow: visible; }
.bar path { fill: none; stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
.mark[data-kind="died"] path { fill: var(--died); stroke: var(--died); }
.mark[data-kind="both"] path { fill: var(--died); stroke: var(--died); stroke-width: 0.8; }
.mark[data-kind="revived"] path { stroke: var(--revived); }
.mark[data-kind="diverged"] path { stroke: var(--diverged); stroke-width: 2.4; }
.mark[data-kind="changed"] path { fill: var(--changed); stroke: var(--changed); }
.go {
  flex: none; width: 24px; height: 24px; padding: 0; border: 0; border-radius: 6px;
  background: none; color: inherit; cursor: pointer;
}
.go path { stroke: currentcolor; }
.go:disabled { opacity: 0.3; cursor: default; }
.go:not(:disabled):hover { background: var(--st-secondary-background-color); }
.go:focus-visible { outline: 2px solid var(--st-primary-color); }
.note {
  position: absolute; top: 28px; left: 0; right: 0; z-index: 10; margin: 0 auto; max-width: 100%;
  box-sizing: border-box;
  padding: 0.3rem 0.5rem; border: 1px solid var(--st-border-color); border-radius: 6px;
  background: var(--st-background-color); pointer-events: none; width: max-content;
}
.note[hidden], .go[hidden] { display: none; }
`;

function icon(shape) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  setAttributes(svg, { viewBox: "0 0 10 10", width: 10, height: 10, "aria-hidden": "true" });
  setAttributes(path, { d: shape });
  svg.append(path);
  return svg;
}

function goButton(shape, label) {
  const button = element("button", "go", icon(shape));
  setAttributes(button, { type: "button", "aria-label": label, title: label });
  return button;
}

/** The bar; `send` is called with each step that somebody goes to. */
export function createTimebar(send) {
  const range = element("input", "range");
  setAttributes(range, { type: "range", min: 0, step: 1, "aria-label": "Step shown" });
  const symbols = element("div", "symbols");
  const time = element("div", "time", symbols, range);
  const before = goButton("M6.5 1.5L3 5L6.5 8.5", "To the event before");
  const after = goButton("M3.5 1.5L7 5L3.5 8.5", "To the next event");
  const note = element("div", "note");
  const style = element("style", "", STYLE);
  const bar = element("div", "bar", style, before, time, after, note);
  let data = { steps: [0], shown: 0, settled: true, marks: [] };
  let timer = null;
  let held = false;
  let touched = false;
  let sent = { step: null, at: 0 };

  const place = () => Number(range.value);

  function deliver() {
    timer = null;
    sent = { step: data.steps[place()], at: performance.now() };
    send(sent.step);
  }

  function moved() {
    touched = true;
    describe();
    timer ??= setTimeout(deliver, PAUSE);
  }

  /** Whether what somebody is moving is newer than this answer to an earlier move. */
  function ahead({ steps, shown, settled }) {
    if (held || timer !== null) return true;
    const waiting = sent.step !== null && performance.now() - sent.at < PATIENCE;
    return waiting && (!settled || steps[shown] !== sent.step);
  }

  function go(at) {
    if (at === null) return;
    range.value = at;
    moved();
  }

  function describe() {
    const step = formatStep(data.steps[place()]);
    const here = data.marks.find((mark) => mark.at === place());
    const text = here ? `${step}: ${here.text}` : step;
    setAttributes(range, { "aria-valuetext": text });
    note.textContent = here?.text ?? "";
    note.hidden = !here || !touched;
    for (const [button, direction] of [[before, -1], [after, 1]]) {
      button.disabled = neighbour(data.marks, place(), direction) === null;
      button.hidden = data.marks.length === 0;
    }
  }

  function drawMarks() {
    const last = data.steps.length - 1;
    const found = mergedMarks(data.marks, last, time.clientWidth - THUMB, GAP);
    symbols.replaceChildren(
      ...found.map(({ at, kind, texts }) => {
        const button = element("button", "mark", icon(SHAPES[kind]));
        setAttributes(button, { type: "button", "data-kind": kind, tabindex: -1 });
        button.title = texts.slice(0, 5).join("\n") + (texts.length > 5 ? "\n…" : "");
        button.setAttribute("aria-label", texts[0]);
        const share = at / Math.max(1, last);
        button.style.left = `calc(${THUMB / 2}px + (100% - ${THUMB}px) * ${share})`;
        button.addEventListener("click", () => go(at));
        return button;
      }),
    );
  }

  function refresh() {
    const background = getComputedStyle(bar).getPropertyValue("--st-background-color").trim();
    const dark = background !== "" && luminance(rgb(background)) < 0.2;
    setAttributes(bar, { "data-mode": dark ? "dark" : "light" });
    drawMarks();
    describe();
  }

  range.addEventListener("input", moved);
  range.addEventListener("pointerdown", () => { held = true; });
  range.addEventListener("pointerup", () => { held = false; });
  range.addEventListener("pointercancel", () => { held = false; });
  bar.addEventListener("focusout", ({ relatedTarget }) => {
    if (bar.contains(relatedTarget)) return;
    touched = false;
    describe();
  });
  before.addEventListener("click", () => go(neighbour(data.marks, place(), -1)));
  after.addEventListener("click", () => go(neighbour(data.marks, place(), 1)));

  return {
    element: bar,
    refresh,
    show(next) {
      const step = data.steps[place()];
      data = next;
      setAttributes(range, { max: data.steps.length - 1 });
      const at = ahead(next) ? data.steps.indexOf(step) : -1;
      range.value = at >= 0 ? at : data.shown;
      refresh();
    },
    dispose() {
      clearTimeout(timer);
    },
  };
}

const mounted = new WeakMap();

function mount(parentElement, trigger) {
  const state = { trigger, calls: 0 };
  const bar = createTimebar((step) => state.trigger("step", step));
  parentElement.append(bar.element);
  const observer = new ResizeObserver(bar.refresh);
  observer.observe(bar.element);
  state.bar = bar;
  state.unmount = () => {
    observer.disconnect();
    bar.dispose();
    bar.element.remove();
    mounted.delete(parentElement);
  };
  mounted.set(parentElement, state);
  return state;
}

/** Draws the bar of `data` inside parentElement; returns what undoes it. */
export default function draw({ data, parentElement, setTriggerValue }) {
  const state = mounted.get(parentElement) ?? mount(parentElement, setTriggerValue);
  state.trigger = setTriggerValue;
  state.calls += 1;
  const call = state.calls;
  state.bar.show(data);
  return () => {
    if (call === state.calls) state.unmount();
  };
}
