/** One task: its copies, who reads them, how their marks agree, and the end of it. */

import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { number, t, tn } from "../../web/i18n.js";
import { addressOf } from "./address.js";
import { agreementSection } from "./view-agreement.js";
import { copiesTable } from "./view-copies.js";
import { finalSection } from "./view-final.js";
import { button, pointsText, progress, prose, say } from "./parts.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Task} Task */
/** @typedef {import("./types.js").TaskPlace} TaskPlace */
/** @typedef {{task: Task, page: Page, place: TaskPlace, change: (deed: () => Promise<unknown>, focus: string) => void}} Table */

/**
 * The view of a task.
 * @param {Page} page
 * @param {TaskPlace} place
 * @param {string} [news] said first, as when nothing waits any more
 * @returns {import("./types.js").Screen}
 */
export function taskScreen(page, place, news = "") {
  /** @type {Task | null} */
  let task = null;
  /** @type {unknown} */
  let failure = null;
  async function load() {
    try {
      task = await page.client.task(place);
      failure = null;
    } catch (error) {
      failure = error;
    }
    page.redraw();
  }
  const change = (/** @type {() => Promise<unknown>} */ deed, /** @type {string} */ focus) => {
    void deed()
      .then(load)
      .catch((error) => {
        failure = error;
        page.redraw();
      })
      .then(() => document.getElementById(focus)?.focus());
  };
  void load();
  return {
    title: () => (task === null ? t("Written answers") : titleOf(task)),
    draw: () => frame(page, place, task, failure, news, change),
  };
}

/** @param {Task} task */
function titleOf(task) {
  const place = t("Task {n}", { n: number(task.n) });
  return `${say(task.title)}, ${place}`;
}

/** @param {Page} page @param {TaskPlace} place @param {Task | null} task @param {unknown} failure @param {string} news @param {Table["change"]} change */
function frame(page, place, task, failure, news, change) {
  const back = h("p", { class: "back" }, h("a", { href: addressOf({ view: "tasks" }), onclick: page.follow }, t("All tasks")));
  const main = h("main", { id: "parcours-rubric", class: "document task", tabindex: -1 }, back);
  if (task !== null) main.append(...body({ task, page, place, change }, news));
  else if (failure === null) main.append(h("h1", null, t("Written answers")), h("p", { role: "status", class: "muted" }, t("Opening the gradebook. The first time takes a few seconds…")));
  if (failure !== null) main.append(h("p", { class: "banner danger", role: "alert" }, failureText(failure)));
  return main;
}

/** @param {Table} table @param {string} news @returns {HTMLElement[]} */
function body(table, news) {
  const { task } = table;
  const read = task.copies.filter(({ state }) => state !== "empty");
  const facts = [t("Task {n}", { n: number(task.n) }), pointsText(task.points), tn("about {n} minute a copy", "about {n} minutes a copy", task.minutes)];
  return [
    h("h1", null, say(task.title)),
    h("p", { class: "muted" }, facts.join(" · ")),
    h("div", { class: "prompt" }, prose(task.prompt)),
    h("p", { class: "task-progress" }, progress(read.filter(({ state }) => state === "marked").length, read.length), h("span", { class: "small muted" }, t("copies marked"))),
    news === "" ? h("span", { hidden: true }) : h("p", { class: "banner", role: "status" }, news),
    goOn(table),
    copiesTable(table),
    agreementSection(table),
    finalSection(table),
  ];
}

/** The way to the next copy. @param {Table} table @returns {HTMLElement} */
function goOn({ task, page, place }) {
  const mine = task.copies.filter(({ state }) => state === "waiting").length;
  const second = task.copies.filter((copy) => copy.second === "yours").length;
  const said = h("p", { role: "status", class: "small" });
  const begin = button(mine > 0 ? t("Mark the next copy") : t("Read the next copy as second grader"), async () => {
    try {
      const { copy, held } = await page.client.next(place, 0);
      if (copy !== null) page.go({ ...place, view: "copy", copy });
      else fill(said, tn("{n} copy waits, and another grader has it.", "{n} copies wait, and other graders have them.", held ?? 0));
    } catch (error) {
      fill(said, failureText(error));
    }
  }, "primary large");
  if (mine + second === 0) return h("p", { class: "muted" }, t("No copy waits for you."));
  return h("div", { class: "go-on" }, begin, mine > 0 && second > 0 ? h("span", { class: "small muted" }, tn("{n} of them as second grader", "{n} of them as second grader", second)) : null, said);
}
