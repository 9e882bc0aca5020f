/** The sign-in page: takes the token out of a personal link, or asks for the link. */

import { ApiError } from "../../web/api.js";
import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { onLanguage, t } from "../../web/i18n.js";
import { masthead } from "../../web/masthead.js";
import { openPage } from "../../web/page.js";
import { RETURN_KEY, destination, tokenIn } from "./token.js";

/** @typedef {() => string} Words read again in each language */
/** @typedef {"asking" | "working"} State */

const { preferences, api } = openPage();
const root = h("div", { class: "page" });
const base = document.documentElement.dataset.base ?? "/";
/** @type {State} */
let state = "asking";
/** @type {Words | null} */
let problem = null;
let pasted = "";

/** The storage of this tab, or null where the browser forbids it. @returns {Storage | null} */
function tabShelf() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** Keep the page to go back to, and take it out of the address. */
function keepDestination() {
  const next = new URLSearchParams(location.search).get("next");
  if (next === null) return;
  tabShelf()?.setItem(RETURN_KEY, next);
}


/** @param {string} token */
async function signIn(token) {
  state = "working";
  problem = null;
  draw();
  try {
    await api.post("api/login", { token });
  } catch (error) {
    state = "asking";
    problem = () => failureText(error);
    // A refused link is of no further use; after any other failure it can be tried again.
    pasted = error instanceof ApiError && error.failure === "refused" ? "" : token;
    draw();
    document.getElementById("link")?.focus();
    return;
  }
  const shelf = tabShelf();
  const wanted = shelf?.getItem(RETURN_KEY) ?? null;
  shelf?.removeItem(RETURN_KEY);
  location.replace(destination(wanted, base, location.origin));
}

/** @param {Event} event */
function submit(event) {
  event.preventDefault();
  const token = tokenIn(pasted);
  if (token !== null) {
    void signIn(token);
    return;
  }
  problem = pasted.trim() === ""
    ? () => t("Paste your personal link first.")
    : () => t("This is not a personal link. It looks like {example}.", { example: `${location.origin}${base}login#…` });
  draw();
  document.getElementById("link")?.focus();
}

function draw() {
  document.title = `${t("Sign in")} – Parcours`;
  const main = h(
    "main",
    { class: "document sign-in", id: "parcours-login", tabindex: -1 },
    h("h1", null, t("Sign in")),
    state === "working" ? h("p", { role: "status", class: "lede" }, t("Signing you in…")) : question(),
  );
  fill(root, h("a", { class: "skip", href: "#parcours-login", onclick: skip }, t("Skip to content")), masthead(preferences, { brand: h("span", { class: "brand" }, "Parcours") }), main);
}

/** The address must not change: a fragment is read as a token. @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.getElementById("parcours-login")?.focus();
}

/** @returns {HTMLElement[]} */
function question() {
  const input = (/** @type {Event} */ event) => {
    pasted = /** @type {HTMLInputElement} */ (event.target).value;
  };
  const field = h("input", {
    id: "link",
    type: "text",
    name: "link",
    value: pasted,
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "aria-describedby": problem === null ? "link-hint" : "link-hint link-problem",
    "aria-invalid": problem === null ? null : "true",
    oninput: input,
  });
  return [
    h("p", { class: "lede" }, t("Parcours has no passwords. You come in by a personal link, given to you by whoever runs this server: open it, and you are signed in.")),
    h(
      "form",
      { onsubmit: submit, novalidate: true },
      h("label", { class: "field" }, h("span", null, t("Your personal link")), field),
      h("p", { id: "link-hint", class: "small muted" }, t("Paste the whole link, or only what follows the #.")),
      problem === null ? null : h("p", { id: "link-problem", class: "banner danger", role: "alert" }, problem()),
      h("p", null, h("button", { type: "submit", class: "button primary" }, t("Sign in"))),
    ),
    h("section", null, h("h2", null, t("No link, or one that no longer works?")), h("p", null, t("Ask the person who runs this server for a new one. A link stays yours: do not pass it on, it opens your account."))),
  ];
}

/** Take the token out of the address and out of the history, and sign in with it. */
function arrive() {
  const token = tokenIn(location.hash);
  if (location.hash.length > 1 && token === null) problem = () => t("This link is not complete. Copy the whole of it.");
  history.replaceState(null, "", location.pathname);
  if (token === null) draw();
  else void signIn(token);
}

document.getElementById("parcours-login")?.replaceWith(root);
keepDestination();
onLanguage(draw);
window.addEventListener("hashchange", () => {
  if (location.hash !== "") arrive();
});
arrive();
