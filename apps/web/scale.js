/** Charts of shares on a line from 0 to 100 %: intervals, a point, a cut. */

/** @typedef {{low: number, high: number}} Interval */
/**
 * @typedef {object} Marks what stands on the line; shares from 0 to 1
 * @property {number | null} [point]
 * @property {Interval | null} [wide] the 90 % interval
 * @property {Interval | null} [narrow] the 68 % interval
 * @property {number | null} [cut]
 */

const SPACE = "http://www.w3.org/2000/svg";

/**
 * A new SVG element. Geometry in per cent lets a drawing stretch without distortion.
 * @param {string} tag
 * @param {Record<string, string | number | null>} attributes null sets none
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
export function shape(tag, attributes, ...children) {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return /** @type {SVGElement} */ (element);
}

/**
 * A drawing with its alternative text; without one it is decoration, because the words stand
 * beside it.
 * @param {string} name class of the drawing
 * @param {string | null} alternative
 * @param {...Node} shapes
 * @returns {SVGElement}
 */
export function chart(name, alternative, ...shapes) {
  /** @type {Record<string, string>} */
  const voice = alternative === null ? { "aria-hidden": "true" } : { role: "img", "aria-label": alternative };
  return shape("svg", { class: `chart ${name}`, width: "100%", focusable: "false", ...voice }, ...shapes);
}

/**
 * One line from 0 to 100 % with its marks; the style sheet gives it its height.
 * @param {Marks} marks
 * @param {string | null} [alternative]
 * @returns {SVGElement}
 */
export function scale({ point = null, wide = null, narrow = null, cut = null }, alternative = null) {
  const shapes = [shape("line", { class: "scale-track", x1: 0, x2: "100%", y1: "50%", y2: "50%" })];
  if (wide !== null) shapes.push(box("scale-wide", wide));
  if (narrow !== null) shapes.push(box("scale-narrow", narrow));
  if (cut !== null) {
    shapes.push(shape("line", { class: "scale-cut", x1: share(cut), x2: share(cut), y1: 0, y2: "100%" }));
  }
  if (point !== null) {
    shapes.push(shape("circle", { class: "scale-point", cx: share(point), cy: "50%", r: "0.3em" }));
  }
  return chart("scale", alternative, ...shapes);
}

/**
 * A share as a length within the drawing.
 * @param {number} value
 * @returns {string}
 */
export function share(value) {
  return `${Math.round(1e4 * Math.min(1, Math.max(0, value))) / 100}%`;
}

/** @param {string} name @param {Interval} interval @returns {SVGElement} */
function box(name, { low, high }) {
  return shape("rect", { class: name, x: share(low), width: share(high - low), y: "27%", height: "46%" });
}
