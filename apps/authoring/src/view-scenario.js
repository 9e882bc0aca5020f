/** The scenario that several items share, shown and edited with each of them. */

import { h } from "../../web/dom.js";
import { number, t } from "../../web/i18n.js";
import { failureText } from "../../web/failure.js";
import { labelled, notice, select } from "./parts.js";
import { fieldName } from "./places.js";
import { textPair } from "./view-text.js";

/** @typedef {import("./view-editor.js").Editing} Editing */

const NEW = "\u0000new"; // no id of a scenario

/** @param {Editing} editing @returns {HTMLElement} */
export function scenarioView(editing) {
  const { draft, base } = editing.desk;
  const known = editing.page.vocabulary.cases.filter(({ exam }) => exam === draft.exam).map(({ id }) => /** @type {[string, string]} */ ([id, id]));
  const isNew = draft.scenario !== null && base.case_id !== draft.item.case;
  const choose = select({ id: "f-case", value: isNew ? NEW : draft.item.case, options: [...known, [NEW, t("A new scenario…")]], none: t("None"), change: (value) => chosen(editing, value) });
  return h(
    "section",
    { class: "part", "aria-labelledby": "scenario-title" },
    h("h2", { id: "scenario-title" }, fieldName("scenario")),
    h("div", { class: "grid" }, labelled(t("Shown above the question"), choose), isNew ? newId(editing) : null),
    sharing(editing),
    draft.scenario === null ? null : textPair({ place: "scenario.text", label: fieldName("scenario"), rows: 5, text: draft.scenario, draft: () => editing.desk.draft, write: (lang, value) => editing.change((now) => ({ ...now, scenario: { .../** @type {import("./types.js").Text} */ (now.scenario), [lang]: value } })) }),
  );
}

/** @param {Editing} editing */
function newId(editing) {
  const field = h("input", { id: "f-scenario.id", value: editing.desk.draft.item.case, autocomplete: "off", spellcheck: "false", oninput: () => editing.write("case", field.value) });
  return labelled(t("Id of the scenario"), field);
}

/** @param {Editing} editing */
function sharing({ desk }) {
  const others = desk.base.case_id === desk.draft.item.case ? desk.base.shared.filter((id) => id !== desk.draft.item.id) : [];
  if (others.length === 0) return null;
  const list = others.slice(0, 6).join(", ");
  return notice("plain", h("p", { class: "small" }, t("{n} other questions show this scenario: {list}. A change of it is a change of all of them.", { n: number(others.length), list })));
}

/** @param {Editing} editing @param {string} value */
async function chosen(editing, value) {
  if (value === "") return editing.reshape((now) => ({ ...now, scenario: null, item: { ...now.item, case: "" } }), "f-case");
  if (value === NEW) return editing.reshape((now) => ({ ...now, scenario: { en: "", fr: "" }, item: { ...now.item, case: "" } }), "f-scenario.id");
  try {
    const { id, text, digest, items } = await editing.page.client.scenario(value);
    editing.desk.base = { ...editing.desk.base, case_id: id, case_text: text, case_digest: digest, shared: items };
    editing.reshape((now) => ({ ...now, scenario: { ...text }, item: { ...now.item, case: id } }), "f-case");
  } catch (error) {
    editing.tell(failureText(error));
  }
}
