/** What a lesson carries for its activities: the spec of each, in one language (docs/lessons.md). */

/** @typedef {{id: string, text: string}} Named */
/** @typedef {{id: string, kind: string, title: string, task: string, minutes?: number}} Common */
/** @typedef {Common & {kind: "classify", bins: {id: string, label: string}[], cards: (Named & {bin: string, why: string})[]}} Classify */
/** @typedef {Common & {kind: "order", steps: Named[], ties?: string[][], why: string}} Order */
/** @typedef {Common & {kind: "match", pairs: {id: string, left: string, right: string, why: string}[], extra?: Named[]}} Match */
/** @typedef {Named & {why: string, best?: boolean}} Option */
/** @typedef {{id: string, scene: string, options: Option[]}} Round */
/** @typedef {Common & {kind: "decide", rounds: Round[], debrief: string}} Decide */
/** @typedef {{title: string, text: string}} Paper */
/** @typedef {Common & {kind: "compare", documents: Paper[], statements: (Named & {answer: string, why: string})[]}} Compare */
/** @typedef {Named & {fault?: boolean, why?: string}} Line */
/** @typedef {Common & {kind: "contradiction", documents: {title: string, lines: Line[]}[], debrief: string}} Contradiction */
/**
 * @typedef {Common & {kind: "number", scene: string, question: string, answer: number, tolerance?: number,
 *   unit?: string | null, mistakes?: {value: number, why: string}[], why: string}} Figure
 */
/**
 * @typedef {Common & {kind: "explore", controls: {id: string, label: string, options: Named[]}[], debrief: string,
 *   results: {choices: Record<string, string>, heads: string[], rows: string[][]}[]}} Explore
 */
/** @typedef {{title: string, where?: string | null, url?: string | null}} Source */
/**
 * @typedef {{id: string, revision: number, stem: string, choices: (Named & {why: string})[], correct: string[],
 *   sources: Source[], as_of: string, review: string}} Item
 */
/** @typedef {Common & {kind: "check", items: Item[]}} Check */
/** @typedef {Classify | Order | Match | Decide | Compare | Contradiction | Figure | Explore | Check} Spec */

/** What every activity that is answered, checked and tried again remembers. @typedef {{tries: number, shown: boolean}} Tried */

/**
 * How one kind of activity works. `restore` takes whatever was kept, of an older text perhaps, and
 * leaves out what does not fit.
 * @typedef {object} Kind
 * @property {(spec: any) => any} begin
 * @property {(spec: any, kept: Record<string, any>) => any} restore
 * @property {(spec: any, state: any) => boolean} isDone the reader has seen the outcome
 * @property {(desk: import("./desk.js").Desk) => View} view
 */

/** @typedef {{nodes: (Node | null)[], update: () => void}} View */

export {};
