// Sizes of the Gradients page, in CSS: two columns, for the pictures of one net or for two nets.

export const GRADIENTS = `
.lens {
  display: grid;
  grid-template-columns: repeat(2, minmax(0, 1fr));
  gap: 18px 28px;
}
.lens > section { display: contents; }
.lens .split, .lens .chart, .lens .heat { min-width: 0; }
.lens .split .plot { height: clamp(210px, 38vh, 380px); }
.lens[data-nets="1"] .split, .lens[data-deep] .split { grid-column: 1 / -1; }
.lens .chart .plot { flex: none; height: clamp(130px, 22vh, 220px); }
.lens .ridges .plot { height: max(150px, var(--rows) * 17px + 22px); }
.lens .heat .plot { height: clamp(150px, 26vh, 240px); }
.lens :is(.chart, .heat) > .heading { margin-bottom: 4px; }
@container view (max-width: 639.9px) {
  .lens { grid-template-columns: minmax(0, 1fr); gap: 26px; }
  .lens .split .plot { height: 240px; }
  .lens :is(.chart, .heat) .plot { height: 150px; }
}
`;
