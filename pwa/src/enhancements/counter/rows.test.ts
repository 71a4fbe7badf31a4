import { expect, test } from "vitest";
import type { AcknowledgedRow, Command, OutboxRow } from "../../records/command";
import type { DayVisit } from "../../records/day";
import { lastRecorded, rowsOfDay, visitorsIn } from "./rows";

const NOON = Date.UTC(2026, 10, 22, 10);

function record(id: string, minutes: number, facts: object = {}): Command {
  const at = new Date(NOON + minutes * 60_000).toISOString();
  const base = { type: "record", code: "A999123453", kind: "ticket", children: 0, assistants: 0 };
  return { ...base, id, sequence: 1, at, ...facts } as unknown as Command;
}

const undo = (visit_id: string) => ({ ...record(`undo-${visit_id}`, 9), type: "undo", visit_id }) as Command;

function waits(command: Command, state: OutboxRow["state"] = "waiting", text = ""): OutboxRow {
  return { deviceId: "d", sequence: 1, command, state, reason: null, text };
}

function known(command: Command, outcome: AcknowledgedRow["outcome"] = "recorded"): AcknowledgedRow {
  const facts = { day: "2026-11-22", deviceId: "d", reason: null, text: "late", acknowledgedAt: NOON };
  return { id: command.id, outcome, command, ...facts };
}

function listedVisit(id: string, minutes: number, undone_at: string | null = null): DayVisit {
  const at = new Date(NOON + minutes * 60_000).toISOString();
  const facts = { code: "K715038619", kind: "ticket", children: 2, assistants: 1, remark: null };
  return { id, at, ...facts, remark_text: "", undone_at };
}

test("a visit is listed once, as the one who knows most says", () => {
  const own = { outbox: [], acknowledged: [known(record("a", 1))], offset: 0 };
  const rows = rowsOfDay([listedVisit("a", 1), listedVisit("b", 2)], own);
  expect(rows.map(({ id, state }) => [id, state])).toEqual([
    ["b", "recorded"],
    ["a", "recorded"],
  ]);
});

test("what waits, what was refused and what got a remark says so", () => {
  const outbox = [waits(record("a", 1)), waits(record("b", 2), "needs-attention", "Not a code")];
  const acknowledged = [known(record("c", 3), "recorded_with_remark")];
  const rows = rowsOfDay([], { outbox, acknowledged, offset: 0 });
  expect(rows.map(({ id, state, note }) => [id, state, note])).toEqual([
    ["c", "remark", "late"],
    ["b", "attention", "Not a code"],
    ["a", "saved", ""],
  ]);
});

test("an undo counts from the moment it is on the phone", () => {
  const own = { outbox: [waits(undo("a"))], acknowledged: [], offset: 0 };
  const rows = rowsOfDay([listedVisit("a", 1)], own);
  expect(rows[0]?.state).toBe("undone");
  expect(visitorsIn(rows)).toBe(0);
});

test("an undo that was refused undoes nothing", () => {
  const own = { outbox: [waits(undo("a"), "needs-attention")], acknowledged: [], offset: 0 };
  expect(rowsOfDay([listedVisit("a", 1)], own)[0]?.state).toBe("recorded");
});

test("visitors are adults and children, not assistants", () => {
  const own = { outbox: [waits(record("a", 1, { children: 1 }))], acknowledged: [], offset: 0 };
  expect(visitorsIn(rowsOfDay([listedVisit("b", 2)], own))).toBe(5);
});

test("when a card was last recorded is by the register's clock, and not of an undone visit", () => {
  const own = { outbox: [waits(record("a", 1))], acknowledged: [], offset: 3_600_000 };
  const rows = rowsOfDay([listedVisit("b", 2, "2026-11-22T11:00:00Z")], own);
  expect(lastRecorded("A999123453", rows)).toBe(NOON + 61 * 60_000);
  expect(lastRecorded("K715038619", rows)).toBeNull();
});
