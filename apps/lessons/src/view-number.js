/** A figure to work out, on the page. */

import { h } from "../../web/dom.js";
import { bar } from "./bar.js";
import { closing, verdict } from "./parts.js";
import { begin, isDone, judge, read, restore } from "./numerals.js";
import { inline, paragraphs } from "./prose.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @type {import("./types.js").Kind} */
export const figure = { begin, restore, isDone, view };

/** @param {Desk} desk @returns {import("./types.js").View} */
function view(desk) {
  const { spec } = desk;
  const { t } = desk.voice;
  const field = h("input", {
    type: "text",
    id: desk.id("field"),
    class: "pc-figure-field",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": desk.id("unit"),
    oninput: () => desk.change({ text: field.value }),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter" && !event.isComposing) check.click();
    },
  });
  const unit = h("span", { id: desk.id("unit"), class: "pc-unit" }, spec.unit ?? "");
  const question = h("label", { for: field.id, class: "pc-question" }, inline(spec.question));
  const foot = bar(desk, {
    check: t("Check"),
    onCheck: () => take(desk),
    onShow: () => desk.change({ shown: true }),
    outcome: () => outcome(desk),
  });
  const check = /** @type {HTMLButtonElement} */ (foot.nodes[1]?.firstChild);
  const asked = h("div", { class: "pc-asked" }, question, h("p", { class: "pc-figure-line" }, field, unit));
  function update() {
    if (field.value !== desk.state.text) field.value = desk.state.text;
    field.readOnly = desk.done;
    foot.update();
  }
  return { nodes: [h("div", { class: "pc-scene" }, paragraphs(spec.scene)), asked, ...foot.nodes], update };
}

/** @param {Desk} desk @returns {string | null} */
function take(desk) {
  const { spec, state } = desk;
  const { language, t, number } = desk.voice;
  const { flaw } = read(state.text, language, spec.unit ?? "");
  const example = number(1234.5);
  if (flaw === "empty") return t("Write a number first.");
  if (flaw === "words") return t("Write the figures only, without words or calculations, for example {example}.", { example });
  if (flaw === "several") return t("Write one number only, for example {example}.", { example });
  if (flaw === "marks") return t("It is not clear which mark is the decimal one. Write for example {example}.", { example });
  desk.change({ checked: state.text, tries: state.tries + 1 });
  return null;
}

/** @param {Desk} desk @returns {Node[]} */
function outcome(desk) {
  const { spec, state, voice } = desk;
  const { t } = voice;
  const answer = `${voice.number(spec.answer, { maximumFractionDigits: 6 })}${spec.unit ? `\u00a0${spec.unit}` : ""}`;
  if (state.shown) return [verdict("missed", t("Right answer: {answer}", { answer })), closing(t("How it is worked out"), spec.why)];
  if (state.checked === null) return [];
  const reading = read(state.checked, voice.language, spec.unit ?? "");
  if (reading.flaw !== null) return [];
  const judged = judge(spec, reading.values);
  if (judged.verdict === "right") return [verdict("right", t("Right: {answer}", { answer })), closing(t("How it is worked out"), spec.why)];
  const yours = voice.number(reading.values[0] ?? 0, { maximumFractionDigits: 6 });
  const head = verdict("wrong", t("{yours} is not the figure", { yours }));
  return [head, ...(judged.why === null ? [h("p", null, hint(judged.verdict, t))] : paragraphs(judged.why))];
}

/** @param {import("./numerals.js").Verdict} kind @param {Desk["voice"]["t"]} t @returns {string} */
function hint(kind, t) {
  if (kind === "decimal") return t("The digits are right; the decimal mark is not in its place. Look at the units again.");
  if (kind === "high") return t("It is too high. See what was counted twice, or should not be counted.");
  return t("It is too low. See what was left out, or divided once too often.");
}
