/** The form in which a student works a case; it knows nothing of where answers are kept. */

import { fill, h } from "../../web/dom.js";
import { voiceOf } from "../../web/i18n.js";
import { focusOn } from "../../lessons/src/parts.js";
import { barOf } from "./bar.js";
import { Desk } from "./desk.js";
import { panelOf } from "./panel.js";
import { startOf } from "./start.js";
import { stepOf } from "./steps.js";
import { summaryOf } from "./summary.js";

/** @typedef {import("../../web/i18n.js").Catalogue} Catalogue */
/** @typedef {import("./types.js").Answers} Answers */
/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").Status} Status */
/** @typedef {import("./types.js").Task} Task */

/**
 * @typedef {object} Given
 * @property {import("./types.js").Half} half the public half of the case
 * @property {Language} lang
 * @property {Answers} answers raw, by task
 * @property {number} [reached] how many steps are open; at least those with an answer are
 * @property {(answers: Answers, lang: Language, reached: number) => void} onChange
 * @property {Status} [status]
 * @property {import("./types.js").Text[]} [notes] what to say before anything else
 * @property {boolean} [notebook] the cells of a notebook are below
 * @property {(file: string) => string} [dataUrl] where a table can be fetched
 */

/**
 * What a form can be told after it is shown.
 * @typedef {object} Form
 * @property {(status: Status) => void} tell where the answers stand
 * @property {(answers: Answers) => void} replace show these answers, given elsewhere
 * @property {() => void} remove
 */

/**
 * Show a case in an element, in place of what it holds.
 * @param {HTMLElement} element
 * @param {Given} given
 * @param {Catalogue} french
 * @returns {Form}
 */
export function show(element, { half, lang, answers, reached = 0, onChange, status = { state: "idle" }, notes = [], notebook = false, dataUrl }, french) {
  const around = { notebook, dataUrl: dataUrl ?? null };
  const change = () => onChange(desk.answers, desk.voice.language, desk.reached);
  const desk = new Desk({ half, voice: voiceOf(lang, french), answers, reached, around, onChange: change });
  let now = status;
  let page = drawn(element, desk, notes, speak);
  page.tell(now);
  function draw() {
    desk.hush();
    page = drawn(element, desk, notes, speak);
    page.tell(now);
  }
  /** @param {Language} wanted */
  function speak(wanted) {
    desk.voice = voiceOf(wanted, french);
    draw();
    page.refocus();
    change();
  }
  return {
    tell(told) {
      now = told;
      page.tell(now);
    },
    replace(given) {
      desk.replace(given);
      draw();
    },
    remove() {
      element.replaceChildren();
      element.classList.remove("parcours-activity", "parcours-mounted", "parcours-case");
      element.removeAttribute("lang");
    },
  };
}

/**
 * The whole form, in the language of the desk.
 * @param {HTMLElement} element
 * @param {Desk} desk
 * @param {import("./types.js").Text[]} notes
 * @param {(lang: Language) => void} speak
 */
function drawn(element, desk, notes, speak) {
  element.classList.add("parcours-activity", "parcours-mounted", "parcours-case");
  element.lang = desk.voice.language;
  const panel = panelOf(desk, jump);
  const bar = barOf(desk, { toggle: panel.toggle, speak });
  const steps = h("div", { class: "pk-steps" });
  const end = endOf(desk, jump);
  /** @param {Task} task */
  function jump(task) {
    const title = document.getElementById(desk.id(task.id, "task"));
    if (title !== null) focusOn(title);
  }
  function next() {
    desk.goOn();
    const step = desk.half.steps[desk.reached - 1];
    const title = document.getElementById(desk.id("step", step?.id ?? ""));
    if (title !== null) focusOn(title);
  }
  function update() {
    while (steps.childElementCount < desk.reached) {
      const step = desk.half.steps[steps.childElementCount];
      if (step === undefined) break;
      steps.append(stepOf(desk, step, { next, jump }));
    }
    end.update();
  }
  const main = h("div", { class: "pk-main" }, startOf(desk, notes, next), steps, end.node);
  fill(element, h("section", { class: "pk-form", "aria-labelledby": desk.id("title") }, bar.nodes, main, panel.node));
  update();
  desk.listen(update);
  return { tell: bar.tell, refocus: bar.refocus };
}

/** What is answered, once the last step is open. @param {Desk} desk @param {(task: Task) => void} jump */
function endOf(desk, jump) {
  const { t } = desk.voice;
  const summary = summaryOf(desk, jump);
  const title = h("h3", { class: "pk-step-title", id: desk.id("end") }, t("Before you hand in"));
  const node = h("section", { class: "pk-end", "aria-labelledby": title.id }, title, summary.node);
  function update() {
    node.hidden = !desk.isWhole;
    if (desk.isWhole) summary.update();
  }
  return { node, update };
}
