/** Outlines on a 24-unit square, drawn for Parcours; `drawing()` of dom.js shows them. */

export const ICONS = {
  check: "M4 13l5 5L20 6",
  clock: "M12 3a9 9 0 1 0 .01 0M12 7v5l4 2",
  display: "M12 3a9 9 0 1 0 .01 0M12 3v18M12 7h7.5M12 12h9M12 17h7.5",
  flag: "M6 21V4h11l-2.5 4L17 12H6",
  grid: "M4 4h4v4H4zM10 4h4v4h-4zM16 4h4v4h-4zM4 10h4v4H4zM10 10h4v4h-4zM16 10h4v4h-4zM4 16h4v4H4zM10 16h4v4h-4zM16 16h4v4h-4z",
  highlighter: "M4 21h16M7 17l-2-3L15 3l5 4L10 17z",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10",
  next: "M5 12h14M13 6l6 6-6 6",
  note: "M5 3h14v12l-5 6H5zM14 21v-6h5M9 8h6M9 12h4",
  previous: "M19 12H5M11 6l-6 6 6 6",
  waiting: "M12 3l10 18H2zM12 10v5M12 18h.01",
};
