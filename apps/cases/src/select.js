/** A list to choose one thing from; where its words are long, the whole of the chosen one below it. */

import { h } from "../../web/dom.js";
import { plain } from "../../lessons/src/prose.js";

const LONG = 26; // characters that a narrow list may cut

/**
 * @param {import("./desk.js").Desk} desk
 * @param {object} given
 * @param {{id: string, words: string}[]} given.choices
 * @param {string | null} given.value
 * @param {(value: string | null) => void} given.take
 * @param {Record<string, string>} given.named its name: `id` for a label, or `aria-labelledby`
 * @param {boolean} [given.echo] false where the words stand elsewhere in full
 * @returns {HTMLElement[]}
 */
export function selectField(desk, { choices, value, take, named, echo = true }) {
  const { t } = desk.voice;
  const options = choices.map(({ id, words }) => h("option", { value: id }, plain(words)));
  const select = h("select", { class: "pk-field", ...named }, h("option", { value: "" }, t("Choose…")), options);
  select.value = value ?? "";
  const whole = h("p", { class: "pk-echo", "aria-hidden": "true" });
  function tell() {
    const words = plain(choices.find(({ id }) => id === select.value)?.words ?? "");
    whole.textContent = echo && words.length > LONG ? words : "";
    whole.hidden = whole.textContent === "";
  }
  select.addEventListener("change", () => {
    take(select.value || null);
    tell();
  });
  tell();
  return [select, whole];
}
