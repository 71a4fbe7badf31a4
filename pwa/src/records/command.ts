// What the counter sends to the register, in the register's own words: as it is kept, sent and exported.
export type VisitKind = "ticket" | "course";

export interface RecordDraft {
  type: "record";
  code: string;
  kind: VisitKind;
  children: number;
  assistants: number;
  offer_id: number | null;
  /** The same for all cards of one group. */
  group_id: string | null;
  repeat_is_meant: boolean;
  /** The verdict that was on the screen. */
  shown: string;
  list_age_s: number | null;
}

export interface UndoDraft {
  type: "undo";
  visit_id: string;
  reason: string;
}

export type Draft = RecordDraft | UndoDraft;

export type Command = Draft & {
  /** UUIDv7. The register knows the command by it for ever. */
  id: string;
  sequence: number;
  /** By the phone's own clock, right or wrong: the register corrects it by what the clock says when sending. */
  at: string;
};

export interface OutboxRow {
  /** The device under which the command was made, which may no longer be this one. */
  deviceId: string;
  sequence: number;
  command: Command;
  state: "waiting" | "needs-attention";
  /** Until when it may still be changed on this phone, and is not sent, in ms since 1970; missing: it may be sent. */
  heldUntil?: number;
  /** Why the register refused it, as a code and as a sentence. */
  reason: string | null;
  text: string;
}

export const OUTCOMES = [
  "recorded",
  "already_recorded",
  "recorded_with_remark",
  "undone",
  "refused",
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** What the register said of one command. */
export interface CommandOutcome {
  id: string;
  outcome: Outcome;
  reason: string | null;
  text: string;
}

/** A command that the register has acknowledged; kept until its day is over. */
export interface AcknowledgedRow extends CommandOutcome {
  /** The day of the visit in Finland, 2026-11-22. */
  day: string;
  deviceId: string;
  command: Command;
  /** In ms since 1970. */
  acknowledgedAt: number;
}
