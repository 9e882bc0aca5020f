/** Open an attempt and keep it running: ticks, synchronisation, waking up, going away. */

import { ApiError } from "../../web/api.js";
import { setLanguage } from "../../web/i18n.js";
import { Attempt } from "./attempt.js";
import { Clock } from "./clock.js";
import { listen } from "./keys.js";
import { ExamView } from "./view-exam.js";

/** @typedef {import("./main.js").Page} Page */

const TICK_MS = 250;
const SYNC_MS = 60_000;

/**
 * Show the attempt and keep it running; throws `ApiError` when its form cannot be fetched.
 * @param {Page} page
 * @param {string} id
 * @param {import("./waiting.js").WaitingSaves} waiting
 * @param {{ended: () => void, fresh: boolean}} how `ended` is called once the attempt is closed;
 *   one that was begun just now, by a button that is gone, takes the focus
 */
export async function runAttempt(page, id, waiting, { ended, fresh }) {
  const form = await fetchForm(page, id);
  if (form === null) {
    await giveUp(page, id, waiting);
    return ended();
  }
  const now = () => performance.now();
  const clock = new Clock(now);
  clock.sync(form.data.attempt, form.sent, form.received);
  if (page.preferences.get("language") === null) setLanguage(form.data.attempt.language);
  const attempt = new Attempt(form.data, {
    api: page.api,
    waiting,
    clock,
    now,
    client: clientName(),
    timers: { set: (run, ms) => window.setTimeout(run, ms), clear: (timer) => window.clearTimeout(timer) },
    channel: typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`parcours.attempt.${id}`),
  });
  const view = new ExamView(attempt, page.preferences, page.root, page.addresses.signIn());
  if (fresh) document.getElementById("question")?.focus();
  page.onRedraw(() => view.redraw());
  listen(attempt, view, page.preferences);
  const stop = keepRunning(attempt, view);
  const end = () => {
    stop();
    for (const dialog of document.querySelectorAll("dialog")) dialog.close();
    ended();
  };
  attempt.onChange(({ kind }) => {
    if (kind === "closed") end();
  });
  if (attempt.closed) end();
}

/**
 * The form, or null when the attempt is closed.
 * @param {Page} page
 * @param {string} id
 */
async function fetchForm({ api }, id) {
  try {
    return await api.exchange("GET", `api/attempts/${encodeURIComponent(id)}/form`);
  } catch (error) {
    if (error instanceof ApiError && error.code === "closed") return null;
    throw error;
  }
}

/**
 * The attempt was closed while answers waited here: report them to the server, which notes
 * them as late, then keep them to be shown.
 * @param {Page} page
 * @param {string} id
 * @param {import("./waiting.js").WaitingSaves} waiting
 */
async function giveUp({ api }, id, waiting) {
  const deeds = waiting.all().filter(({ quiet }) => !quiet);
  for (const client of new Set(deeds.map((deed) => deed.client))) {
    const given = deeds.filter((deed) => deed.client === client);
    const saves = given.map(({ save }) => save);
    try {
      await api.exchange("PUT", `api/attempts/${encodeURIComponent(id)}/answers`, { client, saves });
      for (const deed of given) waiting.settle(deed); // the server took them after all
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "closed") throw error;
      const { late } = error;
      if (late !== null) for (const deed of given) if (!late.includes(deed.save.n)) waiting.settle(deed);
    }
  }
  waiting.giveUp();
}

/**
 * Start the ticks and listen to the browser; returns the way to stop.
 * @param {Attempt} attempt
 * @param {ExamView} view
 * @returns {() => void}
 */
function keepRunning(attempt, view) {
  const listening = new AbortController();
  const { signal } = listening;
  const ticks = setInterval(() => {
    view.tick();
    void attempt.tick();
  }, TICK_MS);
  const syncs = setInterval(() => void attempt.sync(), SYNC_MS);
  const wake = () => void attempt.wake();
  document.addEventListener("visibilitychange", () => {
    const visible = document.visibilityState === "visible";
    attempt.setVisible(visible);
    if (visible) wake();
    else attempt.leave();
  }, { signal });
  window.addEventListener("online", wake, { signal });
  window.addEventListener("pageshow", wake, { signal });
  window.addEventListener("pagehide", () => attempt.leave(), { signal });
  window.addEventListener("beforeunload", (event) => {
    if (attempt.status.waiting > 0) event.preventDefault();
  }, { signal });
  return () => {
    clearInterval(ticks);
    clearInterval(syncs);
    listening.abort();
  };
}

/** A name for this page that no other has; works without a secure context. @returns {string} */
function clientName() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
