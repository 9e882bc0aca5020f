/** The API of graders. */

/** @typedef {import("../../web/api.js").Api} Api */
/** @typedef {import("./types.js").TaskPlace} TaskPlace */
/** @typedef {import("./types.js").Entry} Entry */

// The first question of the day opens the gradebook, which takes seconds.
const OPENING_MS = 90_000;

/** What graders ask of the server; everything throws `ApiError`. */
export class Client {
  #api;

  /** @param {Api} api */
  constructor(api) {
    this.#api = api;
  }

  /** The courses. @returns {Promise<import("./types.js").Course[]>} */
  async courses() {
    return (await this.#api.get("api/grading")).courses;
  }

  /** The tasks of a course. @param {string} course @returns {Promise<import("./types.js").TaskLine[]>} */
  async tasks(course) {
    return (await this.#ask("GET", `api/grading/${course}/tasks`)).tasks;
  }

  /** Rubric, copies and agreement of a task. @param {TaskPlace} place @returns {Promise<import("./types.js").Task>} */
  task(place) {
    return this.#ask("GET", pathOf(place));
  }

  /**
   * The next copy that waits, taken; null where none does, or others have those that do.
   * @param {TaskPlace} place
   * @param {number} number of the copy one comes from
   * @returns {Promise<{copy: string | null, held?: number}>}
   */
  next(place, number) {
    return this.#ask("POST", `${pathOf(place)}/next`, { number });
  }

  /** Take a copy and see it. @param {string} course @param {string} copy @returns {Promise<import("./types.js").Copy>} */
  open(course, copy) {
    return this.#ask("POST", `${copyPath(course, copy)}/claim`, {});
  }

  /** Give a copy back, even from a page that is left. @param {string} course @param {string} copy */
  async release(course, copy) {
    await this.#api.exchange("DELETE", `${copyPath(course, copy)}/claim`, {}, { keepalive: true });
  }

  /** Keep a draft, or save a mark. @param {Entry} entry @param {{keepalive?: boolean}} [options] @returns {Promise<any>} */
  async send({ course, copy, mark, ...given }, options = {}) {
    return (await this.#api.exchange("PUT", `${copyPath(course, copy)}/${mark ? "mark" : "draft"}`, given, options)).data;
  }

  /**
   * Say which announced errors stand.
   * @param {string} course
   * @param {string} copy
   * @param {{critical: string[] | null, reason: string}} said
   * @returns {Promise<import("./types.js").Copy>}
   */
  cap(course, copy, said) {
    return this.#ask("PUT", `${copyPath(course, copy)}/cap`, said);
  }

  /** Have copies read twice. @param {TaskPlace} place @param {{share: number | null, count: number | null}} asked */
  second(place, asked) {
    return this.#ask("PUT", `${pathOf(place)}/second`, asked);
  }

  /**
   * Add a remark to those of the task.
   * @param {TaskPlace} place
   * @param {{lang: string, text: string, praise: boolean}} remark
   * @returns {Promise<import("./types.js").Remark>}
   */
  addRemark(place, remark) {
    return this.#ask("POST", `${pathOf(place)}/remarks`, remark);
  }

  /** Offer a remark no longer. @param {TaskPlace} place @param {string} remark */
  retireRemark(place, remark) {
    return this.#ask("DELETE", `${pathOf(place)}/remarks/${remark}`, {});
  }

  /** Call the marks of a task final, or open again. @param {TaskPlace} place @param {boolean} final */
  setFinal(place, final) {
    return this.#ask(final ? "POST" : "DELETE", `${pathOf(place)}/final`, {});
  }

  /** @param {import("../../web/api.js").Method} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  async #ask(method, path, body) {
    return (await this.#api.exchange(method, path, body, { timeout: OPENING_MS })).data;
  }
}

/** @param {TaskPlace} place */
function pathOf({ course, case: name, task }) {
  return `api/grading/${course}/tasks/${name}/${task}`;
}

/** @param {string} course @param {string} copy */
function copyPath(course, copy) {
  return `api/grading/${course}/copies/${copy}`;
}
