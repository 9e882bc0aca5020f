/** One exam's part of the bank, in tables with bars beside the numbers. */

import { nameOf } from "../../authoring/src/names.js";
import { h } from "../../web/dom.js";
import { percent } from "../../web/figures.js";
import { inLanguage, number, t, tn } from "../../web/i18n.js";
import { bar } from "./bar.js";
import { thinSection } from "./view-thin.js";

/** @typedef {import("./types.js").Statistics} Statistics */
/** @typedef {import("./types.js").Holding} Holding */
/** @typedef {(filters: Record<string, string>) => string} Address of a filtered list */
/** @typedef {{name: string, count: number, address: string | null, note?: string}} Row */

/**
 * @param {Statistics} exam
 * @param {Address} address
 * @returns {HTMLElement}
 */
export function bankView(exam, address) {
  const id = `exam-${exam.exam}`;
  const states = Object.entries(exam.by_status).map(([status, count]) => h("a", { href: address({ status }) }, t("{status}: {n}", { n: number(count), status: nameOf("status", status) })));
  return h(
    "section",
    { class: "exam-part", "aria-labelledby": id },
    h("h2", { id }, inLanguage(exam.title)),
    h("p", { class: "states" }, states.flatMap((one, at) => (at === 0 ? [one] : [" · ", one]))),
    thinSection(exam, address),
    domainsSection(exam, address),
    h("div", { class: "counts" }, countSections(exam, address)),
  );
}

/** @param {Statistics} exam @param {Address} address */
function domainsSection({ holdings, titles }, address) {
  const most = Math.max(1, ...holdings.domains.flatMap(({ topics }) => topics.map(({ live, target }) => Math.max(live, target ?? 0))));
  const title = (/** @type {string} */ id) => inLanguage(titles[id] ?? { en: id, fr: id });
  const rows = holdings.domains.flatMap((domain) => [
    holdingRow(domain, title(domain.id), address({ domain: domain.id }), { most: Math.max(domain.live, domain.target ?? 1), look: "domain" }),
    ...domain.topics.map((topic) => holdingRow(topic, title(`${domain.id}/${topic.id}`), address({ domain: domain.id, topic: topic.id }), { most, look: "topic" })),
  ]);
  const heads = [t("Domain and topic"), t("Live"), t("Drafts"), t("Wanted"), ""];
  return h("section", null, h("h3", null, t("By domain and topic")), h("table", { class: "holdings" }, h("caption", { class: "visually-hidden" }, t("Live questions, drafts and how many are wanted")), h("thead", null, h("tr", null, heads.map((head, at) => (head === "" ? h("td", null) : h("th", { scope: "col", class: at > 0 ? "figure" : null }, head))))), h("tbody", null, rows)));
}

/** @param {Holding} holding @param {string} title @param {string} href @param {{most: number, look: string}} shown */
function holdingRow({ live, drafts, target }, title, href, { most, look }) {
  const isThin = target !== null && live < target;
  const missing = isThin ? h("span", { class: "missing small" }, ` −${number(target - live)}`) : null;
  return h("tr", { class: look }, h("th", { scope: "row" }, h("a", { href }, title)), h("td", { class: "figure", "data-head": t("Live") }, number(live), missing), h("td", { class: "figure", "data-head": t("Drafts") }, number(drafts)), h("td", { class: "figure", "data-head": t("Wanted") }, target === null ? "–" : number(target)), h("td", { class: "drawn" }, bar(live, target, most)));
}

/** @param {Statistics} exam @param {Address} address @returns {HTMLElement[]} */
function countSections(exam, address) {
  const { counts, holdings, live } = exam;
  const words = (/** @type {string} */ field, /** @type {string} */ filter, limits = false) =>
    Object.entries(counts[field] ?? {}).map(([word, count]) => ({ name: nameOf(filter, word), count, address: address({ [filter]: word, status: "live" }), note: limits ? limitNote(exam, field, word) : "" }));
  const bands = Object.entries(holdings.difficulty).map(([low, count]) => ({ name: t("from {low} to {high}", { low: decimals(Number(low)), high: decimals(Number(low) + 0.05) }), count, address: null }));
  const languages = Object.entries(holdings.languages).map(([lang, count]) => ({ name: lang === "fr" ? t("French") : t("English"), count, address: null, note: percent(count / Math.max(1, holdings.unretired)) }));
  const sets = [{ name: t("in case sets"), count: holdings.in_case_sets, address: null, note: percent(holdings.in_case_sets / Math.max(1, holdings.live_mock)) }, { name: t("alone"), count: holdings.live_mock - holdings.in_case_sets, address: null }];
  return [
    countSection(t("Level"), words("level", "level", true), live),
    countSection(t("Question asked"), words("leadin", "leadin", true), live),
    countSection(t("Expected difficulty (authors’ guess)"), bands, live),
    countSection(t("Review"), words("review", "review"), live),
    countSection(t("Use"), words("use", "use"), live),
    countSection(t("Text complete, of all not retired"), languages, holdings.unretired),
    countSection(t("Mock questions that share a scenario"), sets, holdings.live_mock),
    countSection(t("Step of case management"), words("step", "step").map((row) => ({ ...row, address: null })), live),
    countSection(t("People"), words("population", "population"), live),
    countSection(t("Lesson that teaches it"), modules(exam, address), live),
  ];
}

/** @param {number} value */
function decimals(value) {
  return number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** Items by lesson; those that no lesson teaches last. @param {Statistics} exam @param {Address} address @returns {Row[]} */
function modules({ counts }, address) {
  const found = Object.entries(counts["module"] ?? {}).map(([module, count]) => ({ module, count }));
  return found
    .sort((one, other) => Number(one.module === "none") - Number(other.module === "none") || one.module.localeCompare(other.module))
    .map(({ module, count }) => ({ name: module === "none" ? t("no lesson") : module, count, address: address({ module, status: "live" }) }));
}

/** @param {Statistics} exam @param {string} field @param {string} word */
function limitNote({ limits }, field, word) {
  const limit = limits.find(({ name }) => name === `${field === "leadin" ? "lead-in" : field} ${word}`);
  if (limit === undefined) return "";
  const bounds = limit.high >= 1 ? t("{share} (at least {low})", { share: percent(limit.share), low: percent(limit.low) }) : t("{share} ({low} to {high})", { share: percent(limit.share), low: percent(limit.low), high: percent(limit.high) });
  return limit.holds ? bounds : `${bounds} !`;
}

/** @param {string} title @param {Row[]} rows @param {number} whole */
function countSection(title, rows, whole) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const many = rows.length > 12;
  const table = h(
    "table",
    { class: "count-table" },
    h("caption", { class: "visually-hidden" }, title),
    h("thead", { class: "visually-hidden" }, h("tr", null, h("th", { scope: "col" }, title), h("th", { scope: "col" }, t("Questions")), h("td", null))),
    h("tbody", null, rows.map(({ name, count, address, note = "" }) => h("tr", null, h("th", { scope: "row" }, address === null ? name : h("a", { href: address }, name)), h("td", { class: "figure" }, number(count), note === "" ? null : h("span", { class: note.endsWith("!") ? "note off" : "note" }, ` ${note}`)), h("td", { class: "drawn" }, bar(count, null, most))))),
  );
  const heading = h("h3", null, title, h("span", { class: "small muted" }, ` ${tn("of {n} question", "of {n} questions", whole)}`));
  if (!many) return h("section", null, heading, table);
  return h("section", { class: "long" }, heading, h("details", null, h("summary", null, t("All {n} rows", { n: number(rows.length) })), table));
}
