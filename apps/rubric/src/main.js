/** The page of graders: tasks, one task, one copy, by the address. */

import { openAnnouncer } from "../../exam/src/announcer.js";
import { ApiError } from "../../web/api.js";
import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { onLanguage, t } from "../../web/i18n.js";
import { masthead } from "../../web/masthead.js";
import { openPage } from "../../web/page.js";
import { addressOf, placeOf } from "./address.js";
import { Client } from "./client.js";
import { Outbox } from "./outbox.js";
import { MarkingScreen } from "./view-marking.js";
import { taskScreen } from "./view-task.js";
import { tasksScreen } from "./view-tasks.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Screen} Screen */

const { preferences, shelf, api } = openPage();
const root = h("div", { class: "page", id: "rubric-root" });
document.getElementById("parcours-rubric")?.replaceWith(root);

/** @type {Screen | null} */
let screen = null;

void open();

async function open() {
  const client = new Client(api);
  const me = await whoAmI();
  if (me === null) return;
  const outbox = new Outbox({
    owner: me,
    shelf,
    send: (entry, options) => client.send(entry, options),
    timers: { set: (run, ms) => window.setTimeout(run, ms), clear: (timer) => window.clearTimeout(timer) },
    told: { status: () => screen?.onStatus?.(), acknowledged: (entry, reply) => screen?.onAcknowledged?.(entry, reply) },
  });
  /** @type {Page} */
  const page = { client, outbox, preferences, me, go, follow, redraw };
  /** @param {import("./types.js").Place} place @param {string} [news] */
  function go(place, news) {
    history.pushState(null, "", addressOf(place));
    show(page, news);
    window.scrollTo(0, 0);
  }
  /** @param {MouseEvent} event */
  function follow(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(placeOf(new URL(/** @type {HTMLAnchorElement} */ (event.currentTarget).href).search));
    document.getElementById("parcours-rubric")?.focus();
  }
  openAnnouncer();
  listen(page);
  show(page);
  void outbox.flush();
}

/** The id of the grader; null, and the sign-in page, where nobody is signed in. */
async function whoAmI() {
  try {
    return String((await api.get("api/me")).id);
  } catch (error) {
    const gone = error instanceof ApiError && error.failure === "signed-out";
    if (gone) location.replace(`${document.documentElement.dataset.base ?? "/"}login`);
    else fill(root, h("main", { class: "document" }, h("p", { role: "alert" }, failureText(error))));
    return null;
  }
}

/** @param {Page} page @param {string} [news] */
function show(page, news) {
  screen?.leave?.();
  const place = placeOf(location.search);
  if (place.view === "copy") screen = new MarkingScreen(page, place);
  else if (place.view === "task") screen = taskScreen(page, place, news);
  else screen = tasksScreen(page);
  redraw();
}

/** Draw the page again; the focus and what is scrolled stay where they were. */
function redraw() {
  if (screen === null) return;
  const focused = document.activeElement?.id ?? "";
  const scrolled = [".left", ".right-scroll"].map((name) => root.querySelector(name)?.scrollTop ?? 0);
  document.title = `${screen.title()} – Parcours`;
  root.replaceChildren(
    h("a", { class: "skip", href: "#parcours-rubric", onclick: skip }, t("Skip to content")),
    masthead(preferences, { slots: screen.slots?.() ?? [], tools: screen.tools?.() ?? [] }),
    screen.draw(),
  );
  [".left", ".right-scroll"].forEach((name, at) => root.querySelector(name)?.scrollTo(0, scrolled[at] ?? 0));
  if (focused !== "") document.getElementById(focused)?.focus({ preventScroll: true });
  screen.drawn?.();
}

/** The address keeps its place: only the focus moves. @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.getElementById("parcours-rubric")?.focus();
}

/** @param {Page} page */
function listen(page) {
  onLanguage(redraw);
  window.addEventListener("popstate", () => show(page));
  window.addEventListener("online", () => void page.outbox.wake());
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) show(page);
  });
  window.addEventListener("pagehide", () => {
    page.outbox.leave();
    screen?.leave?.();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void page.outbox.wake();
    else page.outbox.leave();
  });
  document.addEventListener("keydown", (event) => screen?.onKey?.(event));
  window.addEventListener("beforeunload", (event) => {
    if (page.outbox.waiting > 0 && !page.outbox.lasting) event.preventDefault();
  });
}
