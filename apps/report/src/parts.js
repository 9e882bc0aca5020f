/** The building blocks of the report: sections, tables, notes, links to questions. */

import { h } from "../../web/dom.js";
import { inLanguage, t } from "../../web/i18n.js";

/** @typedef {import("../../web/dom.js").Child} Child */
/** @typedef {import("../../web/i18n.js").Text} Text */
/** @typedef {{head: string, kind?: "figure" | "drawn", hidden?: boolean}} Column */

/**
 * A section with its heading; `data-anchor` lets a redrawn page find its place again.
 * @param {string} id
 * @param {string} title
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function section(id, title, ...children) {
  const heading = h("h2", { id: `${id}-title` }, title);
  return h("section", { id, "aria-labelledby": `${id}-title`, "data-anchor": id }, heading, ...children);
}

/**
 * A table whose first column names the rows. Where it is narrow each row becomes a block of
 * labelled lines; explicit roles keep it a table for assistive technology even then.
 * @param {string} caption
 * @param {Column[]} columns
 * @param {Child[][]} rows
 * @param {string} [name] class of the table
 * @returns {HTMLElement}
 */
export function table(caption, columns, rows, name = "") {
  const heads = columns.map(({ head, kind = "" }) => h("th", { scope: "col", role: "columnheader", class: kind }, head));
  const body = rows.map((cells) =>
    h("tr", { role: "row" }, cells.map((cell, index) => tableCell(cell, index, columns[index]))),
  );
  return h(
    "div",
    { class: "table-frame" },
    h(
      "table",
      { role: "table", class: `stacking ${name}` },
      h("caption", null, caption),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads)),
      h("tbody", { role: "rowgroup" }, body),
    ),
  );
}

/** @param {Child} cell @param {number} index @param {Column | undefined} column @returns {HTMLElement} */
function tableCell(cell, index, column) {
  if (index === 0) return h("th", { scope: "row", role: "rowheader" }, cell);
  return h("td", { role: "cell", class: column?.kind ?? "", "data-label": column?.head ?? "" }, cell);
}

/**
 * Caveats in small print; nothing when there are none.
 * @param {readonly {id: string, text: Text}[]} notes
 * @returns {HTMLElement | null}
 */
export function remarks(notes) {
  if (notes.length === 0) return null;
  return h("ul", { class: "remarks" }, notes.map((note) => h("li", null, inLanguage(note.text))));
}

/**
 * Links to questions of the review, by position.
 * @param {readonly number[]} positions
 * @returns {Child}
 */
export function questionLinks(positions) {
  if (positions.length === 0) return t("none");
  const links = positions.map((position) =>
    h("a", { href: `#q-${position}`, "aria-label": t("Question {n}", { n: position }) }, String(position)),
  );
  return h("span", { class: "question-links" }, links);
}

/**
 * Terms and what they say.
 * @param {[string, Child][]} pairs
 * @returns {HTMLElement}
 */
export function facts(pairs) {
  return h(
    "dl",
    { class: "facts" },
    pairs.map(([term, value]) => h("div", null, h("dt", null, term), h("dd", null, value))),
  );
}
