// The component: Streamlit calls the default export with every payload and every theme switch.

import { createPace } from "./pace.js";
import { createView } from "./view.js";

const mounted = new WeakMap();

function mount(parentElement) {
  const state = { calls: 0, report: null };
  const view = createView((name, value) => state.report(name, value));
  parentElement.append(view.element);
  let width = 0;
  const observer = new ResizeObserver(([{ contentRect }]) => {
    // Frames change the height: only another width asks for another layout.
    if (contentRect.width !== width) view.refresh();
    width = contentRect.width;
  });
  observer.observe(view.element);
  document.fonts.addEventListener("loadingdone", view.refresh);
  const pace = createPace(view.show);
  const unmount = () => {
    pace.stop();
    observer.disconnect();
    document.fonts.removeEventListener("loadingdone", view.refresh);
    view.dispose();
    view.element.remove();
    mounted.delete(parentElement);
  };
  Object.assign(state, { pace, unmount });
  mounted.set(parentElement, state);
  return state;
}

/** Draws `data` (bytes) inside parentElement; returns what undoes it. */
export default function draw({ data, parentElement, setTriggerValue }) {
  const state = mounted.get(parentElement) ?? mount(parentElement);
  state.report = setTriggerValue;
  state.calls += 1;
  const call = state.calls;
  state.pace.offer(data);
  // Streamlit may clean up after a call that a newer one has overtaken: that one still draws here.
  return () => {
    if (call === state.calls) state.unmount();
  };
}
