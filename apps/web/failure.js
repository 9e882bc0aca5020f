/** What to tell a reader whose request failed. */

import { ApiError } from "./api.js";
import { duration, inLanguage, t } from "./i18n.js";

/** Where a page leaves the address to come back to after signing in. */
export const RETURN_KEY = "parcours.return";

/**
 * The failure in words, with the wait where the server names one.
 * @param {unknown} error
 * @returns {string}
 */
export function failureText(error) {
  if (!(error instanceof ApiError)) return t("Something went wrong on this page. Reload it.");
  if (error.failure === "offline") return t("The server cannot be reached. Check the connection and try again.");
  if (error.failure === "timeout") return t("The server took too long to answer. Try again.");
  if (error.failure === "busy" && error.retryAfter !== null) {
    return t("Too many requests. Try again in {wait}.", { wait: duration(error.retryAfter * 1000) });
  }
  if (error.said !== null) return inLanguage(error.said);
  if (error.failure === "signed-out") return t("You are not signed in. Open your personal link again.");
  if (error.failure === "server") return t("Something went wrong on the server. Try again; if it lasts, tell whoever runs it.");
  return t("The request was refused. Reload the page and try again.");
}

/**
 * Remember this page, so that signing in leads back to it.
 * @param {Storage | null} shelf `sessionStorage`, null where blocked
 */
export function comeBackHere(shelf) {
  try {
    shelf?.setItem(RETURN_KEY, location.pathname + location.search + location.hash);
  } catch {
    // Full or blocked: signing in leads to the home page instead.
  }
}

/**
 * The storage of this tab, or null where the browser forbids it.
 * @returns {Storage | null}
 */
export function tabShelf() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
