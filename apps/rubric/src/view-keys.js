/** The keyboard of marking, with the way to switch it off. */

import { showDialog } from "../../web/dialog.js";
import { h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";

/** Show the keys. @param {import("../../web/preferences.js").Preferences} preferences */
export function showKeys(preferences) {
  const rows = [
    ["1 2 3 4", t("Give that level to the current criterion, and go to the next")],
    ["↓ ↑ · J K", t("Next or previous criterion")],
    ["R", t("Find a remark; Enter picks the first one, Escape leaves")],
    ["C", t("Write a comment; Escape leaves")],
    ["S · Ctrl + ↵", t("Save the mark and go to the next copy")],
    ["N", t("Next ungraded copy, without saving a mark")],
    ["G", t("Open or close the guide")],
    ["?", t("Show these keys")],
  ];
  const body = h("tbody", null, rows.map(([key, does]) => h("tr", null, h("th", { scope: "row" }, h("kbd", null, key)), h("td", null, does))));
  const onchange = (/** @type {Event} */ { target }) => preferences.set("shortcuts", /** @type {HTMLInputElement} */ (target).checked);
  const toggle = h("label", { class: "choice" }, h("input", { type: "checkbox", checked: preferences.get("shortcuts"), onchange }), h("span", null, t("Single-key shortcuts are on")));
  const close = h("button", { type: "button", class: "button primary" }, t("Close"));
  const dialog = showDialog(t("Keyboard"), [
    toggle,
    h("p", { class: "small muted" }, t("They rest while you type in a field. Tab, arrows and Enter always work; inside the levels of a criterion the arrows choose a level.")),
    h("table", { class: "keys" }, h("thead", null, h("tr", null, h("th", { scope: "col" }, t("Key")), h("th", { scope: "col" }, t("What it does")))), body),
    h("div", { class: "dialog-actions" }, close),
  ]);
  close.addEventListener("click", () => dialog.close());
}
