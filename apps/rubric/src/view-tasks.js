/** The tasks that persons read, course by course. */

import { h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { number, t, tn } from "../../web/i18n.js";
import { beginning } from "../../web/passages.js";
import { addressOf } from "./address.js";
import { pointsText, progress, say } from "./parts.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Course} Course */
/** @typedef {import("./types.js").TaskLine} TaskLine */

const PROMPT = 150; // characters of it in the list
/** @typedef {{course: Course, tasks: TaskLine[] | null, failure: unknown}} Shelf */

/**
 * The first view.
 * @param {Page} page
 * @returns {import("./types.js").Screen}
 */
export function tasksScreen(page) {
  /** @type {Shelf[] | null} */
  let shelves = null;
  /** @type {unknown} */
  let failure = null;
  async function load() {
    try {
      shelves = (await page.client.courses()).map((course) => ({ course, tasks: null, failure: null }));
    } catch (error) {
      failure = error;
    }
    page.redraw();
    await Promise.all((shelves ?? []).map(fetchTasks));
  }
  /** @param {Shelf} shelf */
  async function fetchTasks(shelf) {
    try {
      shelf.tasks = await page.client.tasks(shelf.course.id);
    } catch (error) {
      shelf.failure = error;
    }
    page.redraw();
  }
  void load();
  return { title: () => t("Written answers"), draw: () => view(page, shelves, failure) };
}

/** @param {Page} page @param {Shelf[] | null} shelves @param {unknown} failure */
function view(page, shelves, failure) {
  const several = (shelves?.length ?? 0) > 1;
  return h(
    "main",
    { id: "parcours-rubric", class: "document", tabindex: -1 },
    h("h1", null, t("Written answers")),
    h("p", { class: "lede" }, t("What students wrote, beside what to look for. You do not see whose text it is until the marks are final.")),
    failure === null ? null : h("p", { class: "banner danger", role: "alert" }, failureText(failure)),
    shelves?.length === 0 ? h("p", null, t("This server was told of no course. Start it with `parcours run --course FOLDER`, or set PARCOURS_COURSES.")) : null,
    (shelves ?? []).map((shelf) => courseView(page, shelf, several)),
  );
}

/** @param {Page} page @param {Shelf} shelf @param {boolean} named @returns {HTMLElement} */
function courseView(page, { course, tasks, failure }, named) {
  const title = named ? h("h2", null, course.folder) : null;
  if (failure !== null) return h("section", { class: "course" }, title, h("p", { class: "banner danger", role: "alert" }, failureText(failure)));
  if (tasks === null) return h("section", { class: "course" }, title, h("p", { role: "status", class: "muted" }, t("Opening the gradebook. The first time takes a few seconds…")));
  if (tasks.length === 0) return h("section", { class: "course" }, title, h("p", null, t("Nothing to read yet: copies appear here once they have been autograded.")));
  const cases = [...new Set(tasks.map((task) => task.case))];
  return h("section", { class: "course" }, title, cases.map((name) => caseView(page, course.id, tasks.filter((task) => task.case === name), named)));
}

/** @param {Page} page @param {string} course @param {TaskLine[]} tasks @param {boolean} nested */
function caseView(page, course, tasks, nested) {
  const [first] = tasks;
  if (first === undefined) return null;
  return h("section", { class: "case" }, h(nested ? "h3" : "h2", null, say(first.title)), h("ul", { class: "tasks" }, tasks.map((task) => taskLine(page, course, task))));
}

/** @param {Page} page @param {string} course @param {TaskLine} task */
function taskLine(page, course, task) {
  const place = { course, case: task.case, task: task.task };
  const address = addressOf({ ...place, view: "task" });
  const all = task.waiting + task.marked;
  const facts = [pointsText(task.points), tn("about {n} minute a copy", "about {n} minutes a copy", task.minutes)];
  return h(
    "li",
    null,
    h("div", { class: "task-what" }, h("a", { class: "task-link", href: address, onclick: page.follow }, h("strong", null, t("Task {n}", { n: number(task.n) })), " ", beginning(say(task.prompt), PROMPT)), h("p", { class: "small muted" }, facts.join(" · "))),
    h("div", { class: "task-state small" }, progress(task.marked, all), h("ul", { class: "marks" }, stateLines(task).map((line) => h("li", null, line)))),
  );
}

/** @param {TaskLine} task @returns {string[]} */
function stateLines(task) {
  const lines = [];
  if (task.finished_at !== null && task.waiting === 0) lines.push(t("Marks are final"));
  if (task.changed > 0) lines.push(tn("{n} text changed since it was marked", "{n} texts changed since they were marked", task.changed));
  if (task.second > 0) lines.push(t("Read twice: {part} of {whole}", { part: number(task.twice), whole: number(task.second) }));
  if (task.empty > 0) lines.push(tn("{n} left empty", "{n} left empty", task.empty));
  return lines;
}
