/** The domains: an interval for each, a number only where it holds, only significant findings. */

import { h } from "../../web/dom.js";
import { percent } from "../../web/figures.js";
import { inLanguage, number, t } from "../../web/i18n.js";
import { scale } from "../../web/scale.js";
import { remarks, section, table } from "./parts.js";
import { ends, key } from "./total.js";

/** @typedef {import("./types.js").Report} Report */
/** @typedef {import("./types.js").DomainLine} DomainLine */
/** @typedef {import("../../web/dom.js").Child} Child */

/**
 * Each domain in the order of the outline, drawn and in words.
 * @param {Report} report
 * @returns {HTMLElement}
 */
export function domainsSection(report) {
  const { domains, cut } = report;
  const rows = domains.lines.map((line) => domainRow(line, cut.share, domains.compared));
  return section(
    "domains",
    t("Domains"),
    h("p", { class: "measure finding" }, inLanguage(domains.sentence)),
    table(t("Each domain with its 90% interval, on a line from 0 to 100%"), columns(domains.compared), rows, "domains"),
    h(
      "ul",
      { class: "legend" },
      domains.lines.some((line) => line.share !== null) && key({ point: 0.5 }, t("Share of right answers")),
      key({ wide: { low: 0.08, high: 0.92 } }, t("90% interval")),
      key({ cut: 0.5 }, inLanguage(cut.label)),
    ),
    remarks(domains.notes),
    outlineNote(report),
  );
}

/** @param {boolean} compared @returns {import("./parts.js").Column[]} */
function columns(compared) {
  /** @type {import("./parts.js").Column[]} */
  const always = [
    { head: t("Domain") },
    { head: t("Scored questions"), kind: "figure" },
    { head: t("90% interval"), kind: "drawn" },
    { head: t("Against the training cut") },
  ];
  return compared ? [...always, { head: t("Compared with your total") }] : always;
}

/** @param {DomainLine} line @param {number} cut @param {boolean} compared @returns {Child[]} */
function domainRow(line, cut, compared) {
  /** @type {Child[]} */
  const cells = [
    h("span", null, inLanguage(line.title), h("span", { class: "under" }, weight(line))),
    number(line.scored),
    line.interval === null ? t("none") : h(
      "span",
      { class: "drawing" },
      scale({ point: line.share, wide: line.interval, cut }),
      h("span", { class: "under number" }, ends(line.interval)),
    ),
    h(
      "span",
      null,
      line.share === null ? null : h("strong", { class: "line number" }, percent(line.share)),
      inLanguage(line.standing_short),
    ),
  ];
  if (compared) cells.push(h("span", { class: `finding-${line.finding ?? "none"}` }, inLanguage(line.finding_text)));
  return cells;
}

/**
 * The weight of a domain in the outline, called an estimate where it is one.
 * @param {DomainLine} line
 * @returns {string}
 */
function weight({ weight: value, weight_confidence }) {
  const share = percent(value / 100);
  if (weight_confidence === "estimate") return t("{percent} of the outline, estimated", { percent: share });
  return t("{percent} of the outline", { percent: share });
}

/**
 * What is to be known of the weights: of the whole outline, then of single domains.
 * @param {Report} report
 * @returns {HTMLElement}
 */
function outlineNote({ outline, domains }) {
  const notes = new Map(domains.lines.flatMap(({ weight_note: note }) => (note === null ? [] : [[note.en, note]])));
  const titles = (/** @type {string} */ english) =>
    domains.lines.filter(({ weight_note: note }) => note?.en === english).map(({ title }) => inLanguage(title)).join(", ");
  const lines = [...notes].map(([english, note]) =>
    h("li", null, t("{titles}: {note}", { titles: titles(english), note: inLanguage(note) })),
  );
  return h(
    "div",
    { class: "measure outline" },
    h("h3", null, t("The outline behind this form")),
    h("p", null, `${inLanguage(outline.title)}. ${inLanguage(outline.note)}`),
    lines.length === 0 ? null : h("ul", { class: "remarks" }, lines),
  );
}
