// Sizes of the Playground's grid, in CSS, for 1 to 4 nets and 1 to 4 columns of layers. With one or
// two nets it fits a window of 1280 x 800 below Streamlit's header and the transport.

export const LAYOUT = `
.playground {
  /* Width and height of a decision when there are two nets. */
  --b: min((100cqw - 48px) / 3, 34vh);
  --gap: 24px;
}
.top {
  display: grid;
  grid-template-columns: calc(2 * var(--b) + 24px) minmax(0, 1fr);
  column-gap: 24px;
}
.decisions {
  display: grid;
  grid-template-columns: repeat(var(--nets), minmax(0, 1fr));
  gap: 24px;
  align-content: start;
}
.decision .plot { aspect-ratio: 1; }
.series { display: flex; flex-direction: column; gap: 5px; }
.series .chart { flex: 1 1 0; }
.chart, .body { display: flex; flex-direction: column; }
.body { flex: 1; }
.series .plot { flex: 1; min-height: 5.5em; }

.strip {
  /* Height of a layer's panel when there are two nets. */
  --two: clamp(98px, (66vh - 132px - 11em - var(--note)) / 2, 260px);
  --panel: var(--two);
  --lines: 1;
  --words: 0em;
  --least: 64px;
  display: grid;
  grid-template-columns:
    repeat(var(--layers), calc((2 * var(--b) + 48px) / var(--layers) - var(--gap)))
    minmax(0, 1fr);
  column-gap: var(--gap);
  margin-top: 14px;
}
.strip :is(.layers, .layer, .gradients, .chart) { display: contents; }
.strip .heading { grid-row: 1; grid-column: var(--column); margin-bottom: 5px; align-self: end; }
.strip .panel, .strip .body { grid-row: var(--row); grid-column: var(--column); min-width: 0; }
.strip .panel:not(.first), .strip .chart:not(.first) .body { margin-top: 10px; }
.strip .plot { height: max(var(--least), var(--panel) - var(--words)); }
.strip .sentence { min-height: calc(var(--lines) * 1.45em); }
.strip .text { grid-row: 2 / span var(--nets); grid-column: var(--column); }

/* Three and four layers: two lines of words above and below each panel, which gives way. */
.playground:is([data-layers="3"], [data-layers="4"]) .strip {
  --lines: 2;
  --words: 2.1em;
  --least: 88px;
  --gap: 16px;
}
.playground:is([data-layers="3"], [data-layers="4"]) .layer .heading { flex-wrap: wrap; }

/* Three and four nets: the strip takes what the smaller decisions leave. */
.playground:is([data-nets="3"], [data-nets="4"]) {
  --d: calc((2 * var(--b) + 24px - (var(--nets) - 1) * 12px) / var(--nets));
  --row: max(var(--d) + 4.9em, 17em);
}
.playground:is([data-nets="3"], [data-nets="4"]) .decisions { gap: 12px; }
.playground:is([data-nets="3"], [data-nets="4"]) .decision .sentence { min-height: 2.9em; }
.playground:is([data-nets="3"], [data-nets="4"]) .caption,
.playground:is([data-nets="3"], [data-nets="4"]) .formula { display: none; }
.playground:is([data-nets="3"], [data-nets="4"]) .net { font-size: 1.14em; }
.playground:is([data-nets="3"], [data-nets="4"]) .strip {
  --left: calc(100vh - 150px - var(--row) - 1.25em - var(--note));
  --panel: clamp(62px, var(--left) / var(--nets) - 1.45em - 12px, 260px);
}

/* A second line of a decision's error takes its room from the gap below. */
.decision .sentence.error { margin-bottom: -12px; }

@container view (min-width: 640px) {
  /* One net: decision, series and gradient side by side, their last sentences on one line, and the
     layers below over the full width. */
  .playground[data-nets="1"] {
    display: grid;
    grid-template: 1fr 1fr auto auto / var(--b) var(--b) minmax(0, 1fr);
    column-gap: 24px;
  }
  .playground[data-nets="1"] :is(.top, .decisions, .series, .strip, .gradients) {
    display: contents;
  }
  .playground[data-nets="1"] :is(.decision, .series .chart:last-child, .gradients .chart) {
    display: grid;
    grid-template-rows: subgrid;
    grid-row: 1 / 4;
  }
  .playground[data-nets="1"] .chart { min-width: 0; }
  .playground[data-nets="1"] .series .chart { grid-column: 2; }
  /* The upper chart takes half of what the decision needs, and asks for nothing itself. */
  .playground[data-nets="1"] .series .chart:first-child {
    grid-row: 1;
    height: 0;
    min-height: 100%;
  }
  .playground[data-nets="1"] .series .chart:last-child { grid-row: 2 / 4; margin-top: 5px; }
  .playground[data-nets="1"] .gradients .chart { grid-column: 3; }
  .playground[data-nets="1"] :is(.series .chart:last-child, .gradients) .body { display: contents; }
  .playground[data-nets="1"] :is(.decision, .chart) > :is(.net, .heading) {
    grid-area: 1 / 1 / -2 / 2;
    align-self: start;
    margin-bottom: 0;
  }
  .playground[data-nets="1"] .top .decision .plot {
    grid-area: 1 / 1 / -2 / 2;
    align-self: start;
    margin-top: 1.924em;
  }
  .playground[data-nets="1"] .chart .plot {
    grid-area: 1 / 1 / -2 / 2;
    height: auto;
    min-height: 0;
    margin-top: 1.25em;
  }
  .playground[data-nets="1"] .series .chart:first-child .plot { margin-top: 0; }
  .playground[data-nets="1"] :is(.decision, .chart) .sentence {
    grid-area: -2 / 1 / -1 / 2;
    min-height: 1.45em;
  }
  .playground[data-nets="1"] .strip { --panel: calc(2 * var(--two) + 10px); --gap: 24px; }
  .playground[data-nets="1"] .layers {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: repeat(var(--layers), minmax(0, 1fr));
    column-gap: var(--gap);
    margin-top: 14px;
  }
}
@container view (min-width: 760px) {
  .playground[data-nets="1"][data-layers="3"] .strip { --lines: 1; --words: 0em; }
}
@container view (max-width: 720px) {
  .strip { --two: clamp(98px, (66vh - 140px - 11em - var(--note)) / 2, 260px); }
}
@container view (max-width: 639.9px) {
  .top { display: block; }
  .playground .decisions { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px; }
  .playground .decision .sentence { min-height: 2.9em; }
  .playground .caption { display: none; }
  .playground[data-nets="1"] .decisions { grid-template-columns: minmax(0, 1fr); }
  .playground[data-nets="1"] .decision .plot { max-width: 420px; }
  .series { display: block; }
  .playground .chart, .playground .series .chart { display: block; margin-top: 26px; }
  .playground .strip .chart:not(.first) { margin-top: 8px; }
  .playground .chart .body { display: block; }
  .playground .chart .plot { height: 130px; min-height: 0; }
  .strip { display: block; margin-top: 0; }
  .playground .strip .layer {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0 14px;
    margin-top: 26px;
  }
  .playground[data-nets="1"] .strip .layer { grid-template-columns: minmax(0, 1fr); }
  .playground .strip .layer > * { grid-row: auto; grid-column: auto; }
  .playground .strip .layer > .heading, .playground .strip .layer > .text { grid-column: 1 / -1; }
  .playground .strip .panel:not(.first), .playground .strip .chart:not(.first) .body {
    margin-top: 0;
  }
  .playground .strip .panel .plot { height: 122px; }
  .playground .decision .sentence.error { margin-bottom: 0; }
  .playground .strip .panel .sentence { min-height: 2.9em; }
  .playground[data-nets="1"] :is(.decision, .strip .panel) .sentence { min-height: 0; }
  .playground .strip .layer + .layer, .playground .strip .chart.first { margin-top: 14px; }
}
`;
