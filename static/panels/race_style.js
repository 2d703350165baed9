// Sizes of the Race page, in CSS.

export const RACE = `
.race { display: grid; gap: 6px; }
.race .progress { height: 3px; background: var(--st-secondary-background-color); }
.race .progress .fill { height: 100%; background: var(--st-gray-text-color); }
.view .race .verdict { font-size: 1.35em; font-weight: 600; line-height: 1.3; text-wrap: balance; }
.view .race .method { color: var(--st-gray-text-color); font-size: var(--aside); line-height: 1.3; }
.race .curves {
  display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 4px 28px; margin-top: 6px;
}
.race .chart .plot { height: clamp(140px, 23vh, 260px); }
.race .table { margin-top: 10px; --columns: 64px 6.4em minmax(140px, 1fr) 7.6em
  repeat(calc(var(--count) - 1), 4.4em); }
.race .row {
  display: grid; grid-template-columns: var(--columns); align-items: center; gap: 0 8px;
  min-height: 58px; font-weight: 400;
}
.race .row.head, .race .row.foot { min-height: 0; }
.race .head .cell { font-weight: 600; line-height: 1.2; }
.race .head .heading { padding-left: 10px; }
.race .row > .cell { text-align: end; white-space: nowrap; }
.race .head > .cell[data-area] { text-align: start; }
.race .row .name { font-weight: 600; font-size: 1.035em; overflow-wrap: anywhere; line-height: 1.2; }
.race .plot.picture { width: 52px; height: 52px; border-radius: 4px; overflow: hidden; }
.race .plot.dots { height: 58px; }
.race .never {
  position: absolute; right: 8px; bottom: 2px; font-size: var(--axis);
  color: var(--st-gray-text-color);
}
.race .axis { position: relative; height: 1.5em; }
.race .axis .tick { top: 0.75em; }
@container view (max-width: 899.9px) {
  .race .curves { grid-template-columns: minmax(0, 1fr); gap: 14px; }
}
@container view (max-width: 799.9px) {
  .race .table { --columns: 60px minmax(0, 1fr) 8.5em 5.5em; }
  .race .row { row-gap: 0; padding: 4px 0; }
  .race .row [data-wide] { display: none; }
  .race .row > .plot.dots, .race .head > .heading, .race .axis {
    grid-column: 1 / -1; grid-row: 2;
  }
  .race .row.foot > span { display: none; }
  .race .plot.dots { height: 40px; }
}
`;
