/** What the view of an activity works with: its spec, its words, its state, and who hears of changes. */

/** @typedef {import("../../web/i18n.js").Voice} Voice */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {(state: any, done: boolean) => void} OnChange */

let desks = 0;

/** One activity on the page. */
export class Desk {
  /** @type {any} */
  #state;
  #draw = () => {};

  /**
   * @param {{spec: any, kind: Kind, voice: Voice, state: any, onChange: OnChange}} given
   */
  constructor({ spec, kind, voice, state, onChange }) {
    desks += 1;
    this.uid = `parcours-${desks}-${Math.random().toString(36).slice(2, 8)}`;
    this.spec = spec;
    this.kind = kind;
    this.voice = voice;
    this.onChange = onChange;
    this.#state = state !== null && typeof state === "object" ? kind.restore(spec, state) : kind.begin(spec);
  }

  get state() {
    return this.#state;
  }

  get done() {
    return this.kind.isDone(this.spec, this.#state);
  }

  /** What to call after each change. @param {() => void} draw */
  drawnBy(draw) {
    this.#draw = draw;
  }

  /** Go on with these parts of the state changed. @param {Record<string, any>} parts */
  change(parts) {
    this.#state = { ...this.#state, ...parts };
    this.#draw();
    this.onChange(this.#state, this.done);
  }

  /** Begin anew. */
  restart() {
    this.change(this.kind.begin(this.spec));
  }

  /** An id that no other element of the page has. @param {...(string | number)} parts */
  id(...parts) {
    return [this.uid, ...parts].join("-");
  }
}
