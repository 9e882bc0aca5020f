/** What stands in the way of saving, said plainly for as long as it lasts. */

import { drawing, h } from "../../web/dom.js";
import { inLanguage, number, t, tn } from "../../web/i18n.js";
import { ICONS } from "../../web/icons.js";

/** @typedef {import("./outbox.js").Status} Status */
/** @typedef {import("../../web/api.js").ApiError} ApiError */
/** @typedef {{tone: "warn" | "danger", words: string, link?: {href: string, words: string}}} Notice */

/**
 * What the candidate should know now, worst first.
 * @param {Status & {timeUp: boolean}} status
 * @param {string} signIn address of the sign-in page
 * @returns {Notice[]}
 */
export function notices({ waiting, problem, lasting, refused, timeUp }, signIn) {
  /** @type {Notice[]} */
  const found = [];
  const unreached = problem !== null && ["offline", "timeout"].includes(problem.failure);
  if (timeUp && unreached) {
    const words = t("Time is up, and the server cannot be reached: this page keeps trying to hand in.");
    found.push({ tone: "danger", words: sentences(words, keptHere(waiting)) });
  } else if (timeUp) found.push({ tone: "danger", words: t("Time is up. Checking with the server, then handing in.") });
  if (problem !== null && refused.length === 0 && !(timeUp && unreached)) found.push(notice(problem, waiting, signIn));
  if (refused.length > 0) {
    const list = refused.map((n) => number(n)).join(", ");
    const words = t("The server does not take the answer to these questions as it is: {list}. Change it, or write it down.", { list });
    found.push({ tone: "danger", words: sentences(words, problem?.said ? inLanguage(problem.said) : "") });
  }
  if (!lasting && waiting > 0) {
    found.push({ tone: "danger", words: t("This browser does not let the page keep answers: do not close it before it says Saved.") });
  }
  return found;
}

/**
 * @param {ApiError} problem
 * @param {number} waiting
 * @param {string} signIn
 * @returns {Notice}
 */
function notice(problem, waiting, signIn) {
  const kept = keptHere(waiting);
  if (problem.failure === "signed-out") {
    const ended = t("Your session has ended; your answers stay on this device.");
    return { tone: "danger", words: sentences(ended, kept), link: { href: signIn, words: t("Sign in again (new tab)") } };
  }
  if (problem.failure === "busy") {
    const busy = t("The server is busy and asked this page to wait; it will try again by itself.");
    return { tone: "warn", words: sentences(busy, kept) };
  }
  if (problem.failure === "server" || problem.failure === "refused") {
    const said = problem.said ? inLanguage(problem.said) : t("Error {status}.", { status: problem.status });
    const trouble = t("The server could not save; this page keeps trying.");
    return { tone: "danger", words: sentences(trouble, said, kept) };
  }
  const apart = t("The server cannot be reached. Go on working: everything stays on this page.");
  return { tone: "warn", words: sentences(apart, kept) };
}

/** @param {number} waiting @returns {string} */
function keptHere(waiting) {
  if (waiting === 0) return "";
  return tn("{n} answer waits on this device and will be sent.", "{n} answers wait on this device and will be sent.", waiting);
}

/** @param {...string} parts empty ones are left out */
function sentences(...parts) {
  return parts.filter((part) => part !== "").join(" ");
}

/**
 * The notices as banners.
 * @param {Notice[]} list
 * @returns {HTMLElement[]}
 */
export function bannerNodes(list) {
  return list.map(({ tone, words, link }) =>
    h(
      "p",
      { class: `banner ${tone}` },
      drawing(ICONS.waiting),
      h("span", null, words),
      link ? h("a", { href: link.href, target: "_blank", rel: "noopener" }, link.words) : null,
    ),
  );
}
