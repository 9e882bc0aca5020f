/** What the API of graders gives; docs/api.md describes it. */

export type Both = { en?: string; fr?: string };
export type Language = "en" | "fr";
export type Level = { points: number; text: Both };
export type Criterion = { id: string; title: Both; points: number; levels: Level[] };
export type Remark = { id: string; text: Both; praise: boolean; own?: boolean; author?: string; retired?: boolean };
export type Anchor = {
  id: string;
  strength: "weak" | "middle" | "strong";
  text: Both;
  levels: Record<string, number>;
  points: number;
  why: Both;
};
export type Rubric = {
  criteria: Criterion[];
  points_list: Both[];
  alternatives: Both[];
  anchors: Anchor[];
  remarks: Remark[];
};
export type People = Record<string, string>;

export type Course = { id: string; folder: string; open: boolean };
export type TaskHead = {
  case: string;
  task: string;
  n: number;
  title: Both;
  prompt: Both;
  kind: "plan" | "short" | "long";
  points: number;
  minutes: number;
  words: number | null;
};
export type TaskLine = TaskHead & {
  waiting: number;
  marked: number;
  changed: number;
  empty: number;
  second: number;
  twice: number;
  finished_at: string | null;
};
export type CopyRow = {
  id: string;
  number: number;
  name: string | null;
  lang: Language;
  state: "waiting" | "marked" | "empty";
  words: number | null;
  changed: boolean;
  draft: boolean;
  points: number | null;
  by: string | null;
  elsewhere: boolean;
  second: "done" | "yours" | "wanted" | null;
  claimed_by: string | null;
};
export type Disagreement = {
  id: string;
  number: number;
  levels: [Record<string, number>, Record<string, number>];
  points: [number, number];
  graders: [string, string];
};
export type Agreement = {
  n: number;
  mean_apart: number | null;
  criteria: { criterion: string; n: number; kappa: number | null; exact: number | null; adjacent: number | null }[];
  disagreements: Disagreement[];
};
export type Task = TaskHead & {
  rubric: Rubric;
  second: { share: number | null; count: number | null; wanted: number };
  finished_at: string | null;
  finished_by: string | null;
  copies: CopyRow[];
  agreement: Agreement;
  people?: People;
};

export type Content = { levels: Record<string, number>; remarks: string[]; comment: string };
export type Given = Content & { points: number; by: string; at: string };
export type Draft = Content & { seq: number; at: string; same_answer: boolean };
export type Past = { at: string; how: string; by: string | null; points: number | null; same_answer: boolean };
export type Cap = {
  errors: { id: string; text: Both; cap: number; machine: boolean; stands: boolean }[];
  decided: boolean;
  earned: number;
  extra: number;
  by_hand: boolean;
  waiting: number;
  decisions: { critical: string[] | null; reason: string; by: string; at: string }[];
};
export type Copy = {
  id: string;
  case: string;
  task: string;
  number: number;
  name: string | null;
  lang: Language;
  digest: string;
  state: "waiting" | "marked" | "empty";
  changed: boolean;
  as_second: boolean;
  answer: { text: string } | { head: string[]; rows: string[][] } | null;
  words: number | null;
  mark: Given | null;
  second: Given | null;
  gradebook: { points: number | null; comment: string | null } | null;
  earlier: Given | null;
  past: Past[];
  draft: Draft | null;
  claim: { by: string | null; until: string | null };
  cap: Cap | null;
  people?: People;
};

/** Where a task is. */
export type TaskPlace = { course: string; case: string; task: string };
export type Place = { view: "tasks" } | ({ view: "task" } & TaskPlace) | ({ view: "copy"; copy: string } & TaskPlace);

/** A judgement on its way to the server; `mark` when it is to count. */
export type Entry = Content & {
  course: string;
  copy: string;
  seq: number;
  digest: string;
  second: boolean;
  mark: boolean;
};

/** What the page shows at a time. */
export type Screen = {
  title: () => string;
  draw: () => HTMLElement;
  slots?: () => import("../../web/dom.js").Child[];
  tools?: () => import("../../web/dom.js").Child[];
  drawn?: () => void;
  onKey?: (event: KeyboardEvent) => void;
  onStatus?: () => void;
  onAcknowledged?: (entry: Entry, reply: any) => void;
  leave?: () => void;
};

/** What every view may use. */
export type Page = {
  client: import("./client.js").Client;
  outbox: import("./outbox.js").Outbox;
  preferences: import("../../web/preferences.js").Preferences;
  me: string;
  /** Go to another place; `news` is said there first. */
  go: (place: Place, news?: string) => void;
  /** For links within the page. */
  follow: (event: MouseEvent) => void;
  redraw: () => void;
};
