/** What is thin: topics under their target, the emptiest first, and shares out of their limits. */

import { h } from "../../web/dom.js";
import { inLanguage, number, t, tn } from "../../web/i18n.js";

/** @typedef {import("./types.js").Statistics} Statistics */
/** @typedef {import("./types.js").Thin} Thin */

const FIRST = 8;

/**
 * @param {Statistics} exam
 * @param {(filters: Record<string, string>) => string} address
 * @returns {HTMLElement}
 */
export function thinSection({ exam, holdings, titles }, address) {
  const topics = holdings.thin.filter(({ kind }) => kind !== "limit");
  const limits = holdings.thin.filter(({ kind }) => kind === "limit");
  const line = (/** @type {Thin} */ { name, count, wanted }) => {
    const [domain = "", topic] = name.split("/");
    const words = inLanguage(titles[name] ?? { en: name, fr: name });
    return h("li", null, h("a", { href: address(topic === undefined ? { domain } : { domain, topic }) }, words), " ", h("span", { class: "number" }, t("{n} of {wanted}", { n: number(count), wanted })));
  };
  const rest = topics.slice(FIRST);
  return h(
    "section",
    { class: "thin", "aria-labelledby": `thin-${exam}` },
    h("h3", { id: `thin-${exam}` }, t("What is thin")),
    topics.length === 0 ? h("p", null, t("Every topic has what is wanted.")) : h("p", null, tn("{n} topic has fewer live questions than wanted; the emptiest first.", "{n} topics have fewer live questions than wanted; the emptiest first.", topics.length)),
    h("ul", { class: "thin-list" }, topics.slice(0, FIRST).map(line)),
    rest.length === 0 ? null : h("details", null, h("summary", null, tn("{n} more", "{n} more", rest.length)), h("ul", { class: "thin-list" }, rest.map(line))),
    limits.length === 0 ? null : h("details", null, h("summary", null, tn("{n} share is out of the limits of the house style", "{n} shares are out of the limits of the house style", limits.length)), h("ul", { lang: "en" }, limits.map(({ name, count, wanted }) => h("li", null, `${name}: ${count} (${wanted})`)))),
  );
}
