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
  /** The same for all cards of one group; missing from a register of the release before. */
  group_id?: string | null;
}

export interface ToldDay {
  /** 2026-11-22. */
  day: string;
  visits: DayVisit[];
}

/** What the register says of a counter itself. */
export interface CounterPlace {
  venue: string;
  /** The paired phone's own name. */
  device: string | null;
  /** The venue's fast mode: a valid card without choices records itself. */
  isFast: boolean;
}
