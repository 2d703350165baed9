// When a frame is drawn: at once, or at most once a second for readers who want little motion.

const STILL_MS = 1000;

/** Calls draw(frame) for the newest frame; returns { offer(frame), stop() }. */
export function createPace(draw) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let last = -Infinity;
  let newest = null;
  let timer = null;

  function flush() {
    timer = null;
    last = performance.now();
    draw(newest);
  }

  return {
    offer(frame) {
      newest = frame;
      if (timer !== null) return;
      const wait = still.matches ? last + STILL_MS - performance.now() : 0;
      if (wait > 0) timer = setTimeout(flush, wait);
      else flush();
    },
    stop: () => clearTimeout(timer),
  };
}
