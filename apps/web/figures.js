/** Figures written as the sentences of the score report write them, in the current language. */

import { language, number } from "./i18n.js";

const NO_BREAK = "\u00a0";

/**
 * A share from 0 to 1 as a whole percentage: 70% in English, 70 % in French.
 * @param {number} share
 * @returns {string}
 */
export function percent(share) {
  const written = number(100 * share, { maximumFractionDigits: 0, roundingMode: "halfEven" });
  return language() === "fr" ? `${written}${NO_BREAK}%` : `${written}%`;
}

/**
 * A length of time: 48 s, 12 min 05 s, 2 h 07 min (2 h 07 in French).
 * @param {number} seconds
 * @returns {string}
 */
export function span(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${NO_BREAK}s`;
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes < 60) {
    return `${minutes}${NO_BREAK}min${rest > 0 ? `${NO_BREAK}${padded(rest)}${NO_BREAK}s` : ""}`;
  }
  const rounded = Math.round(seconds / 60);
  const left = rounded % 60;
  const unit = language() === "fr" ? "" : `${NO_BREAK}min`;
  const hours = `${number(Math.floor(rounded / 60))}${NO_BREAK}h`;
  return left > 0 ? `${hours}${NO_BREAK}${padded(left)}${unit}` : hours;
}

/** @param {number} value @returns {string} */
function padded(value) {
  return String(value).padStart(2, "0");
}
