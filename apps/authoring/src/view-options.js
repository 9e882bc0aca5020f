/** The options: text and reason of each in both languages, the right one, their order. */

import { h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";
import { emptyChoice, moved, withoutChoice, written } from "./draft.js";
import { button } from "./parts.js";
import { textPair } from "./view-text.js";

/** @typedef {import("./view-editor.js").Editing} Editing */

const LETTERS = "ABCDE";
const MOST = 5;
const LEAST = 3;

/** @param {Editing} editing @returns {HTMLElement} */
export function optionsView(editing) {
  const { choices } = editing.desk.draft.item;
  return h(
    "section",
    { class: "part", "aria-labelledby": "options-title" },
    h("h2", { id: "options-title" }, t("Options")),
    h("p", { class: "small muted" }, t("Mark the right one. Their order here means nothing: each exam shuffles them.")),
    choices.map((_, at) => optionView(editing, at)),
    choices.length < MOST ? button(t("Add an option"), () => editing.reshape((draft) => written(draft, "choices", [...draft.item.choices, emptyChoice()]), `f-choices[${choices.length}].text.en`), { look: "small" }) : null,
  );
}

/** @param {Editing} editing @param {number} at */
function optionView(editing, at) {
  const { draft } = editing.desk;
  const choice = draft.item.choices[at] ?? emptyChoice();
  const letter = LETTERS[at] ?? String(at + 1);
  const isKey = draft.key === at;
  const radio = h("input", { type: "radio", name: "key", id: `f-key-${at}`, checked: isKey, onchange: () => editing.reshape((now) => ({ ...now, key: at }), `f-key-${at}`) });
  const pair = (/** @type {"text" | "why"} */ part, /** @type {string} */ label, /** @type {number} */ rows) =>
    textPair({ place: `choices[${at}].${part}`, label, rows, text: choice[part], draft: () => editing.desk.draft, write: (lang, value) => editing.write(`choices[${at}].${part}.${lang}`, value) });
  return h(
    "fieldset",
    { class: isKey ? "option-edit right-one" : "option-edit" },
    h("legend", null, t("Option {letter}", { letter })),
    h("div", { class: "option-head" }, h("label", { class: "key-mark" }, radio, h("span", null, t("Right answer"))), order(editing, at, letter)),
    pair("text", t("Option {letter}", { letter }), 2),
    pair("why", isKey ? t("Why it is right") : t("Why it is not"), 3),
  );
}

/** @param {Editing} editing @param {number} at @param {string} letter */
function order(editing, at, letter) {
  const { choices } = editing.desk.draft.item;
  const up = button("↑", () => editing.reshape((draft) => moved(draft, at, -1), at === 1 ? "down-0" : `up-${at - 1}`), { look: "small", id: `up-${at}`, label: t("Move option {letter} up", { letter }), disabled: at === 0 });
  const down = button("↓", () => editing.reshape((draft) => moved(draft, at, 1), at + 2 === choices.length ? `up-${at + 1}` : `down-${at + 1}`), { look: "small", id: `down-${at}`, label: t("Move option {letter} down", { letter }), disabled: at === choices.length - 1 });
  const remove = choices.length > LEAST ? button(t("Remove"), () => editing.reshape((draft) => withoutChoice(draft, at), `f-choices[${Math.max(0, at - 1)}].text.en`), { look: "small quiet", label: t("Remove option {letter}", { letter }) }) : null;
  return h("div", { class: "order" }, up, down, remove);
}
