/** What to tell a reader whose request failed. */

import { ApiError } from "./api.js";
import { duration, inLanguage, t } from "./i18n.js";

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
    return t("Too many requests. Try again in {wait}.", { wait: duration(1000 * roundedUp(error.retryAfter)) });
  }
  if (error.said !== null) return inLanguage(error.said);
  if (error.failure === "signed-out") return t("You are not signed in. Open your personal link again.");
  if (error.failure === "server") return t("Something went wrong on the server. Try again; if it lasts, tell whoever runs it.");
  return t("The request was refused. Reload the page and try again.");
}

/** Seconds to wait, up to a whole minute from one minute on: never too short. @param {number} seconds */
function roundedUp(seconds) {
  return seconds > 60 ? 60 * Math.ceil(seconds / 60) : seconds;
}
