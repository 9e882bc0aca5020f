/** A field for a number, as French and as English speakers write it. */

import { h } from "../../web/dom.js";
import { tell } from "../../lessons/src/parts.js";
import { read } from "../../lessons/src/numerals.js";

/** @typedef {import("./desk.js").Desk} Desk */

/**
 * @param {Desk} desk
 * @param {object} given
 * @param {string} given.id
 * @param {import("./types.js").Text} given.unit
 * @param {number | null} given.value
 * @param {(value: number | null) => void} given.take null where what is written is no number
 * @param {Record<string, string>} given.named what labels it
 * @returns {HTMLElement[]}
 */
export function numberField(desk, { id, unit, value, take, named }) {
  const words = desk.say(unit);
  const [unitId, saidId] = [`${id}-unit`, `${id}-said`];
  const field = h("input", {
    type: "text",
    id,
    class: "pc-figure-field",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": `${unitId} ${saidId}`,
    value: value === null ? (desk.drafts.get(id) ?? "") : written(desk, value),
    oninput: () => change(),
    onchange: () => settle(),
    ...named,
  });
  const said = h("p", { id: saidId, class: "pk-said", role: "status" });
  function change() {
    const { values } = read(field.value, desk.voice.language, words);
    const figure = values[0] ?? null;
    if (figure === null) desk.drafts.set(id, field.value);
    else desk.drafts.delete(id);
    take(figure);
    if (figure !== null) settle();
  }
  function settle() {
    const flawed = flawOf(desk, field.value, words);
    field.toggleAttribute("aria-invalid", flawed !== null);
    tell(said, flawed ?? understood(desk, field.value, words));
  }
  settle();
  return [h("p", { class: "pc-figure-line" }, field, h("span", { id: unitId, class: "pc-unit" }, words)), said];
}

/** @param {Desk} desk @param {number} value */
function written(desk, value) {
  return desk.voice.number(value, { maximumFractionDigits: 10, useGrouping: false });
}

/** What stops the text from being a number, in words. @param {Desk} desk @param {string} text @param {string} unit */
function flawOf(desk, text, unit) {
  const { t, number, language } = desk.voice;
  const { flaw } = read(text, language, unit);
  const example = number(1234.5);
  if (flaw === "words") return t("Write the figures only, without words or calculations, for example {example}.", { example });
  if (flaw === "several") return t("Write one number only, for example {example}.", { example });
  if (flaw === "marks") return t("It is not clear which mark is the decimal one. Write for example {example}.", { example });
  return null;
}

/** How the text was read, where that could be in doubt. @param {Desk} desk @param {string} text @param {string} unit */
function understood(desk, text, unit) {
  const { t, number, language } = desk.voice;
  const value = read(text, language, unit).values[0];
  if (value === undefined || text.trim() === written(desk, value)) return "";
  return t("Read as {number}", { number: `${number(value, { maximumFractionDigits: 10 })}\u00a0${unit}` });
}
