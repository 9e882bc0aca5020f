/** The parts of an item that are lists: sources, facts, items never shown with it, waivers. */

import { h } from "../../web/dom.js";
import { inLanguage, language, number, t } from "../../web/i18n.js";
import { emptySource, written } from "./draft.js";
import { button, labelled } from "./parts.js";
import { fieldName } from "./places.js";

/** @typedef {import("./view-editor.js").Editing} Editing */

/** @param {Editing} editing @returns {HTMLElement} */
export function sourcesView(editing) {
  const { sources } = editing.desk.draft.item;
  const lines = sources.map((source, at) =>
    h(
      "fieldset",
      { class: "line-edit" },
      h("legend", { class: "visually-hidden" }, t("Source {n}", { n: number(at + 1) })),
      input(editing, `sources[${at}].title`, t("Title of the source"), source.title),
      input(editing, `sources[${at}].where`, t("Place in it"), source.where),
      input(editing, `sources[${at}].url`, t("Address"), source.url, "url"),
      remover(editing, "sources", at, t("Remove source {n}", { n: number(at + 1) })),
    ),
  );
  const add = () => editing.reshape((draft) => written(draft, "sources", [...draft.item.sources, emptySource()]), `f-sources[${sources.length}].title`);
  return h("section", { class: "part", "aria-labelledby": "sources-title" }, h("h2", { id: "sources-title" }, t("Sources")), lines, button(t("Add a source"), add, { look: "small" }));
}

/** Leave to break rules. @param {Editing} editing @returns {HTMLElement} */
export function waiversView(editing) {
  const { waivers } = editing.desk.draft.item;
  const lines = waivers.map((waiver, at) =>
    h(
      "fieldset",
      { class: "line-edit" },
      h("legend", { class: "visually-hidden" }, t("Waiver {n}", { n: number(at + 1) })),
      input(editing, `waivers[${at}].rule`, t("Rule"), waiver.rule, "text", "known-rules"),
      input(editing, `waivers[${at}].reason`, t("Why it is right here"), waiver.reason),
      input(editing, `waivers[${at}].by`, t("Who agreed"), waiver.by),
      remover(editing, "waivers", at, t("Remove waiver {n}", { n: number(at + 1) })),
    ),
  );
  const add = () => editing.reshape((draft) => written(draft, "waivers", [...draft.item.waivers, { rule: "", reason: "", by: "" }]), `f-waivers[${waivers.length}].rule`);
  const rules = datalist("known-rules", () => editing.page.vocabulary.rules.map((rule) => ({ id: rule, label: "" })));
  return h("div", { class: "sub-part" }, h("h3", null, fieldName("waivers")), lines, button(t("Waive a rule"), add, { look: "small", id: "f-waivers" }), rules);
}

/**
 * Ids with a field to add one.
 * @param {Editing} editing
 * @param {"facts" | "enemies"} kind
 * @returns {HTMLElement}
 */
export function idsView(editing, kind) {
  const ids = editing.desk.draft.item[kind];
  const field = h("input", { id: `f-${kind}`, list: kind === "facts" ? "known-facts" : "known-items", autocomplete: "off" });
  const add = () => {
    const value = field.value.trim();
    if (value !== "" && !ids.includes(value)) editing.reshape((draft) => written(draft, kind, [...draft.item[kind], value]), `f-${kind}`);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  });
  const facts = kind === "facts" ? datalist("known-facts", () => editing.page.vocabulary.facts.map(({ id, title }) => ({ id, label: inLanguage(title) }))) : null;
  const shown = ids.map((id, at) => h("li", { id: `f-${kind}[${at}]`, tabindex: -1 }, h("span", null, id), remover(editing, kind, at, t("Remove {id}", { id }))));
  return h("div", { class: "labelled" }, h("label", { for: field.id }, fieldName(kind)), h("div", { class: "adder" }, field, button(t("Add"), add, { look: "small", label: kind === "facts" ? t("Add the fact") : t("Add the question") })), facts, shown.length === 0 ? null : h("ul", { class: "ids" }, shown));
}

/** @type {Map<string, HTMLDataListElement>} they are long, and the same for every item */
const made = new Map();

/**
 * The words that are known for a field; made once a language, moved at every redraw.
 * @param {string} id
 * @param {() => {id: string, label: string}[]} known
 */
export function datalist(id, known) {
  const name = `${id} ${language()}`;
  const list = made.get(name) ?? h("datalist", { id }, known().map((one) => h("option", { value: one.id, label: one.label === "" ? null : one.label })));
  made.set(name, list);
  return list;
}

/** @param {Editing} editing @param {string} place @param {string} label @param {string} value @param {string} [type] @param {string} [list] */
export function input(editing, place, label, value, type = "text", list) {
  const field = h("input", { id: `f-${place}`, type, value, list: list ?? null, autocomplete: "off", oninput: () => editing.write(place, field.value) });
  return labelled(label, field);
}

/** @param {Editing} editing @param {"sources" | "waivers" | "facts" | "enemies"} kind @param {number} at @param {string} label */
function remover(editing, kind, at, label) {
  const focus = kind === "sources" ? "f-sources[0].title" : `f-${kind}`;
  return button("×", () => editing.reshape((draft) => written(draft, kind, /** @type {unknown[]} */ (draft.item[kind]).filter((_, index) => index !== at)), focus), { look: "small quiet", label });
}
