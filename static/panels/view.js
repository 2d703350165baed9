// What every view has around its layout: title, announcements, note, and a place for failures.

import { createBands } from "./bands.js";
import { createDigit } from "./digit.js";
import { element, setAttributes, setText } from "./dom.js";
import { createEpisodes } from "./episodes.js";
import { createGradients } from "./gradients.js";
import { createHinges } from "./hinges.js";
import { createMaps } from "./maps.js";
import { createPlayground } from "./playground.js";
import { createRace } from "./race.js";
import { createRegions } from "./regions.js";
import { createSketch } from "./sketch.js";
import { STYLE } from "./style.js";
import { createThemeReader } from "./theme.js";
import { createUnits } from "./units.js";
import { unpack } from "./unpack.js";

const LAYOUTS = {
  bands: createBands,
  digit: createDigit,
  episodes: createEpisodes,
  gradients: createGradients,
  hinges: createHinges,
  maps: createMaps,
  playground: createPlayground,
  race: createRace,
  regions: createRegions,
  sketch: createSketch,
  units: createUnits,
};

function layoutOf(kind, report) {
  if (!Object.hasOwn(LAYOUTS, kind)) throw new Error(`no layout draws a view of kind "${kind}"`);
  return LAYOUTS[kind](report);
}

// The browser's own words about a missing part help nobody; the console has them.
function reasonOf(error) {
  return error instanceof TypeError ? "its data has an unexpected form" : error.message;
}

/**
 * Everything inside one component; show(bytes) draws a payload, refresh() the last one again.
 * `report(name, value)` tells the page what a reader chose in the picture.
 */
export function createView(report) {
  const title = element("h1", "unseen");
  const status = element("div", "unseen");
  setAttributes(status, { "aria-live": "polite" });
  const failure = element("p", "failure");
  setAttributes(failure, { role: "alert" });
  const place = element("div", "place");
  const note = element("p", "note");
  const view = element("div", "view", title, status, failure, place, note);
  const style = element("style", "", STYLE);
  const readTheme = createThemeReader(view);
  let data = null;
  let kind = null;
  let layout = null;

  function clear() {
    layout?.dispose();
    layout?.element.remove();
    layout = null;
    kind = null;
  }

  function choose(wanted) {
    if (wanted === kind) return;
    clear();
    layout = layoutOf(wanted, report);
    kind = wanted;
    place.append(layout.element);
  }

  function update() {
    if (!view.isConnected) return; // a page that is being left has no style to be drawn in
    const theme = readTheme();
    setAttributes(view, { "data-mode": theme.mode });
    choose(data.kind);
    setText(title, data.title);
    setText(note, data.note);
    if (status.textContent !== data.announce) status.textContent = data.announce;
    // The layout gives a note below it the room that it takes, and measures as well.
    view.style.setProperty("--note", `${note.offsetHeight}px`);
    layout.update(data, theme);
  }

  // A payload that cannot be drawn must not stop the frames after it.
  function guard(action) {
    try {
      action();
      setText(failure, "");
    } catch (error) {
      console.error("The picture could not be drawn.", error);
      clear();
      data = null;
      setText(failure, `This picture could not be drawn: ${reasonOf(error)}.`);
    }
  }

  return {
    element: element("div", "frame", style, view),
    show: (bytes) => guard(() => {
      data = unpack(bytes);
      update();
    }),
    refresh: () => {
      if (data) guard(update);
    },
    dispose: clear,
  };
}
