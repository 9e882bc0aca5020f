/** Write: a few sentences, or a paper. The words are counted and never cut. */

import { h } from "../../web/dom.js";
import { inline } from "../../lessons/src/prose.js";
import { tell } from "../../lessons/src/parts.js";
import { countWords } from "./words.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Criterion} Criterion */
/** @typedef {import("./types.js").Written} Task */

/** @type {import("./types.js").Kind} */
export const text = {
  fit: (_, raw) => (typeof raw === "string" && raw.trim() !== "" ? raw : null),
  reach: () => "done",
  view,
};

/** @param {Desk} desk @param {Task} task */
function view(desk, task) {
  const count = h("p", { class: "pk-count", id: desk.id(task.id, "count") });
  const over = h("p", { class: "pk-over", role: "status" });
  const field = h("textarea", {
    class: `pk-field pk-text pk-${task.kind}`,
    rows: task.kind === "long" ? 14 : 5,
    spellcheck: "true",
    lang: desk.voice.language,
    "aria-labelledby": desk.id(task.id, "prompt"),
    "aria-describedby": count.id,
    value: desk.answer(task) ?? "",
    oninput: () => {
      desk.give(task, text.fit(task, field.value));
      tally();
    },
  });
  function tally() {
    const { t, tn, number } = desk.voice;
    const n = countWords(field.value);
    count.textContent = tn("{n} word of {most} at most", "{n} words of {most} at most", n, { most: number(task.words) });
    count.dataset.over = String(n > task.words);
    tell(over, n > task.words ? t("It is longer than {most} words. Nothing is cut; shorten it before you hand it in.", { most: number(task.words) }) : null);
  }
  tally();
  return [criteria(desk, task.criteria), field, h("div", { class: "pk-under" }, count, over)];
}

/**
 * What a reader will look for in a text.
 * @param {Desk} desk
 * @param {Criterion[] | undefined} list
 * @returns {HTMLElement | null}
 */
export function criteria(desk, list) {
  if (list === undefined || list.length === 0) return null;
  const { t, tn } = desk.voice;
  const lines = list.map(({ title, points }) => h("li", null, inline(desk.say(title)), " ", h("span", { class: "pk-points" }, "(", tn("{n} point", "{n} points", points), ")")));
  return h("div", { class: "pk-criteria" }, h("p", { class: "pc-label" }, t("A person reads it and looks at")), h("ul", null, lines));
}
