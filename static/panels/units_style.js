// Sizes and places of the Units page, in CSS.

export const UNITS = `
.units { display: grid; gap: 24px; }
.units[data-nets="2"] { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.net-section { display: grid; gap: 24px; min-width: 0; align-content: start; }
.net-section > .main { min-width: 0; }
.who { display: flex; flex-wrap: wrap; column-gap: 1em; align-items: baseline; }
.units .who .sentence { margin: 0; }
.net-scroll { overflow: auto; position: relative; margin-top: 6px; }
.content { position: relative; min-width: 100%; }
.column { position: absolute; top: 0; line-height: 1.3; }
.view .column .title { margin: 0; font-size: 1em; white-space: nowrap; }
.column .detail { display: block; font-size: var(--axis); white-space: nowrap; }
.content .halo { pointer-events: none; }
.content > .flat { color: var(--st-text-color); }
.view button.unit {
  position: absolute;
  padding: 0;
  border: 0;
  border-radius: 6px;
  background: none;
  cursor: pointer;
}
button.unit:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 4px; }
.tip {
  position: absolute;
  z-index: 3;
  padding: 0.35em 0.6em;
  border: 1px solid var(--st-border-color);
  border-radius: 4px;
  background: var(--st-background-color);
  font-size: var(--axis);
  line-height: 1.35;
  white-space: nowrap;
  pointer-events: none;
}
.tip .line:first-child { font-weight: 600; }
.tip[data-side="right"] { transform: translateX(12px); }
.tip[data-side="left"] { transform: translateX(calc(-100% - 12px)); }
.tip[data-end="bottom"] { translate: 0 -100%; }
.outputs { position: absolute; }
.view .outputs .net { height: var(--title); font-size: 1em; }
.outputs .decision .plot { aspect-ratio: 1; }
.outputs .decision .sentence { min-height: var(--under); line-height: 1.3; }
.outputs .decision .sentence { font-size: var(--aside); }
.probe { position: absolute; inset: 0; }
.ring {
  position: absolute;
  width: 12px;
  height: 12px;
  border: 2px solid var(--st-text-color);
  border-radius: 50%;
  transform: translate(-50%, -50%);
  pointer-events: none;
}
.probe[tabindex] { cursor: crosshair; }
.probe:focus { outline: none; }
.probe:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 3px; }

.view .unit-detail > .net { white-space: normal; }
.portrait { display: flex; gap: 14px; margin-top: 4px; }
.portrait .large { flex: none; width: 184px; height: 184px; }
.portrait .large { box-shadow: 0 0 0 1px var(--st-border-color); }
.facts { display: flex; flex-direction: column; gap: 6px; }
.unit-detail > .heading, .unit-detail .weights { margin-top: 12px; }
.unit-detail .panel .plot { height: 132px; }
.lollipop { display: grid; grid-template-columns: 5.4em 1fr 3.6em; align-items: center; }
.lollipop { font-size: var(--aside); line-height: 1.45; }
.lollipop .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.lollipop .value { text-align: right; }
.lollipop .track { position: relative; height: 1.45em; }
.lollipop .track::before {
  content: "";
  position: absolute;
  inset: 0 auto 0 50%;
  width: 1px;
  background: var(--st-border-color);
}
.stem { position: absolute; top: calc(50% - 1px); height: 2px; background: currentcolor; }
.stem::after {
  content: "";
  position: absolute;
  top: -3px;
  width: 8px;
  height: 8px;
  border-radius: 50%;
  background: currentcolor;
}
.stem[data-side="right"]::after { right: -4px; }
.stem[data-side="left"]::after { left: -4px; }
.lollipop.marks .track::before { display: none; }
.lollipop.marks .tick { top: 50%; }
.history { display: grid; gap: 10px; margin-top: 12px; }
.history .plot { height: 84px; }
.unit-detail .wait { margin-top: 12px; }

@container view (min-width: 760px) {
  .units[data-nets="1"] .net-section:has(.details:not([hidden])) {
    grid-template-columns: minmax(0, 1fr) 308px;
  }
}
@container view (max-width: 759.9px) {
  .units[data-nets="2"] { grid-template-columns: minmax(0, 1fr); }
}
`;
