/** The items of the bank, with filters; unsaved work first. */

import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { dateTime, inLanguage, language, number, t, tn } from "../../web/i18n.js";
import { beginning } from "../../web/passages.js";
import { addressOf } from "./address.js";
import { nameOf } from "./names.js";
import { isNew, newName } from "./new-name.js";
import { button, labelled, notice, select, told } from "./parts.js";
import { fieldName } from "./places.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Filters} Filters */
/** @typedef {import("./types.js").Line} Line */

const BEGINNING = 150;
const TYPING_MS = 250;
const WORDS = /** @type {import("./types.js").Word[]} */ (["status", "review", "use", "level", "leadin"]);

/** The screen of the list; what is asked last is what is shown. */
export class ListScreen {
  #page;
  #filters;
  /** @type {Line[] | null} */
  #lines = null;
  #total = 0;
  #asked = 0;
  /** @type {unknown} */
  #failure = null;
  #list = h("ul", { class: "lines" });
  #said = h("p", { class: "shown", role: "status" });
  #more = h("p", { class: "more" });

  /** @param {Page} page @param {Filters} filters */
  constructor(page, filters) {
    this.#page = page;
    this.#filters = filters;
    void this.#fetch();
  }

  title() {
    return t("Questions");
  }

  draw() {
    this.#show();
    return frame(this.#page, this.#filters, (wanted, focus) => this.#filter(wanted, focus), [this.#said, this.#list, this.#more]);
  }

  async #fetch(start = 0) {
    const mine = (this.#asked += 1);
    try {
      const found = await this.#page.client.list(this.#filters, start);
      if (mine !== this.#asked) return;
      this.#lines = start === 0 ? found.items : [...(this.#lines ?? []), ...found.items];
      this.#total = found.total;
      this.#failure = null;
    } catch (error) {
      if (mine !== this.#asked) return;
      this.#failure = error;
    }
    this.#show();
    if (start > 0) this.#list.querySelectorAll("a")[start]?.focus();
  }

  #show() {
    const lines = this.#lines ?? [];
    if (this.#failure !== null) fill(this.#said, failureText(this.#failure), " ", button(t("Try again"), () => void this.#fetch(), { look: "small" }));
    else if (this.#lines === null) fill(this.#said, t("Opening…"));
    else fill(this.#said, tn("{n} question", "{n} questions", this.#total));
    fill(this.#list, lines.map((line) => lineView(this.#page, line)));
    const left = this.#total - lines.length;
    fill(this.#more, left > 0 ? button(tn("Show more ({n} left)", "Show more ({n} left)", left), () => void this.#fetch(lines.length), { id: "show-more" }) : null);
  }

  /** @param {Filters} wanted @param {string} [focus] */
  #filter(wanted, focus) {
    this.#filters = wanted;
    this.#page.replace({ view: "list", filters: wanted });
    if (focus !== undefined) {
      this.#page.redraw();
      document.getElementById(focus)?.focus();
    }
    void this.#fetch();
  }
}

/** @param {Page} page @param {Filters} filters @param {(wanted: Filters, focus?: string) => void} filter @param {HTMLElement[]} results */
function frame(page, filters, filter, results) {
  const { faults } = page.vocabulary;
  const begin = () => {
    const { exam = "", domain = "", topic = "" } = filters;
    const wanted = Object.fromEntries(Object.entries({ exam, domain, topic }).filter(([, value]) => value !== ""));
    page.go({ view: "new", key: newName(page.keep.names()), filters: wanted, preview: false });
  };
  return h(
    "main",
    { id: "parcours-authoring", class: "document list", tabindex: -1 },
    h("div", { class: "title-line" }, h("h1", { id: "list-title", tabindex: -1 }, t("Questions")), h("div", { class: "ways" }, h("a", { class: "button", href: `${document.documentElement.dataset["base"] ?? "/"}bank` }, t("What the bank holds")), button(t("New question"), begin, { look: "primary", id: "new" }))),
    unsaved(page),
    faults.length === 0 ? null : h("details", { class: "faults" }, h("summary", null, tn("{n} fault in files that cannot be read as they are", "{n} faults in files that cannot be read as they are", faults.length)), h("ul", null, faults.map((fault) => h("li", null, h("code", null, fault.path), ` ${fault.place} `, told(fault))))),
    filterBar(page, filters, filter),
    results,
  );
}

/** @param {Page} page */
function unsaved(page) {
  const names = page.keep.names();
  if (names.length === 0) return null;
  const lines = names.map((name) => {
    const work = page.keep.get(name);
    const place = isNew(name) ? { view: /** @type {const} */ ("new"), key: name, filters: {}, preview: false } : { view: /** @type {const} */ ("item"), id: name, preview: false };
    const stem = work === null ? "" : inLanguage(work.draft.item.stem);
    return h("li", null, h("a", { href: addressOf(place), onclick: page.follow }, isNew(name) ? t("New question") : name), work === null ? null : h("span", { class: "small muted" }, ` ${dateTime(work.at)} `, beginning(stem, BEGINNING / 2)));
  });
  return notice("warn", h("div", null, h("p", null, h("strong", null, tn("{n} question is not saved", "{n} questions are not saved", names.length))), h("ul", { class: "unsaved" }, lines)));
}

/** @param {Page} page @param {Filters} filters @param {(wanted: Filters, focus?: string) => void} filter */
function filterBar(page, filters, filter) {
  const { exams, words } = page.vocabulary;
  const exam = exams.find(({ id }) => id === filters["exam"]);
  const domain = exam?.domains.find(({ id }) => id === filters["domain"]);
  const titled = (/** @type {import("./types.js").Named[] | undefined} */ found) => (found ?? []).map(({ id, title }) => /** @type {[string, string]} */ ([id, inLanguage(title)]));
  const one = (/** @type {string} */ name, /** @type {[string, string][]} */ options, /** @type {string[]} */ clears = []) =>
    labelled(fieldName(name), select({ id: `by-${name}`, value: filters[name] ?? "", options, none: t("All"), change: (value) => filter(without({ ...filters, [name]: value }, clears), clears.length > 0 ? `by-${name}` : undefined) }));
  const text = h("input", { id: "by-text", type: "search", value: filters["text"] ?? "" });
  let timer = 0;
  text.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => filter(without({ ...filters, text: text.value }, [])), TYPING_MS);
  });
  const extra = ["population", "module", "case"].filter((name) => filters[name] !== undefined);
  return h(
    "form",
    { class: "filter-bar", role: "search", onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    labelled(t("Words"), text),
    one("exam", titled(exams), ["domain", "topic"]),
    one("domain", titled(exam?.domains), ["topic"]),
    one("topic", titled(domain?.topics)),
    WORDS.map((name) => one(name, words[name].map((word) => [word, nameOf(name, word)]))),
    extra.map((name) => button(`${fieldName(name)}: ${nameOf(name, filters[name] ?? "")} ×`, () => filter(without(filters, [name]), "by-text"), { look: "small", label: t("No longer only {name}", { name: nameOf(name, filters[name] ?? "") }) })),
  );
}

/** @param {Filters} filters @param {string[]} names @returns {Filters} */
function without(filters, names) {
  return Object.fromEntries(Object.entries(filters).filter(([name, value]) => value !== "" && !names.includes(name)));
}

/** @param {Page} page @param {Line} line */
function lineView(page, line) {
  const facts = [nameOf("use", line.use), nameOf("level", line.level), nameOf("review", line.review), line.revision > 1 ? t("revision {n}", { n: number(line.revision) }) : ""].filter((part) => part !== "");
  return h(
    "li",
    { class: `line ${line.status}` },
    h("a", { class: "line-id", href: addressOf({ view: "item", id: line.id, preview: false }), onclick: page.follow }, line.id),
    h("p", { class: "line-stem", lang: language() }, beginning(inLanguage(line.stem), BEGINNING)),
    h("p", { class: "small muted" }, h("span", { class: `status-mark ${line.status}` }, nameOf("status", line.status)), " · ", topicName(page, line), " · ", facts.join(" · ")),
  );
}

/** @param {Page} page @param {Line} line */
function topicName({ vocabulary }, { exam, domain, topic }) {
  const found = vocabulary.exams.find(({ id }) => id === exam)?.domains.find(({ id }) => id === domain)?.topics.find(({ id }) => id === topic);
  return found === undefined ? topic : inLanguage(found.title);
}
