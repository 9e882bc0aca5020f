/** Pieces that several views of the page are made of. */

import { drawing, h } from "../../web/dom.js";
import { ICONS } from "../../web/icons.js";
import { inLanguage, t, tn } from "../../web/i18n.js";

/** @typedef {import("../../web/dom.js").Child} Child */
/** @typedef {import("./types.js").Text} Text */

/** @param {Child | Child[]} words @param {() => void} onclick @param {{look?: string, id?: string, label?: string, disabled?: boolean}} [more] */
export function button(words, onclick, { look = "", id, label, disabled = false } = {}) {
  return h("button", { type: "button", class: `button ${look}`.trim(), id: id ?? null, "aria-label": label ?? null, disabled, onclick }, words);
}

/**
 * A line that must be seen: a rule and a sign carry the tone, the words the meaning.
 * @param {"plain" | "warn" | "danger"} tone
 * @param {...Child} words
 */
export function notice(tone, ...words) {
  return h("div", { class: tone === "plain" ? "banner" : `banner ${tone}` }, tone === "plain" ? null : drawing(ICONS.waiting), words);
}

/** A field with its label above it. @param {string} label @param {HTMLElement} control @param {Child} [more] */
export function labelled(label, control, more = null) {
  return h("div", { class: "labelled" }, h("label", { for: control.id }, label), control, more);
}

/**
 * A list to choose from; a value that is not in it is shown as it is.
 * @param {{id: string, value: string, options: [string, string][], change: (value: string) => void, none?: string}} parts
 */
export function select({ id, value, options, change, none }) {
  const known = options.some(([one]) => one === value);
  const all = [...(none === undefined ? [] : [/** @type {[string, string]} */ (["", none])]), ...options];
  if (!known && value !== "") all.push([value, value]);
  if (!known && value === "" && none === undefined) all.unshift(["", t("Choose…")]);
  const element = h("select", { id, onchange: () => change(element.value) }, all.map(([one, name]) => h("option", { value: one, selected: one === value }, name)));
  return element;
}

/**
 * What is wrong and how to mend it; what has no French yet is marked as English.
 * @param {{message: Text, fix: Text}} finding
 * @returns {Child[]}
 */
export function told({ message, fix }) {
  const said = (/** @type {Text} */ text) => (text.en === text.fr ? h("span", { lang: "en" }, text.en) : inLanguage(text));
  return [said(message), ". ", said(fix)];
}

/** How many findings of each level. @param {import("./types.js").Finding[]} findings @returns {string} */
export function tally(findings) {
  const count = (/** @type {string} */ level) => findings.filter((one) => !one.waived && one.level === level).length;
  const [errors, warnings, remarks] = [count("error"), count("warning"), count("info")];
  const parts = [
    errors > 0 ? tn("{n} error", "{n} errors", errors) : "",
    warnings > 0 ? tn("{n} warning", "{n} warnings", warnings) : "",
    remarks > 0 ? tn("{n} remark", "{n} remarks", remarks) : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? t("Nothing found") : parts.join(", ");
}
