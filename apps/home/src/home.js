/** The home page as a document: exams under way, what Parcours is, attempts, notices. */

import { h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";
import { pastAttempts, underWay } from "./attempts.js";
import { casesSection } from "./cases.js";
import { tracksSection } from "./tracks.js";

/** @typedef {import("../../web/dom.js").Child} Child */
/** @typedef {{id: string, name: string, roles: string[], solo: boolean, marks?: boolean}} Me */
/**
 * @typedef {object} Content what the server knows of the reader
 * @property {Me} me
 * @property {import("./attempts.js").Attempt[]} attempts
 * @property {import("./trend.js").Closed[]} history
 * @property {import("./tracks.js").Track[]} tracks
 * @property {import("./cases.js").Listed[]} cases
 */

/**
 * The page with the reader's attempts, or with what is known of them so far.
 * @param {Content | null} content null while the server is asked
 * @param {HTMLElement | null} problem shown where the attempts would stand
 * @param {import("./attempts.js").Addresses} addresses
 * @returns {HTMLElement}
 */
export function homeDocument(content, problem, addresses) {
  const open = content === null ? null : underWay(content.attempts, addresses);
  return h(
    "main",
    { id: "parcours-home", class: "document home", tabindex: -1 },
    open,
    opening(addresses, open !== null),
    content?.me.marks === true ? marking(addresses.rubric) : null,
    content?.me.roles.includes("author") === true ? authoring(addresses.authoring, addresses.bank) : null,
    content === null ? null : tracksSection(content.tracks, addresses.lesson),
    content === null ? null : casesSection(content.cases, addresses.case),
    problem ?? (content === null ? h("p", { role: "status", class: "muted" }, t("Fetching your attempts…")) : pastAttempts(content.history, addresses)),
    notices(),
    content === null ? null : account(content.me),
  );
}

/** @param {import("./attempts.js").Addresses} addresses @param {boolean} resuming @returns {HTMLElement} */
function opening(addresses, resuming) {
  return h(
    "section",
    { class: "opening", "aria-labelledby": "opening-title" },
    h("h1", { id: "opening-title" }, t("Where case managers train")),
    h("p", { class: "lede" }, t("Read lessons that ask you to decide, and sit timed mock exams built like the CCM examination, in English or in French. Each exam ends in a report that shows what your answers say, how far they can be trusted, and the reason for every option.")),
    h("p", null, h("a", { class: resuming ? "button large" : "button primary large", href: addresses.exam() }, resuming ? t("Start another mock exam") : t("Start a mock exam"))),
  );
}

/** The way of graders to the written answers. @param {string} address @returns {HTMLElement} */
function marking(address) {
  return h(
    "section",
    { class: "marking", "aria-labelledby": "marking-title" },
    h("h2", { id: "marking-title" }, t("Written answers")),
    h("p", { class: "measure" }, t("You are a grader: mark what students wrote in their cases, with the rubric of each task beside the text.")),
    h("p", null, h("a", { class: "button", href: address }, t("Mark written answers"))),
  );
}

/** The way of authors to the questions. @param {string} editor @param {string} bank @returns {HTMLElement} */
function authoring(editor, bank) {
  return h(
    "section",
    { class: "authoring", "aria-labelledby": "authoring-title" },
    h("h2", { id: "authoring-title" }, t("The question bank")),
    h("p", { class: "measure" }, t("You are an author: write and mend questions in both languages side by side, and see what the bank holds and where it is thin. These pages show answers.")),
    h("p", { class: "row" }, h("a", { class: "button", href: editor }, t("Write questions")), " ", h("a", { class: "button", href: bank }, t("What the bank holds"))),
  );
}

/** @returns {HTMLElement} */
function notices() {
  return h(
    "section",
    { class: "notices", "aria-labelledby": "notices-title" },
    h("h2", { id: "notices-title" }, t("Good to know")),
    h(
      "div",
      null,
      notice(t("Independent"), t("Parcours is independent of the Commission for Case Manager Certification, which owns the CCM mark and has neither reviewed nor endorsed these questions.")),
      notice(t("Not yet signed by experts"), t("No question is signed by a certified case manager yet. Each carries its sources and the month they were checked; you can report any of them from your report.")),
      notice(t("Open"), t("The questions are free to use and adapt under CC BY 4.0, and the software under the BSD licence. They are written for Parcours; none comes from a real examination.")),
    ),
  );
}

/** @param {string} title @param {string} text @returns {HTMLElement} */
function notice(title, text) {
  return h("div", null, h("h3", null, title), h("p", null, text));
}

/** @param {Me} me @returns {HTMLElement} */
function account({ name, roles, solo }) {
  const list = roles.map(roleName).join(", ");
  const who = solo ? t("One person uses this server: {name}.", { name }) : t("Signed in as {name}.", { name });
  return h("p", { class: "account small muted" }, who, " ", t("Roles: {roles}.", { roles: list }));
}

/** @param {string} role @returns {string} */
function roleName(role) {
  if (role === "candidate") return t("candidate");
  if (role === "author") return t("author");
  if (role === "grader") return t("grader");
  if (role === "admin") return t("administrator");
  return role;
}
