/** The end of a task: its marks are final, and the names are shown. */

import { h } from "../../web/dom.js";
import { number, t, tn } from "../../web/i18n.js";
import { button, nameOf, when } from "./parts.js";

/** @typedef {import("./view-task.js").Table} Table */

/** Finishing, or opening again. @param {Table} table @returns {HTMLElement} */
export function finalSection({ task, page, place, change }) {
  const waiting = task.copies.filter(({ state }) => state === "waiting").length;
  const unread = task.copies.filter(({ second }) => second === "yours" || second === "wanted").length;
  const section = h("section", { class: "final", "aria-labelledby": "final-title" }, h("h2", { id: "final-title" }, t("Final marks")));
  if (task.finished_at !== null) {
    section.append(
      h("p", null, t("Final since {when}, by {name}. Names are shown.", { when: when(task.finished_at), name: nameOf(task.people, task.finished_by) })),
      waiting > 0 ? h("p", { class: "banner warn" }, tn("{n} copy came in or changed since, and waits without a name.", "{n} copies came in or changed since, and wait without names.", waiting)) : "",
      h("p", null, button(t("Hide the names again"), () => change(() => page.client.setFinal(place, false), "final-button"))),
    );
  } else {
    const finish = button(t("Make the marks final and show the names"), () => change(() => page.client.setFinal(place, true), "final-button"));
    finish.disabled = waiting > 0;
    section.append(
      h("p", { class: "measure" }, t("Marks count in the gradebook as soon as they are saved. When every copy is marked, you can call them final: only then do you see whose they are. Nothing is lost by it, and a mark can still be changed.")),
      waiting > 0 ? h("p", { class: "muted" }, tn("{n} copy still waits.", "{n} copies still wait.", waiting)) : "",
      waiting === 0 && unread > 0 ? h("p", { class: "banner warn" }, t("{n} still to be read by a second grader.", { n: number(unread) })) : "",
      h("p", null, finish),
    );
  }
  section.querySelector("button")?.setAttribute("id", "final-button");
  return section;
}
