/** What a student reads before the case begins: time, points, announced errors, and the way round. */

import { h } from "../../web/dom.js";
import { inline, paragraphs } from "../../lessons/src/prose.js";
import { button } from "../../lessons/src/parts.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Text} Text */

/**
 * The title of the case and how to work it.
 * @param {Desk} desk
 * @param {Text[]} notes said before anything else
 * @param {() => void} begin
 * @returns {HTMLElement[]}
 */
export function startOf(desk, notes, begin) {
  const { half, voice } = desk;
  const { t, tn, number } = voice;
  const facts = [tn("{n} minute", "{n} minutes", half.minutes), tn("{n} point", "{n} points", half.points), tn("{n} step", "{n} steps", half.steps.length), tn("{n} task", "{n} tasks", half.tasks.length)];
  const badge = half.paper ? h("span", { class: "pk-badge" }, t("Indicative format")) : null;
  const head = h(
    "header",
    { class: "pk-head" },
    h("p", { class: "pc-kicker" }, half.purpose === "formative" ? t("Case scenario, for practice") : t("Case scenario, marked"), badge),
    h("h2", { class: "pk-title", id: desk.id("title") }, inline(desk.say(half.title))),
    h("p", { class: "pk-lede" }, inline(desk.say(half.summary))),
    h("ul", { class: "pk-facts", role: "list" }, facts.map((fact) => h("li", null, fact))),
  );
  const told = notes.map((note) => h("p", { class: "parcours-notice" }, desk.say(note)));
  const rules = h("p", { class: "pk-rules" }, t("The story is told in steps. Your answers are saved as you go, and you can change them until you hand in."));
  const paper = half.paper ? h("p", { class: "pk-rules" }, t("The papers of this diploma are not published: length and questions are our own idea of them.")) : null;
  const start = button(t("Begin the case"), begin, "pc-primary");
  const actions = h("div", { class: "pc-actions" }, start);
  const update = () => (actions.hidden = desk.reached > 0);
  desk.listen(update);
  update();
  return [head, ...told, h("section", { class: "pk-before", "aria-label": t("Before you begin") }, rules, paper, content(desk), critical(desk, number), actions)];
}

/** What may be hard to read, and where else to go. @param {Desk} desk */
function content(desk) {
  const { half, voice: { t } } = desk;
  if (half.content_note === null) return null;
  const round = half.alternative === null ? null : h("p", null, t("You may work on the case “{title}” instead. It counts the same.", { title: desk.say(half.alternative.title) }));
  const lines = half.help_lines.map(({ title, value }) => h("li", null, h("strong", null, inline(desk.say(title))), " – ", inline(desk.say(value))));
  const help = lines.length === 0 ? null : h("div", null, h("p", null, t("Somebody to talk to:")), h("ul", null, lines));
  return h("div", { class: "pk-note" }, h("h3", { class: "pk-note-title" }, t("What this case is about")), paragraphs(desk.say(half.content_note)), round, help);
}

/** The errors that cap the mark. @param {Desk} desk @param {(value: number) => string} number */
function critical(desk, number) {
  const { half, voice: { t } } = desk;
  if (half.critical.length === 0) return null;
  const lines = half.critical.map(({ text, cap }) => h("li", null, inline(desk.say(text)), " ", h("span", { class: "pk-cap" }, t("The mark is then {cap} out of {all} at most.", { cap: number(cap), all: number(half.points) }))));
  return h("div", { class: "pk-note pk-critical" }, h("h3", { class: "pk-note-title" }, t("Errors that limit the mark")), h("ul", null, lines));
}
