// What the register last told of a venue's day, as it is kept for when there is no network.
export interface DayVisit {
  id: string;
  code: string;
  at: string;
  kind: string;
  children: number;
  assistants: number;
  remark: string | null;
  remark_text: string;
  undone_at: string | null;
}

export interface ToldDay {
  /** 2026-11-22. */
  day: string;
  visits: DayVisit[];
}
