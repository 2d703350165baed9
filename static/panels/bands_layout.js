// Sizes of pages made of bands: rows of equal cells below a heading, in CSS.

export const BANDS = `
.band + .band { margin-top: 22px; }
.cells {
  display: grid;
  grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
  gap: 12px 20px;
  margin-top: 4px;
}
.cell { min-width: 0; }
.cell.gone .plot { opacity: 0.35; }
.view .tag {
  font-size: var(--aside);
  color: var(--st-gray-text-color);
  white-space: nowrap;
  overflow: hidden;
  text-overflow: ellipsis;
}
.tag .owner { font-weight: 600; }
.cell .plot { height: clamp(104px, 17vh, 200px); }
.cell .panel .plot { height: clamp(118px, 20vh, 240px); }
.cell .chart, .cell .body { display: block; }
.band .heading { flex-wrap: wrap; }
.view .band > .heading .title { font-size: 1.1em; }
@container view (max-width: 639.9px) {
  .cells { grid-template-columns: repeat(min(2, var(--columns)), minmax(0, 1fr)); gap: 12px; }
  .heading .detail { white-space: normal; }
}
`;
