/** Where an item belongs and what is known of it: fields of one word or one number. */

import { h } from "../../web/dom.js";
import { inLanguage, number, t } from "../../web/i18n.js";
import { secondsFor } from "./house.js";
import { nameOf } from "./names.js";
import { button, labelled, select } from "./parts.js";
import { fieldName } from "./places.js";
import { datalist, idsView, input } from "./view-lists.js";
import { tagsView } from "./view-tags.js";

/** @typedef {import("./view-editor.js").Editing} Editing */

/** Id, exam, domain, topic, folder. @param {Editing} editing @returns {HTMLElement} */
export function belongingView(editing) {
  const { draft, base } = editing.desk;
  const { exams, roots } = editing.page.vocabulary;
  const exam = exams.find(({ id }) => id === draft.exam);
  const domain = exam?.domains.find(({ id }) => id === draft.item.domain);
  const titled = (/** @type {import("./types.js").Named[]} */ list) => list.map(({ id, title }) => /** @type {[string, string]} */ ([id, inLanguage(title)]));
  const open = roots.flatMap((root, at) => (root.writable ? [/** @type {[string, string]} */ ([String(at), root.name])] : []));
  const isNew = base.digest === null;
  const examField = select({ id: "f-exam", value: draft.exam, options: titled(exams), change: (value) => editing.reshape((now) => ({ ...now, exam: value, item: { ...now.item, domain: "", topic: "", jurisdiction: value === "diu" ? "fr" : "us" } }), "f-exam") });
  examField.disabled = !isNew;
  return h(
    "div",
    { class: "grid" },
    labelled(fieldName("exam"), examField),
    labelled(fieldName("domain"), select({ id: "f-domain", value: draft.item.domain, options: titled(exam?.domains ?? []), change: (value) => editing.reshape((now) => ({ ...now, item: { ...now.item, domain: value, topic: "" } }), "f-domain") })),
    labelled(fieldName("topic"), select({ id: "f-topic", value: draft.item.topic, options: titled(domain?.topics ?? []), change: (value) => editing.write("topic", value) })),
    isNew && open.length > 1 ? labelled(fieldName("root"), select({ id: "f-root", value: String(draft.root), options: open, change: (value) => editing.reshape((now) => ({ ...now, root: Number(value) }), "f-root") })) : null,
    idField(editing, isNew),
  );
}

/** @param {Editing} editing @param {boolean} isNew */
function idField(editing, isNew) {
  const { item } = editing.desk.draft;
  if (!isNew) return null;
  const field = h("input", { id: "f-id", value: item.id, autocomplete: "off", spellcheck: "false", maxlength: 80, oninput: () => editing.write("id", field.value) });
  const suggestion = h("span", { class: "suggestion", id: "suggestion" });
  return h("div", { class: "labelled wide" }, h("label", { for: "f-id" }, fieldName("id")), field, suggestion, h("span", { class: "small muted" }, t("Small letters, digits and hyphens; it is for ever.")));
}

/** The id that the server proposes, with the way to take it. @param {Editing} editing @returns {HTMLElement | null} */
export function suggestionFor(editing) {
  const { suggested, draft } = editing.desk;
  if (suggested === null || suggested === draft.item.id) return null;
  return button(t("Use {id}", { id: suggested }), () => editing.reshape((now) => ({ ...now, item: { ...now.item, id: suggested } }), "f-id"), { look: "small" });
}

/** What kind of question it is. @param {Editing} editing @returns {HTMLElement} */
export function kindView(editing) {
  const { item } = editing.desk.draft;
  const one = (/** @type {"status" | "review" | "use" | "level" | "leadin" | "step" | "jurisdiction"} */ name) =>
    labelled(fieldName(name), select({ id: `f-${name}`, value: item[name], options: editing.page.vocabulary.words[name].map((word) => [word, nameOf(name, word)]), change: (value) => (name === "level" ? editing.reshape((now) => ({ ...now, item: { ...now.item, level: value } }), "f-level") : editing.write(name, value)) }));
  return h(
    "section",
    { class: "part", "aria-labelledby": "kind-title" },
    h("h2", { id: "kind-title" }, t("What it is")),
    h("div", { class: "grid" }, one("status"), one("review"), one("use"), one("level"), one("leadin"), one("step"), one("jurisdiction"), difficulty(editing), seconds(editing), input(editing, "as_of", fieldName("as_of"), item.as_of, "month"), editing.desk.draft.exam === "diu" ? [input(editing, "activity", fieldName("activity"), item.activity), input(editing, "competence", fieldName("competence"), item.competence)] : null),
    tagsView(editing, "setting"),
    tagsView(editing, "population"),
  );
}

/** @param {Editing} editing */
function difficulty(editing) {
  const field = h("input", { id: "f-difficulty", type: "number", min: 0.05, max: 0.95, step: 0.01, value: editing.desk.draft.item.difficulty, "aria-describedby": "difficulty-help", oninput: () => editing.write("difficulty", field.value) });
  return labelled(fieldName("difficulty"), field, h("span", { class: "small muted", id: "difficulty-help" }, t("Share of just competent candidates who answer right")));
}

/** @param {Editing} editing */
function seconds(editing) {
  const field = h("input", { id: "f-seconds", type: "number", min: 15, max: 240, step: 1, value: editing.desk.draft.item.seconds, oninput: () => editing.write("seconds", field.value) });
  const reckon = () => {
    field.value = String(secondsFor(editing.desk.draft));
    editing.write("seconds", field.value);
  };
  return labelled(fieldName("seconds"), field, button(t("From its length"), reckon, { look: "small quiet" }));
}

/** What it refers to. @param {Editing} editing @returns {HTMLElement} */
export function linksView(editing) {
  const { item } = editing.desk.draft;
  const { modules, items } = editing.page.vocabulary;
  const module = h("input", { id: "f-module", list: "known-modules", value: item.module, autocomplete: "off", oninput: () => editing.write("module", module.value) });
  const replaces = h("input", { id: "f-replaces", list: "known-items", value: item.replaces, autocomplete: "off", oninput: () => editing.write("replaces", replaces.value) });
  return h(
    "section",
    { class: "part", "aria-labelledby": "links-title" },
    h("h2", { id: "links-title" }, t("What it refers to")),
    h("div", { class: "grid two" }, labelled(fieldName("module"), module), labelled(fieldName("replaces"), replaces), idsView(editing, "facts"), idsView(editing, "enemies")),
    datalist("known-modules", () => modules.map(({ id, title }) => ({ id, label: inLanguage(title) }))),
    datalist("known-items", () => items.map((id) => ({ id, label: "" }))),
    item.revision > 1 ? h("p", { class: "small muted" }, t("Revision {n}", { n: number(item.revision) })) : null,
  );
}
