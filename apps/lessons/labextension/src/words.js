// What the extension says, in the language of the lesson it says it in.

/** @typedef {import("./types.js").About["lang"]} Lang */

const WORDS = {
  en: {
    other: "Français",
    otherTitle: "Lire cette leçon en français",
    page: "Reading view",
    pageTitle: "Shows the lesson as a page; off, as the notebook it is",
    home: "Parcours",
    homeTitle: "Back to the home page",
    bar: "Lesson",
  },
  fr: {
    other: "English",
    otherTitle: "Read this lesson in English",
    page: "Vue de lecture",
    pageTitle: "Présente la leçon comme une page\u202f; sans elle, comme le notebook qu’elle est",
    home: "Parcours",
    homeTitle: "Retour à l’accueil",
    bar: "Leçon",
  },
};

/**
 * The words of one language.
 * @param {Lang} lang
 */
export function wordsOf(lang) {
  return WORDS[lang] ?? WORDS.en;
}

/**
 * The language that is not this one.
 * @param {Lang} lang
 * @returns {Lang}
 */
export function otherThan(lang) {
  return lang === "fr" ? "en" : "fr";
}
