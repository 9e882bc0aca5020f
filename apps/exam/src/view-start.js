/** The start page: which exam, how much time, the rules, a practice question, the agreement. */

import { fill, h } from "../../web/dom.js";
import { dateTime, duration, inLanguage, language, number, t, tn } from "../../web/i18n.js";
import { masthead } from "../../web/masthead.js";
import { limits, provenance, rules } from "./view-rules.js";

/** @typedef {import("../../web/i18n.js").Language} Language */
/** @typedef {{en: string, fr: string}} Text */
/** @typedef {{mode: "full" | "half" | "domain" | "practice", domain: string | null, form: string | null, seen: boolean, title: Text, questions: number, scored: number, minutes: number, available: boolean}} Exam */
/** @typedef {{exam: Exam | null, factor: number | null, language: Language | null, agreed: boolean}} Choice */
/**
 * @typedef {object} Start
 * @property {Exam[]} exams
 * @property {(number | null)[]} factors
 * @property {any[]} open attempts that can be resumed
 * @property {Choice} choice changed in place, so that a change of language keeps it
 * @property {import("./view-tutorial.js").Tutorial} tutorial
 * @property {() => Promise<void>} begin
 * @property {(id: string) => string} resume address of an open attempt
 */

/**
 * The nodes of the start page.
 * @param {Start} start
 * @param {import("../../web/preferences.js").Preferences} preferences
 * @returns {HTMLElement[]}
 */
export function startView(start, preferences) {
  const order = summaryOf(start);
  const show = () => order.show();
  const main = h(
    "main",
    { class: "document start", id: "parcours-exam" },
    h("h1", { id: "question", tabindex: -1 }, t("Mock exam")),
    h("p", { class: "lede" }, t("A timed exam for candidates to the CCM, drawn anew from the bank at each attempt unless you choose a fixed form. At the end: a report by domain, and the reasons for every answer.")),
    resumable(start),
    h("div", { class: "start-columns" }, h("div", { class: "start-steps" }, steps(start, show)), order.element),
  );
  show();
  return [masthead(preferences), main];
}

/** @param {Start} start @param {() => void} show */
function steps(start, show) {
  return [
    section(t("Which exam"), examChoice(start, show)),
    section(t("Language"), languageChoice(start, show)),
    section(t("Time"), factorChoice(start, show)),
    section(t("How it goes"), rules()),
    section(t("What is not simulated"), limits()),
    section(t("About these questions"), provenance()),
    section(t("Try the tools"), start.tutorial.draw()),
  ];
}

/** @param {string} title @param {...import("../../web/dom.js").Child} body */
function section(title, ...body) {
  return h("section", { class: "start-section" }, h("h2", null, title), body);
}

/** @param {Start} start */
function resumable({ open, resume }) {
  if (open.length === 0) return null;
  const lines = open.map((attempt) => {
    const left = attempt.untimed ? t("no time limit") : t("{duration} remaining", { duration: duration(attempt.remaining_ms, "short") });
    const facts = t("begun {when}, {answered} of {total} answered, {left}", { when: dateTime(attempt.started_at), answered: number(attempt.answered), total: number(attempt.total), left });
    return h("li", null, h("span", null, h("strong", null, inLanguage(attempt.title)), ` – ${facts}`), h("a", { class: "button primary", href: resume(attempt.id) }, t("Resume")));
  });
  return h("section", { class: "resume" }, h("h2", null, t("An exam is under way")), h("ul", null, lines));
}

/** @param {Start} start @param {() => void} show */
function examChoice({ exams, choice }, show) {
  const forms = exams.filter(({ form }) => form !== null);
  const whole = exams.filter(({ mode, form }) => form === null && mode !== "domain");
  const domains = exams.filter(({ mode, form }) => form === null && mode === "domain");
  const pick = (/** @type {Exam} */ exam) => {
    choice.exam = exam;
    show();
  };
  const line = (/** @type {Exam} */ exam, facts = sizeOf(exam)) => choiceLine("exam", modeName(exam), facts, { checked: choice.exam === exam, disabled: !exam.available, pick: () => pick(exam) });
  return h(
    "fieldset",
    null,
    h("legend", { class: "visually-hidden" }, t("Which exam")),
    whole.map((exam) => line(exam)),
    domains.length > 0 ? domainLine(domains, choice, pick) : null,
    forms.length > 0 ? h("p", { class: "small muted or-fixed" }, t("Or a fixed form, the same for all who sit it.")) : null,
    forms.map((exam) => line(exam, exam.seen ? t("{size}; you have sat it", { size: sizeOf(exam) }) : sizeOf(exam))),
  );
}

/** @param {Exam[]} domains @param {Choice} choice @param {(exam: Exam) => void} pick */
function domainLine(domains, choice, pick) {
  const available = domains.filter((exam) => exam.available);
  const chosen = choice.exam?.mode === "domain" ? choice.exam : null;
  const list = h(
    "select",
    { "aria-label": t("Domain"), disabled: available.length === 0 },
    domains.map((exam) => h("option", { value: exam.domain ?? "", disabled: !exam.available, selected: exam === (chosen ?? available[0]) }, inLanguage(exam.title))),
  );
  const current = () => domains.find(({ domain }) => domain === list.value) ?? available[0];
  const pickCurrent = () => {
    const exam = current();
    if (exam !== undefined) pick(exam);
  };
  const first = /** @type {Exam} */ (available[0] ?? domains[0]);
  const line = choiceLine("exam", t("One domain"), sizeOf(first), { checked: chosen !== null, disabled: available.length === 0, pick: pickCurrent });
  list.addEventListener("change", () => {
    const radio = line.querySelector("input");
    if (radio !== null) radio.checked = true;
    pickCurrent();
  });
  return h("div", { class: "domain-choice" }, line, list);
}

/** @param {Start} start @param {() => void} show */
function languageChoice({ choice }, show) {
  /** @type {[Language, string][]} */
  const names = [["en", "English"], ["fr", "Français"]];
  const lines = names.map(([lang, name]) =>
    choiceLine("language", h("span", { lang }, name), "", { checked: (choice.language ?? language()) === lang, disabled: false, pick: () => ((choice.language = lang), show()) }),
  );
  return h("fieldset", null, h("legend", null, t("The exam opens in this language; you can switch at any moment without losing your place.")), lines);
}

/** @param {Start} start @param {() => void} show */
function factorChoice({ factors, choice }, show) {
  const lines = factors.map((factor) => choiceLine("factor", factorName(factor), "", { checked: choice.factor === factor, disabled: false, pick: () => ((choice.factor = factor), show()) }));
  return h(
    "fieldset",
    null,
    h("legend", null, t("Extra time, if you have it or want to practise with it. Only the factor is kept, never the reason.")),
    h("div", { class: "factors" }, lines),
  );
}

/** @param {number | null} factor @returns {string} */
function factorName(factor) {
  if (factor === null) return t("Untimed practice");
  if (factor === 1) return t("Standard time");
  return t("Time × {factor}", { factor: number(factor) });
}

/**
 * @param {string} group
 * @param {import("../../web/dom.js").Child} name
 * @param {string} facts
 * @param {{checked: boolean, disabled: boolean, pick: () => void}} state
 */
function choiceLine(group, name, facts, { checked, disabled, pick }) {
  const radio = h("input", { type: "radio", name: group, checked, disabled, onchange: pick });
  const why = disabled ? t("The bank cannot fill this exam yet.") : facts;
  return h("label", { class: "choice" }, radio, h("span", null, h("strong", null, name), why === "" ? null : h("span", { class: "choice-facts" }, why)));
}

/** @param {Exam} exam @returns {string} */
function modeName(exam) {
  if (exam.form !== null) return inLanguage(exam.title);
  if (exam.mode === "full") return t("Full exam");
  if (exam.mode === "half") return t("Half exam");
  return inLanguage(exam.title);
}

/** @param {Exam} exam @returns {string} */
function sizeOf({ questions, scored, minutes }) {
  const size = tn("{n} question", "{n} questions", questions);
  const time = duration(minutes * 60_000);
  return scored === questions ? `${size}, ${time}` : t("{size} ({scored} scored), {time}", { size, scored: number(scored), time });
}

/** The order at the side: what was chosen, the agreement, the start. @param {Start} start */
function summaryOf({ choice, begin }) {
  const facts = h("dl", { class: "summary-facts" });
  const agree = h("input", { type: "checkbox", id: "agree", checked: choice.agreed });
  const button = h("button", { type: "button", class: "button primary wide" }, t("Start the exam"));
  const problem = h("p", { class: "banner danger", role: "alert", hidden: true });
  const show = () => {
    fill(facts, choice.exam === null ? null : factsOf(choice.exam, choice));
    button.disabled = choice.exam === null || !choice.agreed;
  };
  agree.addEventListener("change", () => {
    choice.agreed = agree.checked;
    show();
  });
  button.addEventListener("click", async () => {
    button.disabled = true;
    problem.hidden = true;
    await begin().catch((/** @type {import("../../web/api.js").ApiError} */ error) => {
      problem.hidden = false;
      fill(problem, error.said ? inLanguage(error.said) : t("The exam could not be started: the server cannot be reached or is in trouble. Try again."));
    });
    show();
  });
  const terms = h("label", { class: "choice" }, agree, h("span", null, t("I have read how it goes and what is not simulated. I will not pass the questions on.")));
  const element = h("aside", { class: "summary", "aria-label": t("Your exam") }, h("h2", null, t("Your exam")), facts, terms, problem, button);
  return { element, show };
}

/** @param {Exam} exam @param {Choice} choice */
function factsOf(exam, { factor, language: chosen }) {
  const minutes = factor === null ? t("no limit") : duration(Math.round(exam.minutes * factor * 60_000));
  const tongue = (chosen ?? language()) === "fr" ? "Français" : "English";
  const pairs = [[t("Exam"), modeName(exam)], [t("Questions"), number(exam.questions)], [t("Time"), minutes], [t("Language"), tongue]];
  return pairs.flatMap(([name, value]) => [h("dt", null, name), h("dd", null, value)]);
}
