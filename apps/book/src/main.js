/** The reading edition: activities come to life, and the other language opens at the same place. */

import { lastingShelf } from "../../web/storage.js";
import { mountAll } from "./activities.js";
import { followPlace } from "./place.js";

/** @typedef {import("./activities.js").Mount} Mount */

// `activity.js`, which the page loads before this script
const { mount } = /** @type {{parcoursActivity?: {mount: Mount}}} */ (/** @type {any} */ (globalThis)).parcoursActivity ?? {};

if (mount) mountAll(document, mount, lastingShelf(() => window.localStorage));
followPlace(window);
