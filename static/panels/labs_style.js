// Sizes and places of the pictures of the labs, in CSS.

export const LABS = `
.digit { display: grid; gap: 16px 28px; grid-template-columns: minmax(0, 19em) minmax(0, 1fr); }
.digit .maps-column { display: grid; gap: 14px; align-content: start; min-width: 0; }
.digit .side { display: grid; gap: 12px; align-content: start; }
@container view (max-width: 599.9px) { .digit { grid-template-columns: minmax(0, 1fr); } }
.pads { display: grid; grid-template-columns: 2fr 1fr; gap: 12px; align-items: start; }
.pad { position: relative; aspect-ratio: 1; border: 1px solid var(--st-border-color); }
.pad, .input .plot { border-radius: 4px; overflow: hidden; }
.pad .surface { touch-action: none; cursor: crosshair; }
.pad .hint {
  position: absolute; inset: 0; display: grid; place-content: center; text-align: center;
  padding: 0 8%; color: var(--st-gray-text-color); pointer-events: none;
}
.input .plot { aspect-ratio: 1; }
.input .text, .pads button { font-size: var(--axis); line-height: 1.3; }
.view button.plain {
  font: inherit; font-size: var(--aside); padding: 0.2em 0.7em; border-radius: 6px;
  border: 1px solid var(--st-border-color); background: none; color: inherit; cursor: pointer;
}
.view button.plain:hover { background: var(--st-secondary-background-color); }
.view button.plain:focus-visible { outline: 2px solid var(--st-primary-color); }
.answer .row { display: grid; grid-template-columns: 1.2em 1fr 3.6em; align-items: center; }
.answer .row { font-weight: 400; line-height: 1.35; gap: 0.5em; }
.answer .track { height: 0.62em; background: var(--st-secondary-background-color); }
.answer .fill { height: 100%; background: var(--fill); }
.answer .row[data-first="true"] { font-weight: 600; }
.answer .share { text-align: end; }
.swatches { display: flex; flex-wrap: wrap; gap: 0.3em 1.2em; font-size: var(--axis); }
.swatch { display: inline-flex; align-items: center; gap: 0.45em; }
.swatch i { width: 1em; height: 1em; border-radius: 2px; border: 1px solid var(--st-border-color); }
.swatch .ramp { width: 4em; }

.episodes { display: grid; gap: 10px 24px; grid-template-columns: repeat(2, minmax(0, 1fr)); }
@container view (max-width: 599.9px) { .episodes { grid-template-columns: minmax(0, 1fr); } }
.cart .plot { aspect-ratio: 2.6; }
.player { display: flex; gap: 10px; align-items: center; margin-top: 8px; max-width: 40em; }
.player input { flex: 1; min-width: 0; accent-color: var(--st-primary-color); }
.player .time { min-width: 7.5em; font-size: var(--aside); }
`;
