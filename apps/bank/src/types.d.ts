/** What `GET /api/bank/statistics` gives; question_bank.stats says what it is. */

export type Text = { en: string; fr: string };
export type Holding = { id: string; live: number; drafts: number; target: number | null };
export type DomainHolding = Holding & { topics: Holding[] };
export type Thin = { kind: "topic" | "domain" | "limit"; name: string; count: number; wanted: string };
export type Limit = { name: string; count: number; out_of: number; low: number; high: number; share: number; holds: boolean };
export type Statistics = {
  exam: string;
  title: Text;
  titles: Record<string, Text>;
  live: number;
  by_status: Record<string, number>;
  counts: Record<string, Record<string, number>>;
  limits: Limit[];
  holdings: {
    domains: DomainHolding[];
    difficulty: Record<string, number>;
    languages: Record<string, number>;
    unretired: number;
    in_case_sets: number;
    live_mock: number;
    thin: Thin[];
  };
};
