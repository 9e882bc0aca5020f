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
  const voice = alternative === null ? { "aria-hidden": "true" } : { role: "img", "aria-label": alternative };
  return shape("svg", { class: `chart ${name}`, width: "100%", focusable: "false", ...voice }, ...shapes);
}

/**
 * One line from 0 to 100 % with its marks.
 * @param {Marks} marks
 * @param {{height?: number, alternative?: string | null}} [options] height in CSS pixels at 100 %
 * @returns {SVGElement}
 */
export function scale({ point = null, wide = null, narrow = null, cut = null }, { height = 24, alternative = null } = {}) {
  const middle = height / 2;
  const shapes = [line("scale-track", 0, 1, middle)];
  if (wide !== null) shapes.push(box("scale-wide", wide, middle, height * 0.5));
  if (narrow !== null) shapes.push(box("scale-narrow", narrow, middle, height * 0.5));
  if (cut !== null) shapes.push(post("scale-cut", cut, height));
  if (point !== null) {
    shapes.push(shape("circle", { class: "scale-point", cx: share(point), cy: middle, r: height * 0.2 }));
  }
  const drawn = chart("scale", alternative, ...shapes);
  drawn.setAttribute("height", String(height));
  return drawn;
}

/**
 * A share as a length within the drawing.
 * @param {number} value
 * @returns {string}
 */
export function share(value) {
  return `${Math.round(1e4 * Math.min(1, Math.max(0, value))) / 100}%`;
}

/** @param {string} name @param {number} from @param {number} to @param {number} y @returns {SVGElement} */
function line(name, from, to, y) {
  return shape("line", { class: name, x1: share(from), x2: share(to), y1: y, y2: y });
}

/** @param {string} name @param {Interval} interval @param {number} middle @param {number} height @returns {SVGElement} */
function box(name, { low, high }, middle, height) {
  const top = middle - height / 2;
  return shape("rect", { class: name, x: share(low), width: share(high - low), y: top, height });
}

/** @param {string} name @param {number} at @param {number} height @returns {SVGElement} */
function post(name, at, height) {
  return shape("line", { class: name, x1: share(at), x2: share(at), y1: 0, y2: height });
}
