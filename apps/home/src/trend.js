/** The latest scores as a small chart: points with their 90 % intervals. */

import { percent } from "../../web/figures.js";
import { inLanguage, t } from "../../web/i18n.js";
import { h } from "../../web/dom.js";
import { chart, shape, share } from "../../web/scale.js";

/** @typedef {{en: string, fr: string}} Text */
/**
 * @typedef {object} Closed a closed attempt as `GET /api/history` lists it; per cent, 0 to 100
 * @property {string} id
 * @property {string} mode
 * @property {Text} title
 * @property {string} finished_at
 * @property {number} scored
 * @property {number} correct
 * @property {number} percent
 * @property {number} low
 * @property {number} high
 */

// A home page shows the recent past; the report holds all of it.
const SHOWN = 12;

/**
 * The attempts of the same kind as the latest, oldest first; only like forms can be compared.
 * @param {Closed[]} history oldest first
 * @returns {Closed[]}
 */
export function comparable(history) {
  const latest = history.at(-1);
  if (latest === undefined) return [];
  const alike = history.filter(({ mode, title }) => mode === latest.mode && title.en === latest.title.en);
  return alike.slice(-SHOWN);
}

/**
 * The chart, or null as long as there is nothing to compare.
 * @param {Closed[]} history oldest first
 * @returns {HTMLElement | null}
 */
export function trendFigure(history) {
  const points = comparable(history);
  const latest = points.at(-1);
  if (points.length < 2 || latest === undefined) return null;
  const title = inLanguage(latest.title);
  const scores = points.map((point) => percent(point.percent / 100)).join(", ");
  return h(
    "figure",
    { class: "trend" },
    h("figcaption", null, t("{exam}: your last {n} scores, each with its 90% band", { exam: title, n: points.length })),
    h("div", { class: "trend-frame" }, yAxis(), plot(points, t("Scores, oldest first: {scores}", { scores }))),
  );
}

/** @param {Closed[]} points @param {string} alternative @returns {SVGElement} */
function plot(points, alternative) {
  const x = (/** @type {number} */ index) => share((index + 0.5) / points.length);
  const y = (/** @type {number} */ value) => share(1 - value / 100);
  const rules = [0, 50, 100].map((at) => shape("line", { class: "trend-rule", x1: 0, x2: "100%", y1: y(at), y2: y(at) }));
  const steps = points.slice(1).map((point, index) => {
    const before = points[index] ?? point;
    return shape("line", { class: "trend-step", x1: x(index), y1: y(before.percent), x2: x(index + 1), y2: y(point.percent) });
  });
  const marks = points.flatMap((point, index) => [
    shape("line", { class: "trend-band", x1: x(index), x2: x(index), y1: y(point.low), y2: y(point.high) }),
    shape("circle", { class: "scale-point", cx: x(index), cy: y(point.percent), r: "0.3em" }),
  ]);
  return chart("trend-plot", alternative, ...rules, ...steps, ...marks);
}

/** @returns {HTMLElement} */
function yAxis() {
  return h("div", { class: "trend-axis number", "aria-hidden": "true" }, [1, 0.5, 0].map((at) => h("span", null, percent(at))));
}
