// What moves the picture of linear regions: the step, the angle of the cut, play, samples.

import { element, setAttributes, setText } from "./dom.js";

const FRAME = 350;

function createRange(name, text, changed) {
  const range = element("input", "");
  const shown = element("span", "shown");
  setAttributes(range, { type: "range", min: 0, step: 1, "aria-label": name });
  const describe = () => {
    setText(shown, text(Number(range.value)));
    setAttributes(range, { "aria-valuetext": shown.textContent });
  };
  range.addEventListener("input", () => {
    describe();
    changed();
  });
  return {
    parts: [element("span", "", name), range, shown],
    value: () => Number(range.value),
    go(at) {
      range.value = at;
      describe();
    },
    limit: (last) => setAttributes(range, { max: last }),
  };
}

/** The knobs; `moved` is called where another step is shown, `turned` where anything else is. */
export function createKnobs(moved, turned) {
  let view = null;
  let timer = null;
  const step = createRange("Step", (at) => view.moments[at].label, () => {
    stop();
    moved();
  });
  const angle = createRange("Cut", (at) => `${view.angles[at]}°`, turned);
  const play = element("button", "play");
  play.type = "button";
  const tick = element("input", "");
  setAttributes(tick, { type: "checkbox" });
  tick.checked = true;
  tick.addEventListener("change", turned);
  const dots = element("label", "switch", tick, "Samples");
  const rows = element("div", "knobs", ...step.parts, ...angle.parts);

  function stop() {
    clearInterval(timer);
    timer = null;
    setText(play, "▶ Play the training");
  }

  function forward() {
    const next = step.value() + 1;
    if (next >= view.moments.length) {
      stop();
      return;
    }
    step.go(next);
    moved();
  }

  play.addEventListener("click", () => {
    if (timer !== null) {
      stop();
      return;
    }
    if (step.value() + 1 >= view.moments.length) step.go(0);
    moved();
    timer = setInterval(forward, FRAME);
    setText(play, "❚❚ Pause");
  });
  stop();

  return {
    element: element("div", "", rows, element("div", "buttons", play, dots)),
    step: step.value,
    angle: angle.value,
    dots: () => tick.checked,
    update(next) {
      const first = view === null;
      const atEnd = first || step.value() + 1 === view.moments.length;
      const fresh = !first && next.name !== view.name;
      view = next;
      step.limit(view.moments.length - 1);
      angle.limit(view.angles.length - 1);
      if (first) angle.go(view.angle);
      const told = first ? view.moments.findIndex((moment) => moment.step === view.told) : -1;
      const stay = atEnd || fresh ? view.moments.length - 1 : step.value();
      step.go(told >= 0 ? told : stay);
      play.disabled = view.moments.length < 2;
    },
    dispose: () => clearInterval(timer),
  };
}
