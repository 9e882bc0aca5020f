/**
 * Prose as pieces. Offsets count the characters a reader sees: the `**` that mark emphasised
 * words are not among them.
 */

/** @typedef {{text: string, strong: boolean}} Run */
/** @typedef {{start: number, end: number}} Span */
/** @typedef {Span & {text: string, strong: boolean, marked: Span | null}} Piece */

/**
 * Runs of plain and emphasised text.
 * @param {string} prose
 * @returns {Run[]}
 */
export function runs(prose) {
  return prose
    .split(/\*\*(.+?)\*\*/su)
    .map((text, index) => ({ text, strong: index % 2 === 1 }))
    .filter(({ text }) => text !== "");
}

/**
 * What a reader sees of the prose.
 * @param {string} prose
 * @returns {string}
 */
export function plain(prose) {
  return runs(prose)
    .map(({ text }) => text)
    .join("");
}

/**
 * The prose cut wherever emphasis or a highlight begins or ends.
 * @param {string} prose
 * @param {Span[]} marks
 * @returns {Piece[]}
 */
export function pieces(prose, marks) {
  /** @type {Piece[]} */
  const cut = [];
  let offset = 0;
  for (const { text, strong } of runs(prose)) {
    const end = offset + text.length;
    const inside = marks.flatMap((mark) => [mark.start, mark.end]).filter((at) => at > offset && at < end);
    const borders = [...new Set([offset, ...inside, end])].sort((a, b) => a - b);
    for (const [index, start] of borders.slice(0, -1).entries()) {
      const stop = borders[index + 1] ?? end;
      const marked = marks.find((mark) => mark.start <= start && mark.end >= stop) ?? null;
      cut.push({ start, end: stop, text: text.slice(start - offset, stop - offset), strong, marked });
    }
    offset = end;
  }
  return cut;
}

/**
 * The sentences of the prose, for those who highlight without a pointer.
 * @param {string} prose
 * @param {"en" | "fr"} lang
 * @returns {(Span & {text: string})[]}
 */
export function sentences(prose, lang) {
  const text = plain(prose);
  const segments = new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text);
  return [...segments]
    .map(({ segment, index }) => {
      const trimmed = segment.trim();
      const start = index + segment.indexOf(trimmed);
      return { text: trimmed, start, end: start + trimmed.length };
    })
    .filter((sentence) => sentence.text !== "");
}

/**
 * The beginning of the prose, cut between words.
 * @param {string} prose
 * @param {number} length characters at most
 * @returns {string}
 */
export function beginning(prose, length) {
  const text = plain(prose);
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > 0 ? space : length).trimEnd()}…`;
}
