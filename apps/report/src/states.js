/** What the page shows when there is no report to show. */

import { ApiError } from "../../web/api.js";
import { h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { t } from "../../web/i18n.js";
import { examUrl, homeUrl, loginUrl } from "./addresses.js";

/** @typedef {import("../../web/dom.js").Child} Child */

/** While the server computes. @returns {HTMLElement} */
export function loading() {
  return frame(t("Score report"), h("p", { role: "status", class: "lede" }, t("Your report is being put together…")));
}

/** The address names no attempt of this candidate. @returns {HTMLElement} */
export function notFound() {
  return frame(
    t("No such report"),
    h("p", { class: "lede" }, t("There is no attempt of yours at this address. It may belong to someone else, or the address may be incomplete.")),
    actions(link(homeUrl(), t("Your attempts"), true)),
  );
}

/**
 * Why the report could not be had, and what can be done about it.
 * @param {unknown} error
 * @param {string} attempt
 * @param {() => void} retry
 * @returns {HTMLElement}
 */
export function failed(error, attempt, retry) {
  if (error instanceof ApiError && error.status === 404) return notFound();
  if (error instanceof ApiError && error.code === "open") {
    return frame(
      t("This exam is still running"),
      h("p", { class: "lede" }, t("Its report comes when you submit it or when the time is up.")),
      actions(link(examUrl(attempt), t("Resume the exam"), true), link(homeUrl(), t("Your attempts"))),
    );
  }
  if (error instanceof ApiError && error.failure === "signed-out") {
    return frame(
      t("You are not signed in"),
      h("p", { class: "lede" }, t("Open your personal link again, or paste it on the sign-in page. You will come back here.")),
      actions(link(loginUrl(), t("Sign in"), true)),
    );
  }
  return frame(
    t("The report could not be shown"),
    h("p", { role: "alert", class: "lede" }, failureText(error)),
    actions(h("button", { type: "button", class: "button primary", onclick: retry }, t("Try again")), link(homeUrl(), t("Your attempts"))),
  );
}

/** @param {string} title @param {...Child} children @returns {HTMLElement} */
function frame(title, ...children) {
  return h("main", { id: "parcours-report", class: "document state", tabindex: -1 }, h("h1", null, title), ...children);
}

/** @param {...Child} children @returns {HTMLElement} */
function actions(...children) {
  return h("p", { class: "files" }, ...children);
}

/** @param {string} href @param {string} words @param {boolean} [primary] @returns {HTMLElement} */
function link(href, words, primary = false) {
  return h("a", { class: primary ? "button primary" : "button", href }, words);
}
