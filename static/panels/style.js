// The look of the parts: type, colours, what lies over a canvas.

import { BANDS } from "./bands_layout.js";
import { GRADIENTS } from "./gradients_layout.js";
import { HINGES } from "./hinges_style.js";
import { LABS } from "./labs_style.js";
import { LAYOUT } from "./layout.js";
import { RACE } from "./race_style.js";
import { REGIONS } from "./regions_style.js";
import { MAPS } from "./maps.js";
import { SKETCH } from "./sketch_style.js";
import { UNITS } from "./units_style.js";

const PARTS = `
.frame { container: view / inline-size; }
.view {
  position: relative;
  --size: clamp(14px, 0.55vw + 7px, 18px);
  --axis: max(12px, var(--size) - 1.5px);
  --aside: max(12px, var(--size) - 1px);
  font: 400 var(--size) / 1.45 var(--st-font);
  font-variant-numeric: tabular-nums;
  color: var(--st-text-color);
  --error: #B3261E;
}
.view[data-mode="dark"] { --error: #FF8A80; }
.view h1, .view h2, .view p { margin: 0; font: inherit; }
.view [hidden] { display: none; }
.unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}

.view .net {
  display: flex;
  column-gap: 0.35em;
  align-items: baseline;
  font-size: 1.425em;
  font-weight: 600;
  line-height: 1.35;
  white-space: nowrap;
}
.net .name, .net .caption { overflow: hidden; text-overflow: ellipsis; }
.headline { flex: none; }
.view .caption {
  font-size: var(--aside);
  font-weight: 400;
  color: var(--st-gray-text-color);
  flex-shrink: 1000;
}
.heading {
  display: flex;
  column-gap: 0.45em;
  align-items: baseline;
  white-space: nowrap;
  line-height: 1.25;
  min-width: 0;
}
.view .title { font-weight: 600; }
.detail {
  color: var(--st-gray-text-color);
  font-size: var(--aside);
  overflow: hidden;
  text-overflow: ellipsis;
}
.view .sentence { margin-top: 2px; text-wrap: pretty; }
.sentence.error { color: var(--error); }
.sentence svg { display: none; }
.sentence.error svg {
  display: inline-block;
  width: 1.1em;
  height: 1.1em;
  margin-right: 0.35em;
  vertical-align: -0.17em;
  fill: currentColor;
}
.note, .text { color: var(--st-gray-text-color); }
.failure { color: var(--error); }

.plot { position: relative; container-type: inline-size; }
.plot.faded { opacity: 0.35; }
.surface { position: absolute; inset: 0; width: 100%; height: 100%; }
.tick, .flat, .label {
  position: absolute;
  transform: translate(-50%, -50%);
  font-size: var(--axis);
  line-height: 1;
  white-space: nowrap;
}
[data-align="start"] { transform: translate(0, -50%); }
[data-align="end"] { transform: translate(-100%, -50%); }
.tick, .flat { color: var(--st-gray-text-color); }
.flat, .label { font-weight: 600; }
.label { font-size: var(--aside); }
.halo {
  --paper: var(--st-background-color);
  text-shadow: 0 0 2px var(--paper), 0 0 2px var(--paper), 0 0 3px var(--paper);
}
.function { position: absolute; left: 0; top: -0.2em; white-space: nowrap; line-height: 1.3; }
.function .name { font-size: 1.035em; font-weight: 600; }
.function .formula { font-size: var(--axis); color: var(--st-gray-text-color); }
@container (max-width: 219.9px) { .formula { display: none; } }

.readout { position: absolute; touch-action: pan-y; cursor: crosshair; }
.readout:focus { outline: none; }
.readout:focus-visible {
  outline: 2px solid var(--st-text-color);
  outline-offset: 3px;
  border-radius: 2px;
}
.hair, .values { display: none; position: absolute; pointer-events: none; }
.open > * { display: block; }
.hair { top: 0; bottom: 0; width: 1px; background: var(--st-gray-text-color); }
.values {
  top: 0;
  z-index: 2;
  padding: 0.25em 0.5em;
  border: 1px solid var(--st-border-color);
  border-radius: 4px;
  background: var(--st-background-color);
  font-size: var(--axis);
  line-height: 1.3;
  white-space: nowrap;
}
.values[data-side="left"] { transform: translateX(calc(-100% - 8px)); }
.values[data-side="right"] { transform: translateX(9px); }
.step { color: var(--st-gray-text-color); }
.row { display: flex; justify-content: space-between; gap: 1em; font-weight: 600; }
`;

/** The style sheet of all panels. */
export const STYLE =
  PARTS + LAYOUT + GRADIENTS + BANDS + MAPS + UNITS + HINGES + REGIONS + LABS + RACE + SKETCH;
