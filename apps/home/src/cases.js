/** The case scenarios: by country, and how far the reader is with each. */

import { h } from "../../web/dom.js";
import { inLanguage, number, t, tn } from "../../web/i18n.js";

/** @typedef {import("../../web/dom.js").Child} Child */
/** @typedef {{en: string, fr: string}} Text */
/**
 * @typedef {object} Listed as `GET /api/cases` lists it
 * @property {string} id
 * @property {string} module
 * @property {Text} title
 * @property {Text} summary
 * @property {"fr" | "us" | "intl"} jurisdiction
 * @property {number} minutes
 * @property {boolean} paper
 * @property {boolean} sensitive
 * @property {boolean} simulation
 * @property {"new" | "begun" | "finished"} state
 */

/**
 * The cases in groups; null as long as there is none.
 * @param {Listed[]} cases
 * @param {(id: string) => string} address
 * @returns {HTMLElement | null}
 */
export function casesSection(cases, address) {
  if (cases.length === 0) return null;
  const groups = /** @type {const} */ (["fr", "us", "intl"]).map((country) => cases.filter(({ jurisdiction }) => jurisdiction === country));
  return h(
    "section",
    { class: "tracks cases", "aria-labelledby": "cases-title" },
    h("h2", { id: "cases-title" }, t("Cases")),
    h("p", { class: "measure" }, t("A person, documents, decisions. Your answers are saved as you go; score and feedback come when you hand in.")),
    h("div", { class: "track-list" }, groups.filter((group) => group.length > 0).map((group) => groupPart(group, address))),
  );
}

/** @param {Listed[]} group @param {(id: string) => string} address @returns {HTMLElement} */
function groupPart(group, address) {
  const country = group[0]?.jurisdiction ?? "intl";
  const finished = group.filter(({ state }) => state === "finished").length;
  return h(
    "section",
    { class: "track", "aria-labelledby": `cases-${country}` },
    h("h3", { id: `cases-${country}` }, countryName(country)),
    h("p", { class: "small muted" }, t("{n} of {all} handed in", { n: number(finished), all: number(group.length) })),
    h(
      "details",
      { id: `cases-list-${country}`, open: group.some(({ state }) => state === "begun") },
      h("summary", null, tn("{n} case", "{n} cases", group.length)),
      h("ul", { class: "lessons" }, group.map((one) => line(one, address))),
    ),
  );
}

/** @param {Listed} one @param {(id: string) => string} address @returns {HTMLElement} */
function line(one, address) {
  /** @type {Child[]} */
  const about = [t("about {n} min", { n: number(one.minutes) })];
  if (one.simulation) about.push(" · ", t("interview"));
  if (one.paper) about.push(" · ", t("long paper"));
  if (one.sensitive) about.push(" · ", t("content note"));
  if (one.state === "begun") about.push(" · ", h("strong", null, t("begun")));
  if (one.state === "finished") about.push(" · ", h("strong", null, t("handed in")));
  return h(
    "li",
    { class: one.state === "finished" ? "finished" : null },
    h("a", { href: address(one.id) }, inLanguage(one.title)),
    h("span", { class: "small" }, inLanguage(one.summary)),
    h("span", { class: "small muted number" }, about),
  );
}

/** @param {Listed["jurisdiction"]} country @returns {string} */
function countryName(country) {
  if (country === "fr") return t("France");
  if (country === "us") return t("United States");
  return t("Elsewhere");
}
