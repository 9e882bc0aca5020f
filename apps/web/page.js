/** What every page does first: its strings, its reader's preferences, its way to the server. */

import { Api } from "./api.js";
import { readCatalogue, setLanguage } from "./i18n.js";
import { Preferences } from "./preferences.js";
import { lastingShelf } from "./storage.js";

/** @typedef {import("./i18n.js").Language} Language */

/**
 * The preferences, the API and the lasting storage (null where blocked) of a page, which
 * speaks its reader's language and wears the chosen theme from here on.
 */
export function openPage() {
  const root = document.documentElement;
  const shelf = lastingShelf(() => window.localStorage);
  const preferences = new Preferences(shelf);
  readCatalogue(document);
  preferences.apply(root);
  setLanguage(preferences.get("language") ?? guessed(navigator.languages));
  return { preferences, shelf, api: new Api({ base: root.dataset.base ?? "/" }) };
}

/**
 * The language of a reader who has not chosen one; pages are the same for everyone, so only
 * the browser can tell.
 * @param {readonly string[]} languages the reader's, most wanted first
 * @returns {Language}
 */
function guessed(languages) {
  const known = languages.find((name) => /^(en|fr)\b/i.test(name)) ?? "en";
  return known.toLowerCase().startsWith("fr") ? "fr" : "en";
}
