/** An interactive page: its frame, its widgets, and what it says of its connection. */

import { ApiError } from "../../web/api.js";
import { fill, h } from "../../web/dom.js";
import { onLanguage, t } from "../../web/i18n.js";
import { masthead } from "../../web/masthead.js";
import { openPage } from "../../web/page.js";
import { Link } from "./link.js";
import { Manager } from "./manager.js";
import { applyStyles, VIEW } from "./outputs.js";
import { Notice } from "./notice.js";

/** @typedef {import("./link.js").Answer} Answer */

const { preferences, api } = openPage();
const main = /** @type {HTMLElement} */ (document.getElementById("parcours-live"));
const kernel = `api/kernels/${main.dataset.kernel}`;
const base = document.documentElement.dataset.base ?? "/";
const frame = h("div", { class: "frame" });
const notice = new Notice(() => location.reload());

const session = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const link = new Link({ open: openSocket, ask, session });
const manager = new Manager(link);

function draw() {
  const focused = document.activeElement?.id ?? "";
  const title = [...main.querySelectorAll("h1")].find((one) => one.checkVisibility())?.textContent?.trim();
  document.title = title === undefined || title === "" ? "Parcours" : `${title} – Parcours`;
  fill(frame, h("a", { class: "skip", href: "#parcours-live" }, t("Skip to content")), masthead(preferences));
  notice.draw();
  if (focused !== "") document.getElementById(focused)?.focus();
}

/** @param {string} protocol @returns {WebSocket} */
function openSocket(protocol) {
  const address = new URL(`${base}${kernel}/channels?session_id=${session}`, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(address, protocol);
}

/** @returns {Promise<Answer>} */
async function ask() {
  try {
    await api.get(kernel);
    return "there";
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return "gone";
    if (error instanceof ApiError && error.failure === "signed-out") return "signed-out";
    return "unknown";
  }
}

async function showWidgets() {
  applyStyles(main);
  const carried = document.querySelector('script[type="application/vnd.jupyter.widget-state+json"]');
  await manager.load(JSON.parse(carried?.textContent ?? '{"state": {}}'));
  const places = [...main.querySelectorAll(`script[type="${VIEW}"]`)];
  await Promise.all(places.map((script) => manager.show(JSON.parse(script.textContent ?? "{}").model_id, /** @type {HTMLElement} */ (script.parentElement))));
  main.dataset.shown = "";
}

/** The page is left: its kernel is not needed any more. */
function leave() {
  link.leave();
  if (!link.ended) void api.exchange("DELETE", kernel, undefined, { keepalive: true }).catch(() => {});
}

link.onState = (/** @type {import("./link.js").State} */ state) => {
  main.dataset.state = state;
  notice.say(state);
};
main.before(frame, notice.element);
onLanguage(draw);
draw();
link.connect();
void showWidgets();
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload(); // it was left, and its kernel ended
});
window.addEventListener("offline", () => link.drop());
window.addEventListener("online", () => void link.retry());
