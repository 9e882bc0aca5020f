/** The page on which a case is worked: the form, its way to the server, and what comes of it. */

import french from "../../cases/fr.po";
import { show } from "../../cases/src/form.js";
import { ApiError } from "../../web/api.js";
import { showDialog } from "../../web/dialog.js";
import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { inLanguage, language, onLanguage, setLanguage, t, tn } from "../../web/i18n.js";
import { masthead } from "../../web/masthead.js";
import { openPage } from "../../web/page.js";
import { MemoryShelf } from "../../web/storage.js";
import { caseOf } from "./address.js";
import { Keeper } from "./keeper.js";
import { handedIn, outcomeOf } from "./outcome.js";

/** @typedef {import("../../cases/src/types.js").Half} Half */
/** @typedef {{lang: import("../../web/i18n.js").Language | null, revision: number | null, saved_at: number | null, finished_at: number | null, answers: import("./keeper.js").Queue}} Work */
/** @typedef {{half: Half, work: Work, now: number}} Opened */

const READY_MS = 1_000; // the server reads the cases when it starts; until then it is asked again

const { preferences, shelf, api } = openPage();
const root = h("div", { class: "page" });
const wanted = caseOf(location.search);
document.getElementById("parcours-casework")?.replaceWith(root);
/** @type {() => HTMLElement} */
let view = () => state(t("Case"), h("p", { role: "status", class: "lede" }, t("The case is being fetched…")));
/** @type {Keeper | null} */
let keeper = null;

function draw() {
  const main = view();
  document.title = `${main.dataset.title ?? main.querySelector("h1")?.textContent ?? ""} – Parcours`;
  fill(root, h("a", { class: "skip", href: "#parcours-casework" }, t("Skip to content")), masthead(preferences, { languages: keeper === null }), main);
}

/** @param {string} title @param {...import("../../web/dom.js").Child} children */
function state(title, ...children) {
  return h("main", { id: "parcours-casework", class: "document state", tabindex: -1 }, h("h1", null, title), ...children);
}

/** @param {string} id */
async function load(id) {
  try {
    const [me, opened] = await Promise.all([api.get("api/me"), api.get(`api/cases/${id}`)]);
    if (opened.work.finished_at === null) work(me.id, opened);
    else await conclude(opened.half);
  } catch (error) {
    if (error instanceof ApiError && error.code === "not_ready") {
      window.setTimeout(() => void load(id), READY_MS);
      return;
    }
    failed(error, () => void load(id));
  }
}

/** @param {unknown} error @param {() => void} retry */
function failed(error, retry) {
  if (error instanceof ApiError && error.failure === "signed-out") {
    location.replace(`${base()}login?next=${encodeURIComponent(location.pathname + location.search)}`);
    return;
  }
  const again = h("button", { type: "button", class: "button primary", onclick: retry }, t("Try again"));
  const home = h("a", { class: "button", href: base() }, t("Home"));
  const missing = error instanceof ApiError && error.status === 404;
  view = () =>
    missing
      ? state(t("No such case"), h("p", { class: "lede" }, t("There is no case at this address.")), h("p", null, home))
      : state(t("The case could not be shown"), h("p", { role: "alert", class: "lede" }, failureText(error)), h("p", { class: "case-actions" }, again, home));
  draw();
}

/** @returns {string} */
function base() {
  return document.documentElement.dataset.base ?? "/";
}

/**
 * What keeps the answers of the form.
 * @param {string} user
 * @param {Opened} opened
 * @param {() => import("../../cases/src/form.js").Form} form
 */
function keeperOf(user, { half, work: { answers: held }, now }, form) {
  const ahead = now - performance.now();
  return new Keeper({
    send: async (body, options) => (await api.exchange("PUT", `api/cases/${half.case}/answers`, body, options)).data,
    shelf: shelf ?? new MemoryShelf(),
    key: `parcours.casework.${user}.${half.case}`,
    revision: half.revision,
    held,
    lang: language(),
    now: () => performance.now() + ahead,
    timers: { set: (run, ms) => window.setTimeout(run, ms), clear: (timer) => window.clearTimeout(timer) },
    told: { status: (status) => form().tell(status), replaced: (answers) => form().replace(answers), closed: () => void conclude(half) },
  });
}

/** Show the form. @param {string} user @param {Opened} opened */
function work(user, opened) {
  const { half, work: held } = opened;
  const place = h("div");
  if (held.lang !== null && preferences.get("language") === null) setLanguage(held.lang);
  const mine = (keeper = keeperOf(user, opened, () => form));
  const end = h("div", { class: "case-actions", hidden: true });
  const form = show(
    place,
    {
      half,
      lang: language(),
      answers: mine.answers,
      status: held.saved_at === null ? { state: "idle" } : { state: "saved", at: new Date(held.saved_at).toISOString() },
      dataUrl: (file) => `${base()}api/cases/${half.case}/data/${file}`,
      onChange(answers, lang, reached) {
        mine.take(answers, lang);
        setReached(reached);
        if (lang !== language()) {
          preferences.set("language", lang);
          setLanguage(lang);
        }
      },
    },
    french,
  );
  /** @param {number} reached */
  function setReached(reached) {
    end.hidden = reached < half.steps.length;
  }
  const main = h("main", { id: "parcours-casework", class: "document case", tabindex: -1 }, place, end);
  view = () => {
    main.dataset.title = inLanguage(half.title);
    fill(end, h("button", { type: "button", class: "button primary", onclick: () => ask(half, mine) }, t("Hand in")));
    return main;
  };
  setReached(place.querySelectorAll(".pk-steps > *").length);
  draw();
  if (!mine.isDone) void mine.flush();
}

/** Ask before handing in. @param {Half} half @param {Keeper} mine */
function ask(half, mine) {
  const answered = Object.keys(mine.answers).length;
  const left = half.tasks.length - answered;
  const problem = h("p", { class: "banner danger", role: "alert", hidden: true });
  const cancel = h("button", { type: "button", class: "button" }, t("Go on with the case"));
  const submit = h("button", { type: "button", class: "button primary" }, t("Hand in now"));
  const dialog = showDialog(t("Hand in the case?"), [
    h("p", null, left > 0 ? tn("{n} task has no answer.", "{n} tasks have no answer.", left) : t("Every task has an answer.")),
    h("p", null, half.purpose === "formative" ? t("You then see score and feedback, and may go on or begin anew.") : t("After this no answer can be changed.")),
    problem,
    h("div", { class: "dialog-actions" }, cancel, submit),
  ]);
  cancel.addEventListener("click", () => dialog.close());
  submit.addEventListener("click", async () => {
    try {
      await mine.flush();
      if (!mine.isDone) throw new ApiError("offline");
      await api.post(`api/cases/${half.case}/end`);
      dialog.close();
      await conclude(half);
    } catch (error) {
      problem.hidden = false;
      problem.textContent = `${t("Not handed in: some answers have not reached the server.")} ${failureText(error)}`;
    }
  });
}

/** Show what came of it, in the language of the page. @param {Half} half */
async function conclude(half) {
  keeper = null;
  try {
    const outcome = await api.get(`api/cases/${half.case}/outcome?lang=${language()}`);
    const back = async (/** @type {"go-on" | "anew"} */ how) => {
      try {
        await api.exchange("DELETE", `api/cases/${half.case}/end`, { how });
        await load(half.case);
      } catch (error) {
        failed(error, () => void conclude(half));
      }
    };
    view = () => outcomeOf(half, outcome, { goOn: () => void back("go-on"), anew: () => confirmAnew(() => void back("anew")) });
    relanguage = () => void conclude(half);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "not_released") {
      failed(error, () => void conclude(half));
      return;
    }
    view = () => handedIn(half);
  }
  draw();
  window.scrollTo(0, 0);
}

/** Nothing is thrown away by a slip. @param {() => void} then */
function confirmAnew(then) {
  const cancel = h("button", { type: "button", class: "button" }, t("Keep my answers"));
  const go = h("button", { type: "button", class: "button primary" }, t("Begin anew"));
  const dialog = showDialog(t("Begin the case anew?"), [h("p", null, t("Your answers to this case are deleted.")), h("div", { class: "dialog-actions" }, cancel, go)]);
  cancel.addEventListener("click", () => dialog.close());
  go.addEventListener("click", () => {
    dialog.close();
    then();
  });
}

/** What a change of language asks for beyond drawing again. */
let relanguage = () => {};

onLanguage(() => {
  draw();
  if (keeper === null) relanguage();
});
for (const name of ["pagehide", "visibilitychange"]) {
  window.addEventListener(name, () => {
    if (name === "pagehide" || document.visibilityState === "hidden") keeper?.leave();
  });
}
window.addEventListener("online", () => void keeper?.flush());
draw();
if (wanted === null) failed(new ApiError("refused", { status: 404 }), () => {});
else void load(wanted);
