/** What the API of authors gives and takes; docs/api.md describes it. */

export type Language = "en" | "fr";
export type Text = { en: string; fr: string };
export type Named = { id: string; title: Text };
export type Exam = Named & { domains: (Named & { topics: Named[] })[] };
export type Root = { name: string; path: string; writable: boolean };
export type Word = "status" | "review" | "use" | "level" | "leadin" | "step" | "jurisdiction" | "setting" | "population";
export type Vocabulary = {
  words: Record<Word, string[]>;
  exams: Exam[];
  modules: Named[];
  facts: Named[];
  items: string[];
  cases: { id: string; exam: string }[];
  rules: string[];
  roots: Root[];
  faults: { path: string; place: string; message: Text; fix: Text }[];
};
export type Line = {
  id: string;
  exam: string;
  domain: string;
  topic: string;
  status: string;
  review: string;
  use: string;
  level: string;
  leadin: string;
  revision: number;
  case: string | null;
  stem: Text;
};
export type Listed = { total: number; start: number; items: Line[] };
export type Scenario = { id: string; text: Text; digest: string | null; items: string[] };
/** An item as its file says. */
export type Item = Record<string, any>;
export type Opened = { item: Item; exam: string; root: number; digest: string; case: Scenario | null };
export type Kept = { item: Item; digest: string; case_digest: string | null; raised: boolean; unread: boolean };
export type Level = "error" | "warning" | "info";
export type Finding = { rule: string; level: Level; place: string; message: Text; fix: Text; waived: boolean };
export type Checked = { findings: Finding[]; id: string | null };
export type Alike = { item: string; score: number; cosine: number; tokens: number; lang: Language; near_duplicate: boolean; stem: Text };
export type Preview = {
  question: import("../../exam/src/model.js").Question;
  reveal: { letter: string; text: Text; why: Text; key: boolean }[];
};

export type Choice = { id: string; text: Text; why: Text };
export type Source = { title: string; where: string; url: string };
export type Waiver = { rule: string; reason: string; by: string };
/** An item as it is being written: every field there, as typed. */
export type Fields = {
  id: string;
  revision: number;
  status: string;
  review: string;
  use: string;
  domain: string;
  topic: string;
  activity: string;
  competence: string;
  level: string;
  leadin: string;
  step: string;
  jurisdiction: string;
  setting: string[];
  population: string[];
  difficulty: string;
  seconds: string;
  case: string;
  stem: Text;
  choices: Choice[];
  sources: Source[];
  facts: string[];
  as_of: string;
  module: string;
  enemies: string[];
  replaces: string;
  waivers: Waiver[];
};
export type Draft = { exam: string; root: number; key: number; item: Fields; scenario: Text | null };
/** What the author has seen of the files that a save replaces. */
export type Base = { digest: string | null; case_digest: string | null; case_id: string | null; case_text: Text | null; shared: string[] };
export type Sent = { exam: string; item: Item; case: { id: string; text: Text } | null; is_new: boolean };
export type Filters = Record<string, string>;
export type Place =
  | { view: "list"; filters: Filters }
  | { view: "item"; id: string; preview: boolean }
  | { view: "new"; key: string; filters: Filters; preview: boolean };
export type Screen = {
  title: () => string;
  draw: () => HTMLElement;
  drawn?: () => void;
  leave?: () => void;
  wake?: () => void;
  onKey?: (event: KeyboardEvent) => void;
};
export type Page = {
  client: import("./client.js").Client;
  keep: import("./keep.js").Keep;
  vocabulary: Vocabulary;
  go: (place: Place) => void;
  follow: (event: MouseEvent) => void;
  replace: (place: Place) => void;
  redraw: () => void;
};
