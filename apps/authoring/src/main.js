/** The page of authors: the list of items, one item, its preview, by the address. */

import { openAnnouncer } from "../../exam/src/announcer.js";
import { ApiError } from "../../web/api.js";
import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { onLanguage, t } from "../../web/i18n.js";
import { masthead } from "../../web/masthead.js";
import { openPage } from "../../web/page.js";
import { MemoryShelf } from "../../web/storage.js";
import { addressOf, placeOf } from "./address.js";
import { Client } from "./client.js";
import { EditorScreen } from "./editor.js";
import { Keep } from "./keep.js";
import { button } from "./parts.js";
import { ListScreen } from "./view-list.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Screen} Screen */

const { preferences, shelf, api } = openPage();
const root = h("div", { class: "page", id: "authoring-root" });
document.getElementById("parcours-authoring")?.replaceWith(root);

/** @type {Screen | null} */
let screen = null;

openAnnouncer();
void open();

async function open() {
  fill(root, masthead(preferences), h("main", { class: "document" }, h("p", { role: "status", class: "muted" }, t("Opening…"))));
  const client = new Client(api);
  try {
    const me = await api.get("api/me");
    const vocabulary = await client.vocabulary();
    const keep = new Keep(String(me.id), shelf ?? new MemoryShelf(), shelf !== null);
    /** @type {Page} */
    const page = { client, keep, vocabulary, go, follow, redraw, replace };
    function go(/** @type {import("./types.js").Place} */ place) {
      history.pushState(null, "", addressOf(place));
      show(page);
      window.scrollTo(0, 0);
      document.getElementById("list-title")?.focus();
    }
    function follow(/** @type {MouseEvent} */ event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      go(placeOf(new URL(/** @type {HTMLAnchorElement} */ (event.currentTarget).href).search));
    }
    listen(page);
    show(page);
  } catch (error) {
    failed(error);
  }
}

/** @param {import("./types.js").Place} place */
function replace(place) {
  history.replaceState(null, "", addressOf(place));
}

/** @param {unknown} error */
function failed(error) {
  if (error instanceof ApiError && error.failure === "signed-out") {
    location.replace(`${document.documentElement.dataset["base"] ?? "/"}login`);
    return;
  }
  fill(root, masthead(preferences), h("main", { class: "document" }, h("p", { role: "alert", class: "banner danger" }, failureText(error)), h("p", null, button(t("Try again"), () => void open(), { look: "primary" }))));
}

/** @param {Page} page */
function show(page) {
  screen?.leave?.();
  const place = placeOf(location.search);
  screen = place.view === "list" ? new ListScreen(page, place.filters) : new EditorScreen(page, place);
  redraw();
}

/** Draw the page again; the focus stays where it was. */
function redraw() {
  if (screen === null) return;
  const focused = document.activeElement?.id ?? "";
  const scrolled = window.scrollY;
  document.title = `${screen.title()} – Parcours`;
  root.replaceChildren(h("a", { class: "skip", href: "#parcours-authoring", onclick: skip }, t("Skip to content")), masthead(preferences), screen.draw());
  window.scrollTo(0, scrolled);
  if (focused !== "") document.getElementById(focused)?.focus({ preventScroll: true });
  screen.drawn?.();
}

/** The address keeps its place: only the focus moves. @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.getElementById("parcours-authoring")?.focus();
}

/** @param {Page} page */
function listen(page) {
  onLanguage(redraw);
  window.addEventListener("popstate", () => show(page));
  window.addEventListener("online", () => screen?.wake?.());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") screen?.wake?.();
  });
  document.addEventListener("keydown", (event) => screen?.onKey?.(event));
  window.addEventListener("beforeunload", (event) => {
    if (!page.keep.lasting && page.keep.names().length > 0) event.preventDefault();
  });
}
