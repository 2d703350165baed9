// Arranges episodes of CartPole: carts side by side, one button that plays them, one bar of time.

import { createCart } from "./cart.js";
import { element, panelList, setAttributes, setText } from "./dom.js";

const SECONDS = 0.02;
const CALM = 10; // steps from picture to picture where somebody wants little motion

/** The layout; update(view, theme) draws one view of kind "episodes". */
export function createEpisodes() {
  const grid = element("div", "episodes");
  const carts = panelList(grid, createCart);
  const button = element("button", "plain");
  const range = element("input", "range");
  const time = element("span", "time");
  setAttributes(range, { type: "range", min: 0, step: 1, value: 0, "aria-label": "Step shown" });
  button.type = "button";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let shown = [];
  let key = null;
  let last = 0;
  let playing = null;

  const step = () => Number(range.value);

  function show() {
    const words = `step ${step()} of ${last}`;
    setText(time, words);
    setAttributes(range, { "aria-valuetext": words });
    setText(button, playing === null ? "Play" : "Pause");
    for (const cart of shown) cart.at(step());
  }

  function pause() {
    if (playing !== null) cancelAnimationFrame(playing.frame);
    playing = null;
    show();
  }

  function tick(now) {
    playing.from ??= now - step() * SECONDS * 1000;
    const gone = Math.floor((now - playing.from) / (SECONDS * 1000));
    range.value = calm.matches ? gone - (gone % CALM) : gone;
    if (step() >= last) {
      pause();
      return;
    }
    playing.frame = requestAnimationFrame(tick);
    show();
  }

  button.addEventListener("click", () => {
    if (playing !== null) {
      pause();
      return;
    }
    if (step() >= last) range.value = 0;
    playing = { from: null, frame: requestAnimationFrame(tick) };
    show();
  });
  range.addEventListener("input", pause);

  return {
    element: element("div", "watch", grid, element("div", "player", button, range, time)),
    update(view, theme) {
      shown = carts(view.episodes.length);
      shown.forEach((cart, at) => cart.update(view.episodes[at], theme));
      last = Math.max(...view.episodes.map((episode) => episode.states.shape[0]));
      setAttributes(range, { max: last });
      if (view.key !== key) {
        key = view.key;
        range.value = 0;
        pause();
      }
      show();
    },
    dispose() {
      if (playing !== null) cancelAnimationFrame(playing.frame);
      carts(0);
    },
  };
}
