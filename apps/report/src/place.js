/** Keeping the reader's place while the page is drawn again. */

// How far below the masthead something may begin and still be what is being read.
const BELOW = 48;

/**
 * Redraw, then scroll so that what was being read stands where it stood.
 * @param {() => void} redraw
 */
export function keepPlace(redraw) {
  const line = Math.max(0, document.querySelector(".masthead")?.getBoundingClientRect().bottom ?? 0) + BELOW;
  const read = [...document.querySelectorAll("[data-anchor]")].reverse().find((element) => {
    const { top, height } = element.getBoundingClientRect();
    return height > 0 && top <= line;
  });
  const before = read?.getBoundingClientRect().top ?? 0;
  redraw();
  if (read === undefined) return;
  // After whoever asked for the redraw has put the focus back, which may scroll.
  queueMicrotask(() => {
    const after = document.getElementById(read.id);
    if (after !== null) window.scrollBy({ top: after.getBoundingClientRect().top - before, behavior: "instant" });
  });
}
