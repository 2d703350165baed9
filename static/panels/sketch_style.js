// Sizes and places of the plane on which samples are drawn, in CSS.

export const SKETCH = `
.sketch { display: grid; gap: 12px 20px; grid-template-columns: minmax(0, 26em) minmax(11em, 1fr); }
@container view (max-width: 519.9px) { .sketch { grid-template-columns: minmax(0, 1fr); } }
.sketch-plane {
  position: relative; aspect-ratio: 1; border: 1px solid var(--st-border-color);
  border-radius: 4px; touch-action: none; cursor: crosshair; user-select: none;
}
.sketch-plane:focus { outline: none; }
.sketch-plane:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
.sketch-plane .hint:not([hidden]) {
  position: absolute; inset: 0; display: grid; place-content: center;
  color: var(--st-gray-text-color); pointer-events: none;
}
.sketch-plane .cross {
  display: none; position: absolute; width: 17px; height: 17px; pointer-events: none;
  transform: translate(-50%, -50%);
  background:
    linear-gradient(var(--st-text-color), var(--st-text-color)) center / 1px 100% no-repeat,
    linear-gradient(var(--st-text-color), var(--st-text-color)) center / 100% 1px no-repeat;
}
.sketch-plane:focus-visible .cross { display: block; }
.sketch-side { display: grid; gap: 12px; align-content: start; }
.kinds, .sketch .tools { display: flex; flex-wrap: wrap; gap: 8px; }
.view .sketch button.plain { min-height: 2.4em; }
.view button.kind { display: inline-flex; align-items: center; gap: 0.5em; }
.kind i { width: 0.85em; height: 0.85em; border-radius: 50%; }
.view .sketch button[aria-pressed="true"] {
  border-color: currentcolor; box-shadow: inset 0 0 0 1px currentcolor; font-weight: 600;
}
@media (pointer: coarse) { .sketch .keys { display: none; } }
.view .sketch button:disabled { opacity: 0.45; cursor: default; }
`;
