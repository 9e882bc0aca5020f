/** Documents of a case as papers: a letter looks like a letter, a table can be scrolled by itself. */

import { h } from "../../web/dom.js";
import { inline, paragraphs } from "../../lessons/src/prose.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Document} Document */

/**
 * What a document is called by its kind.
 * @param {Desk} desk
 * @param {Document} document
 * @returns {string}
 */
export function kindName({ voice: { t } }, { kind }) {
  const names = { grid: t("Grid"), letter: t("Letter"), note: t("Note"), summary: t("Summary of care"), form: t("Form"), message: t("Message") };
  return names[kind];
}

/**
 * A document to read. `where` tells apart the places that show the same one.
 * @param {Desk} desk
 * @param {Document} document
 * @param {string} where
 * @returns {HTMLElement}
 */
export function paperOf(desk, document, where) {
  const title = h("h4", { class: "pk-paper-title", id: desk.id("paper", where, document.id) }, inline(desk.say(document.title)));
  const head = h("header", null, h("p", { class: "pk-paper-kind" }, kindName(desk, document)), title);
  const table = document.table === null ? null : tableOf(desk, document.table, title.id);
  const named = { class: `pk-paper pk-paper-${document.kind}`, "aria-labelledby": title.id };
  return h("article", named, head, paragraphs(desk.say(document.text)), table, paragraphs(desk.say(document.after)));
}

/** @param {Desk} desk @param {import("./types.js").Table} table @param {string} titleId */
function tableOf(desk, { head, rows }, titleId) {
  const heads = head.map((cell) => h("th", { scope: "col" }, inline(desk.say(cell))));
  const lines = rows.map(([first, ...others]) =>
    h("tr", null, h("th", { scope: "row" }, inline(desk.say(first))), others.map((cell) => h("td", null, inline(desk.say(cell))))),
  );
  const table = h("table", { "aria-labelledby": titleId }, h("thead", null, h("tr", null, heads)), h("tbody", null, lines));
  return h("div", { class: "pk-table", role: "group", tabindex: "0", "aria-labelledby": titleId }, table);
}

/**
 * The documents of the steps that are open, in the order they arrived.
 * @param {Desk} desk
 * @returns {Document[]}
 */
export function seenDocuments({ half, open }) {
  const ids = open.flatMap(({ documents }) => documents);
  return ids.flatMap((id) => half.documents.filter((document) => document.id === id));
}
