/** The clock and the state of saving, always in sight. */

import { drawing, fill, h } from "../../web/dom.js";
import { duration, number, t } from "../../web/i18n.js";
import { ICONS } from "../../web/icons.js";

/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {import("./outbox.js").Status} Status */
/** @typedef {import("../../web/preferences.js").Preferences} Preferences */

/**
 * Hours, minutes and seconds as on a digital clock; what is left is rounded up, so that it
 * reads zero only at zero.
 * @param {number} ms
 * @returns {string}
 */
export function clockFace(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/**
 * The time in a sentence, for those who ask.
 * @param {Clock} clock
 * @returns {string}
 */
export function timeSentence(clock) {
  const left = clock.remaining();
  if (left === null) return t("{duration} elapsed, no time limit", { duration: duration(clock.elapsed()) });
  return t("{duration} left", { duration: duration(left) });
}

// How long a hidden clock shows itself to those who ask.
const GLIMPSE_MS = 5_000;

/**
 * The clock; `tick` draws the current time, `glimpse` shows a hidden clock for a moment.
 * @param {Clock} clock
 * @param {Preferences} preferences
 * @returns {{element: HTMLElement, tick: () => void, glimpse: () => void}}
 */
export function clockView(clock, preferences) {
  const label = h("span", { class: "clock-label", id: "clock-label" });
  const face = h("span", { class: "clock-face number", role: "timer", "aria-live": "off", "aria-labelledby": "clock-label" });
  const unsure = h("span", { class: "clock-unsure", hidden: true }, t("not checked with the server lately"));
  const button = h("button", { type: "button", class: "button quiet" });
  const element = h("div", { class: "clock" }, drawing(ICONS.clock), label, face, button, unsure);
  let glimpseUntil = -Infinity;
  const tick = () => {
    const forced = clock.isForcedVisible();
    const hidden = preferences.get("clockHidden") && !forced && performance.now() > glimpseUntil;
    const text = clockFace(clock.remaining() ?? Math.floor(clock.elapsed() / 1000) * 1000);
    if (face.textContent !== text) face.textContent = text;
    label.textContent = clock.untimed ? t("Time elapsed") : t("Time left");
    face.hidden = hidden;
    button.hidden = forced;
    button.textContent = hidden ? t("Show the time") : t("Hide");
    button.setAttribute("aria-label", hidden ? t("Show the time") : t("Hide the time"));
    unsure.hidden = clock.untimed || !clock.isUnsure();
    element.classList.toggle("last-minutes", forced);
  };
  button.addEventListener("click", () => {
    preferences.set("clockHidden", !preferences.get("clockHidden"));
    tick();
  });
  const glimpse = () => {
    glimpseUntil = performance.now() + GLIMPSE_MS;
    tick();
  };
  tick();
  return { element, tick, glimpse };
}

/**
 * Saved, saving or not saved, with the number of answers that wait.
 * @returns {{element: HTMLElement, show: (status: Status) => void}}
 */
export function saveView() {
  const element = h("p", { class: "save-state", id: "save-state" });
  let shown = "";
  const show = (/** @type {Status} */ status) => {
    const { look, words } = saveWords(status);
    if (shown === look + words) return;
    shown = look + words;
    element.dataset.look = look;
    fill(element, drawing(look === "saved" ? ICONS.check : ICONS.waiting), h("span", null, words));
  };
  return { element, show };
}

/** @param {Status} status */
function saveWords({ waiting, problem, sending }) {
  if (waiting === 0) return { look: "saved", words: t("Saved") };
  if (problem === null && sending) return { look: "saving", words: t("Saving…") };
  return { look: "unsaved", words: t("Not saved: {n} waiting", { n: number(waiting) }) };
}
