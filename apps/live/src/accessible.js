/** What the widgets of ipywidgets leave out for those who cannot see them: names and states. */

import { t } from "../../web/i18n.js";

const PARTS = "input:not([type=radio]), select, textarea, progress, [role=slider], [role=progressbar], .widget-radio-box, .widget-toggle-buttons > div, .widget-readout, button";
const TOGGLES = ".widget-toggle-buttons button, button.widget-toggle-button";

/**
 * Give the parts of a widget, where they have no name, the description that stands beside them,
 * and say which of its buttons are pressed.
 * @param {any} view
 */
export function nameParts(view) {
  const model = view.model;
  /** @type {HTMLElement} */
  const element = view.el;
  const draw = () => {
    for (const part of element.querySelectorAll("[title='null']")) part.removeAttribute("title");
    const described = String(model.get("description") || model.get("tooltip") || model.get("placeholder") || "").trim();
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll(PARTS))) {
      const said = part.localName === "button" ? wordFor(part) : described;
      if (said !== "" && !isNamed(part)) nameOne(part, said);
    }
    const toggles = element.matches(TOGGLES) ? [element] : element.querySelectorAll(TOGGLES);
    for (const button of toggles) button.setAttribute("aria-pressed", String(button.classList.contains("mod-active")));
  };
  draw();
  view.listenTo(model, "change", () => requestAnimationFrame(draw)); // after the view's own
}

/** @param {HTMLElement} part @param {string} said */
function nameOne(part, said) {
  part.dataset.named = "";
  part.setAttribute("aria-label", said);
  if (part.hasAttribute("role")) return;
  if (part.isContentEditable) part.setAttribute("role", "textbox");
  else if (part.localName === "div") part.setAttribute("role", part.matches(".widget-radio-box") ? "radiogroup" : "group");
}

/** The word for a button that shows a picture only. @param {HTMLElement} button @returns {string} */
function wordFor(button) {
  if (button.textContent?.trim() !== "") return "";
  if (button.querySelector(".fa-play") !== null) return t("Play");
  if (button.querySelector(".fa-pause") !== null) return t("Pause");
  if (button.querySelector(".fa-stop") !== null) return t("Stop");
  if (button.querySelector(".fa-retweet") !== null) return t("Repeat");
  return "";
}

/** Whether its author named it. @param {HTMLElement} part @returns {boolean} */
function isNamed(part) {
  if (part.dataset.named !== undefined) return false;
  const labels = /** @type {HTMLInputElement} */ (part).labels;
  return part.hasAttribute("aria-label") || (labels !== null && labels !== undefined && labels.length > 0);
}
