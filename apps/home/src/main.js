/** The home page: a document for everyone, filled with the reader's own attempts. */

import { ApiError } from "../../web/api.js";
import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { language, onLanguage, t } from "../../web/i18n.js";
import { masthead } from "../../web/masthead.js";
import { openPage } from "../../web/page.js";
import { sameButTime, showTimeLeft } from "./attempts.js";
import { homeDocument } from "./home.js";

/** @typedef {import("./home.js").Content} Content */

// The time left of an open exam is refreshed this often.
const REFRESH_MS = 60_000;

// The server reads the lessons when it starts; until then it is asked again.
const LESSONS_MS = 1_000;

const { preferences, api } = openPage();
const root = h("div", { class: "page" });
const base = document.documentElement.dataset.base ?? "/";
const addresses = {
  exam: (/** @type {string | undefined} */ id) => (id === undefined ? `${base}exam` : `${base}exam?attempt=${id}`),
  rubric: `${base}rubric`,
  authoring: `${base}authoring`,
  bank: `${base}bank`,
  report: (/** @type {string} */ id) => `${base}report?attempt=${id}`,
  case: (/** @type {string} */ id) => `${base}casework?case=${id}`,
  lesson: (/** @type {string} */ id) => `${base}lessons/${id}?lang=${language()}`,
};
/** @type {Content | null} */
let content = null;
/** @type {unknown} */
let failure = null;
let leaving = "";

function draw() {
  document.title = `Parcours – ${t("Where case managers train")}`;
  const focused = document.activeElement?.id ?? "";
  const menuOpen = document.querySelector("#display-menu[open]") !== null;
  fill(
    root,
    h("a", { class: "skip", href: "#parcours-home" }, t("Skip to content")),
    masthead(preferences, { tools: [signOutButton()] }),
    homeDocument(content, failure === null ? null : problem(), addresses),
  );
  if (menuOpen) document.getElementById("display-menu")?.setAttribute("open", "");
  if (focused !== "") document.getElementById(focused)?.focus();
}

/** Ask the server for everything; what is on the page stays when it does not answer. */
async function load() {
  try {
    const [me, mine, past, taught] = await Promise.all(["api/me", "api/attempts", "api/history", "api/tracks"].map((path) => api.get(path)));
    const cases = taught.ready ? (await api.get("api/cases")).cases : [];
    const fresh = { me, attempts: mine.attempts, history: past.attempts, tracks: taught.tracks, cases };
    if (!taught.ready) window.setTimeout(load, LESSONS_MS);
    const same = content !== null && sameButTime(content, fresh);
    content = fresh;
    failure = null;
    if (same) {
      showTimeLeft(root, fresh.attempts);
      return;
    }
  } catch (error) {
    if (error instanceof ApiError && error.failure === "signed-out") {
      location.replace(`${base}login`);
      return;
    }
    if (content !== null) return;
    failure = error;
  }
  draw();
}

/** @returns {HTMLElement} */
function problem() {
  const retry = () => {
    failure = null;
    draw();
    void load();
  };
  return h(
    "section",
    { class: "problem", role: "alert" },
    h("p", null, t("Your attempts could not be fetched."), " ", failureText(failure)),
    h("p", null, h("button", { type: "button", class: "button", onclick: retry }, t("Try again"))),
  );
}

/** @returns {HTMLElement | null} */
function signOutButton() {
  if (content === null || content.me.solo) return null;
  const button = h("button", { type: "button", class: "button quiet", id: "sign-out", onclick: signOut }, t("Sign out"));
  return h("span", { class: "who" }, h("span", { class: "who-name" }, content.me.name), button, h("span", { role: "alert", class: "small" }, leaving));
}

async function signOut() {
  leaving = "";
  try {
    await api.post("api/logout");
    location.replace(`${base}login`);
  } catch (error) {
    leaving = failureText(error);
    draw();
  }
}

document.getElementById("parcours-home")?.replaceWith(root);
onLanguage(draw);
draw();
void load();
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void load();
});
window.setInterval(() => {
  const running = content?.attempts.some(({ state }) => state === "open") ?? false;
  if (running && document.visibilityState === "visible") void load();
}, REFRESH_MS);
