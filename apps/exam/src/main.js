/** The exam page: the start page, or a running attempt when the address names one. */

import { ApiError } from "../../web/api.js";
import { h } from "../../web/dom.js";
import { onLanguage } from "../../web/i18n.js";
import { openPage } from "../../web/page.js";
import { openAnnouncer } from "./announcer.js";
import { runAttempt } from "./run.js";
import { startPage } from "./start.js";
import { failureView, lateView, loadingView, showPage } from "./view-outcomes.js";
import { WaitingSaves } from "./waiting.js";

const RETRY_MS = 5_000;

/** Open the page that the address asks for. */
async function open() {
  const { preferences, shelf, api } = openPage();
  const root = h("div", { id: "exam-root" });
  document.getElementById("parcours-exam")?.replaceWith(root);
  openAnnouncer();
  const base = document.documentElement.dataset.base ?? "/";
  /** @type {() => void} */
  let redraw = () => {};
  onLanguage(() => redraw());
  const page = {
    api,
    preferences,
    shelf,
    root,
    addresses: {
      exam: (/** @type {string} */ id) => `${base}exam?attempt=${encodeURIComponent(id)}`,
      report: (/** @type {string} */ id) => `${base}report?attempt=${encodeURIComponent(id)}`,
      signIn: () => `${base}login?next=${encodeURIComponent(location.pathname + location.search)}`,
    },
    /** What to draw when the language changes. @param {() => void} draw */
    onRedraw(draw) {
      redraw = draw;
    },
    /** Show static nodes, again after a change of language. @param {() => HTMLElement[]} nodes */
    show(nodes) {
      redraw = () => root.replaceChildren(...nodes());
      showPage(root, nodes());
    },
  };
  window.addEventListener("popstate", () => location.reload());
  await route(page);
}

/**
 * Everything a page of this app needs of its surroundings.
 * @typedef {object} Page
 * @property {import("../../web/api.js").Api} api
 * @property {import("../../web/preferences.js").Preferences} preferences
 * @property {import("../../web/storage.js").Shelf | null} shelf
 * @property {HTMLElement} root
 * @property {{exam: (id: string) => string, report: (id: string) => string, signIn: () => string}} addresses
 * @property {(draw: () => void) => void} onRedraw
 * @property {(nodes: () => HTMLElement[]) => void} show
 */

/** @param {Page} page */
async function route(page) {
  const id = new URLSearchParams(location.search).get("attempt");
  if (id === null) {
    await persist(page, 0, () => startPage(page, (attempt) => {
      history.pushState(null, "", page.addresses.exam(attempt));
      return openAttempt(page, attempt, { fresh: true });
    }));
  } else await openAttempt(page, id, { fresh: false });
}

/** @param {Page} page @param {string} id @param {{fresh: boolean}} how */
async function openAttempt(page, id, { fresh }) {
  const waiting = new WaitingSaves(id, page.shelf);
  const ended = () => {
    const late = waiting.late();
    if (late.length === 0) return location.replace(page.addresses.report(id));
    page.show(() => lateView(page.preferences, late, page.addresses.report(id)));
    waiting.forgetLate();
  };
  const count = waiting.all().filter(({ quiet }) => !quiet).length;
  await persist(page, count, () => runAttempt(page, id, waiting, { ended, fresh }));
}

/**
 * Try until it works: show what went wrong, offer a retry, and try again by itself.
 * @param {Page} page
 * @param {number} waiting answers that wait on this device
 * @param {() => Promise<void>} attempt
 */
async function persist(page, waiting, attempt) {
  page.show(() => loadingView(page.preferences));
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    let timer = 0;
    const retry = () => {
      clearTimeout(timer);
      void persist(page, waiting, attempt);
    };
    page.show(() => failureView(page.preferences, error, { waiting, signIn: page.addresses.signIn(), retry }));
    if (["refused", "signed-out"].includes(error.failure)) return;
    timer = window.setTimeout(retry, Math.max(RETRY_MS, (error.retryAfter ?? 0) * 1000));
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => void open());
else void open();
