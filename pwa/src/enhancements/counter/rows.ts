// Today's visits as the screen lists them: the venue's as the register listed them last, and this phone's own.
import type { AcknowledgedRow, Command, OutboxRow } from "../../records/command";
import type { DayVisit } from "../../records/day";

export type RowState = "saved" | "recorded" | "remark" | "attention" | "undone";

export interface Row {
  id: string;
  code: string;
  at: number;
  children: number;
  assistants: number;
  kind: string;
  state: RowState;
  note: string;
  /** The same for all cards of one group. */
  groupId: string | null;
}

export interface PhonesOwn {
  outbox: readonly OutboxRow[];
  acknowledged: readonly AcknowledgedRow[];
  /** By how many ms the register is ahead of the phone's clock. */
  offset: number;
}

/** Newest first. What the register lists is so; what it does not list yet is as this phone knows it. */
export function rowsOfDay(venues: readonly DayVisit[], own: PhonesOwn): Row[] {
  const rows = new Map<string, Row>();
  for (const one of own.acknowledged) {
    if (one.command.type === "record") {
      const state = one.outcome === "recorded_with_remark" ? "remark" : "recorded";
      rows.set(one.id, rowOf(one.command, state, one.text, own.offset));
    }
  }
  for (const visit of venues) rows.set(visit.id, rowOfVisit(visit));
  for (const { command, state, text } of own.outbox) {
    const isWaiting = state === "waiting";
    if (command.type === "record") {
      rows.set(command.id, rowOf(command, isWaiting ? "saved" : "attention", text, own.offset));
    }
  }
  for (const id of undoneIds(own)) {
    const row = rows.get(id);
    if (row) rows.set(id, { ...row, state: "undone" });
  }
  return [...rows.values()].sort((one, other) => other.at - one.at);
}

function undoneIds(own: PhonesOwn): string[] {
  const waiting = own.outbox.filter(({ state }) => state === "waiting");
  return [...waiting, ...own.acknowledged].flatMap(({ command }) =>
    command.type === "undo" ? [command.visit_id] : [],
  );
}

function rowOf(command: Command & { type: "record" }, state: RowState, note: string, offset: number): Row {
  const { id, code, children, assistants, kind, group_id: groupId } = command;
  return { id, code, at: Date.parse(command.at) + offset, children, assistants, kind, state, note, groupId };
}

function rowOfVisit(visit: DayVisit): Row {
  const { id, code, at, children, assistants, kind, remark, remark_text: note, undone_at } = visit;
  const state = undone_at ? "undone" : remark ? "remark" : "recorded";
  const groupId = visit.group_id ?? null;
  return { id, code, at: Date.parse(at), children, assistants, kind, state, note, groupId };
}

/** The visit itself and what was recorded together with it, as far as it still counts: they are undone as one. */
export function togetherWith(row: Row, rows: readonly Row[]): Row[] {
  if (row.groupId === null) return [row];
  return rows.filter(
    ({ groupId, state }) => groupId === row.groupId && state !== "undone" && state !== "attention",
  );
}

export function visitorsIn(rows: readonly Row[]): number {
  return rows
    .filter(({ state }) => state !== "undone" && state !== "attention")
    .reduce((sum, { children }) => sum + 1 + children, 0);
}

/** When this phone last recorded a code, by the register's clock; undone visits do not count. */
export function lastRecorded(code: string, rows: readonly Row[]): number | null {
  const times = rows.filter((row) => row.code === code && row.state !== "undone").map(({ at }) => at);
  return times.length ? Math.max(...times) : null;
}
