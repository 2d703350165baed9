// Sizes and places of the picture of hinges and bumps, in CSS.

export const HINGES = `
.hinges { display: grid; gap: 6px; }
.hinges .plot.sum { height: clamp(210px, 42vh, 420px); }
.hinges .plot.parts { height: clamp(120px, 22vh, 220px); }
.hinges .part-title { margin: 4px 0 0; }
.hinges .row-of-tools { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; }
.hinges .row-of-tools input {
  flex: 1 1 110px; min-width: 90px; max-width: 380px; height: 24px; margin: 0;
  accent-color: var(--st-primary-color); cursor: pointer;
}
.hinges .count { min-width: 7.5em; }
.view button.tool.play { min-width: 8.5em; justify-content: center; }
.view button.tool {
  display: inline-flex; align-items: center; gap: 0.4em; min-height: 32px; padding: 2px 12px;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 8px);
  background: none; color: inherit; font: inherit; font-size: var(--aside); cursor: pointer;
}
.view button.tool[hidden] { display: none; }
.view button.tool:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.view button.tool:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
.view button.tool[aria-pressed="true"] {
  border-color: var(--st-primary-color);
  background: color-mix(in srgb, var(--st-primary-color) 14%, transparent);
}
.view button.tool:disabled { opacity: 0.4; cursor: default; border-color: var(--st-border-color);
  color: inherit; }
.hinges .said { min-height: 1.45em; }
.hinges .draw { position: absolute; cursor: crosshair; touch-action: none; display: none; }
.hinges .drawing .draw { display: block; }
.hinges .knot {
  position: absolute; width: 26px; height: 26px; padding: 0; border: 0; background: none;
  transform: translate(-50%, -50%); cursor: grab; touch-action: none; border-radius: 50%;
}
@media (pointer: coarse) { .hinges .knot { width: 38px; height: 38px; } }
.hinges .knot::after {
  content: ""; position: absolute; inset: calc(50% - 6px); border-radius: 50%;
  border: 2px solid var(--st-background-color); background: var(--line);
}
.hinges .knot:is(:hover, :focus-visible)::after { inset: calc(50% - 8px); }
.hinges .knot:active { cursor: grabbing; }
.hinges .knot:focus { outline: none; }
.hinges .knot:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: -3px; }
.hinges .knot.waits { opacity: 0.35; }
.hinges .drawing .knot { display: none; }
.hinges .legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: var(--aside);
  color: var(--st-gray-text-color); }
.hinges .legend span::before {
  content: ""; display: inline-block; width: 18px; height: 0; margin-right: 6px;
  vertical-align: 0.28em; border-top: 3px solid var(--ink);
}
`;
