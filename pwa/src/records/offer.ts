// What the venue has on, as the register tells it and the phone remembers it.
export interface Offer {
  id: number;
  name: string;
  kind: "ticket" | "course";
  /** 2026-11-22, or null where it is there every day. */
  day: string | null;
}
