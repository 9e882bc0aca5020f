/** The top of every page: its name, what the page puts there, language and display. */

import { drawing, h } from "./dom.js";
import { ICONS } from "./icons.js";
import { language, setLanguage, t } from "./i18n.js";
import { SIZES, THEMES } from "./preferences.js";

/** @typedef {import("./preferences.js").Preferences} Preferences */
/** @typedef {import("./dom.js").Child} Child */

/**
 * The header of a page; draw it again after a change of language.
 * @param {Preferences} preferences
 * @param {{brand?: Child, slots?: Child[], tools?: Child[], languages?: boolean}} [parts] `brand`
 *   replaces the link to the home page, `slots` stand in the middle, `tools` before the display
 *   menu; without `languages` the page switches its language elsewhere
 * @returns {HTMLElement}
 */
export function masthead(preferences, { brand, slots = [], tools = [], languages = true } = {}) {
  const home = document.documentElement.dataset.base ?? "/";
  return h(
    "header",
    { class: "masthead" },
    h("div", { class: "masthead-brand" }, brand ?? h("a", { class: "brand", href: home }, "Parcours")),
    slots,
    h("div", { class: "masthead-tools" }, tools, languages ? languageButton(preferences) : null, displayMenu(preferences)),
  );
}

/**
 * A button that switches the page to the other language, named in that language.
 * @param {Preferences} preferences
 * @returns {HTMLElement}
 */
function languageButton(preferences) {
  const other = language() === "fr" ? "en" : "fr";
  const click = () => {
    preferences.set("language", other);
    setLanguage(other);
    document.getElementById("language-switch")?.focus();
  };
  const name = other === "fr" ? "Français" : "English";
  return h("button", { type: "button", class: "button quiet", id: "language-switch", lang: other, onclick: click }, name);
}

/**
 * Theme and text size, in a menu that Escape or a click elsewhere closes.
 * @param {Preferences} preferences
 * @returns {HTMLElement}
 */
function displayMenu(preferences) {
  const root = document.documentElement;
  const theme = choice(t("Theme"), THEMES, themeName, preferences.get("theme"), (value) => {
    preferences.set("theme", value);
    preferences.apply(root);
  });
  const size = choice(t("Text size"), SIZES, (value) => `${value}\u00a0%`, preferences.get("size"), (value) => {
    preferences.set("size", value);
    preferences.apply(root);
  });
  const summary = h("summary", { class: "button quiet" }, drawing(ICONS.display), h("span", null, t("Display")));
  const menu = h("details", { class: "menu", id: "display-menu" }, summary, h("div", { class: "menu-body" }, theme, size));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    summary.focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  return menu;
}

/**
 * A labelled list to choose one value from.
 * @template {string} V
 * @param {string} label
 * @param {V[]} values
 * @param {(value: V) => string} nameOf
 * @param {V} chosen
 * @param {(value: V) => void} choose
 * @returns {HTMLElement}
 */
function choice(label, values, nameOf, chosen, choose) {
  const options = values.map((value) => h("option", { value, selected: value === chosen }, nameOf(value)));
  const change = (/** @type {Event} */ event) => {
    choose(/** @type {V} */ (/** @type {HTMLSelectElement} */ (event.target).value));
  };
  return h("label", { class: "field" }, h("span", null, label), h("select", { onchange: change }, options));
}

/** @param {import("./preferences.js").Theme} theme @returns {string} */
function themeName(theme) {
  if (theme === "light") return t("Light");
  if (theme === "dark") return t("Dark");
  if (theme === "contrast") return t("High contrast");
  return t("As the device");
}
