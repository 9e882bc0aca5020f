/** Keeping the reader's place while the page is drawn again. */

/**
 * Redraw, then scroll so that what stood at the top of the window stands there again.
 * @param {() => void} redraw
 */
export function keepPlace(redraw) {
  const seen = [...document.querySelectorAll("[data-anchor]")].reverse().find((element) => {
    const { top, height } = element.getBoundingClientRect();
    return height > 0 && top <= 1;
  });
  const id = seen?.getAttribute("data-anchor") ?? null;
  const before = seen?.getBoundingClientRect().top ?? 0;
  redraw();
  const after = id === null ? null : document.getElementById(id);
  if (after !== null) window.scrollBy({ top: after.getBoundingClientRect().top - before, behavior: "instant" });
}
