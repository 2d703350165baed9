// Sizes of the picture of linear regions, in CSS.

export const REGIONS = `
.regions {
  display: grid;
  grid-template-columns: minmax(0, min(30rem, 72vh)) minmax(0, 1fr);
  column-gap: 28px;
  row-gap: 10px;
  align-items: start;
}
.regions .map { position: relative; aspect-ratio: 1; cursor: crosshair; touch-action: manipulation; }
.regions .map:focus { outline: none; }
.regions .map:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 3px; }
.regions .side { display: flex; flex-direction: column; gap: 12px; min-width: 0; }
.view .regions .count { font-size: 1.7em; font-weight: 600; line-height: 1.2; }
.view .regions .beside { color: var(--st-gray-text-color); }
.regions .cut-chart .plot { height: clamp(150px, 27vh, 260px); }
.regions .cut-chart .heading { flex-wrap: wrap; }
.regions .knobs {
  display: grid;
  grid-template-columns: auto minmax(80px, 1fr) 6.5em;
  gap: 8px 12px;
  align-items: center;
  max-width: 34rem;
}
.regions .knobs input[type="range"] { width: 100%; accent-color: var(--st-primary-color); }
.regions .knobs input:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 3px; }
.regions .shown { white-space: nowrap; }
.regions .buttons { display: flex; gap: 4px 16px; align-items: center; flex-wrap: wrap; }
.regions .buttons { margin-top: 10px; }
.regions label.switch { display: inline-flex; gap: 6px; align-items: center; min-height: 32px; }
.view .regions button.play {
  min-height: 36px;
  padding: 0 14px;
  border: 1px solid var(--st-border-color);
  border-radius: 6px;
  background: var(--st-background-color);
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.view .regions button.play:hover { border-color: var(--st-text-color); }
.view .regions button.play:focus-visible { outline: 2px solid var(--st-text-color); }
.regions .play:disabled { opacity: 0.4; cursor: default; }
.regions .key { display: flex; gap: 8px; align-items: center; font-size: var(--aside); }
.regions .key { color: var(--st-gray-text-color); }
.regions .key .shades { width: 72px; height: 12px; border-radius: 3px; flex: none; }
@container view (max-width: 759.9px) {
  .regions { grid-template-columns: minmax(0, 1fr); }
  .regions .map { max-width: 30rem; }
}
`;
