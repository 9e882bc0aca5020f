/** A bar beside a number, with a line where it should reach. */

import { shape, share } from "../../web/scale.js";

/**
 * @param {number} count
 * @param {number | null} target
 * @param {number} most what the full width stands for
 * @returns {SVGElement}
 */
export function bar(count, target, most) {
  const reaches = target === null || count >= target;
  const parts = [shape("rect", { class: reaches ? "bar-held" : "bar-held thin", x: 0, y: "20%", width: share(count / most), height: "60%" })];
  if (target !== null) {
    const at = share(Math.min(1, target / most));
    parts.push(shape("line", { class: "bar-wanted", x1: at, x2: at, y1: 0, y2: "100%" }));
  }
  const drawn = shape("svg", { class: "bar", "aria-hidden": "true" });
  drawn.append(...parts);
  return drawn;
}
