// Hundreds of steps at a counter in a hurry: no valid card vanishes, and nothing is recorded that nobody recorded.
import { beforeEach, expect, test } from "vitest";
import { refreshList } from "../../card-list/refresh";
import { waiting } from "../../outbox/outbox";
import type { Command } from "../../records/command";
import type { CounterScreen } from "./screen";
import { openScreen } from "./test-page";
import type { Way } from "./verdict";

const STEPS = process.env.EVERY_STEP ? 1000 : 250;
const FAR_DAY = 9000 * 1024;
const VALID = ["A100000001", "A100000002", "A100000003", "A100000004", "A100000005", "A100000006"];
const COMMUNITY = "A200000001";
const EXPIRED = "A300000001";
const UNKNOWN = "A400000001";
const WAYS: Way[] = ["camera", "scanner", "typed"];

let root: HTMLElement;
let screen: CounterScreen;
let settled: () => Promise<void>;

/** Whole numbers below a bound, the same ones every time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

beforeEach(async () => {
  const open = await openScreen();
  ({ root, screen, settled } = open);
  for (const code of VALID) open.register.cards.set(code, FAR_DAY + 2);
  open.register.cards.set(COMMUNITY, FAR_DAY + 0x200);
  open.register.cards.set(EXPIRED, 1024);
  await refreshList();
  open.register.weather = () => "offline";
});

const shown = () => root.querySelector<HTMLElement>('[data-counter="sheet-place"] form');
const codeOf = (element: Element | null) =>
  (element?.querySelector('[data-slot="code"]')?.textContent ?? "").replaceAll("\u00a0", "");
const keptRows = () => [...root.querySelectorAll<HTMLElement>('[data-counter="kept"] li')];
const members = () => [...root.querySelectorAll('[data-counter="members"] li')];
const press = (element: Element | null | undefined) => (element as HTMLElement | null | undefined)?.click();
const part = (name: string) => root.querySelector(`[data-counter="${name}"]`);
const slot = (element: Element | null, name: string) => element?.querySelector(`[data-slot="${name}"]`);

/** How often each card counts as recorded, by what waits to be sent: records less their undos. */
async function recorded(): Promise<Map<string, number>> {
  const commands = (await waiting()).map(({ command }) => command);
  const undone = new Set(commands.flatMap((one) => (one.type === "undo" ? [one.visit_id] : [])));
  const times = new Map<string, number>();
  for (const one of commands.filter(
    (command): command is Command & { type: "record" } => command.type === "record",
  ))
    if (!undone.has(one.id)) times.set(one.code, (times.get(one.code) ?? 0) + 1);
  return times;
}

/** Where a card can be found that was read and is not recorded. */
const inSight = () =>
  new Set([
    codeOf(shown()),
    ...keptRows().map(({ dataset }) => dataset.code ?? ""),
    ...members().map(codeOf),
  ]);

test("no valid card vanishes, whatever is read and pressed", async () => {
  const random = seeded(20261127);
  /** Read as valid, and neither recorded nor put aside by somebody since. */
  const owed = new Set<string>();
  const isFast = () => root.dataset.isFast === "true";
  const read = async (code: string) => {
    await screen.check(code, WAYS[random(WAYS.length)] as Way);
    if (code !== EXPIRED) owed.add(code);
  };
  const forgetShown = () => owed.delete(codeOf(shown()));
  const steps: (() => unknown)[] = [
    () => read(VALID[random(VALID.length)] as string),
    () => read(VALID[random(VALID.length)] as string),
    () =>
      Promise.all([read(VALID[random(VALID.length)] as string), read(VALID[random(VALID.length)] as string)]),
    () => read([COMMUNITY, EXPIRED, UNKNOWN][random(3)] as string),
    () => press(slot(shown(), "record")),
    () => press(slot(shown(), "record")),
    () => {
      press(slot(shown(), "record"));
      press(slot(shown(), "record"));
    },
    () => {
      press(slot(shown(), "record"));
      return read(VALID[random(VALID.length)] as string);
    },
    () => {
      if (slot(shown(), "close")) forgetShown();
      press(slot(shown(), "close"));
    },
    () => press(slot(keptRows()[0] ?? null, "record")),
    () => {
      const row = keptRows().at(-1);
      if (row) owed.delete(row.dataset.code ?? "");
      press(slot(row ?? null, "drop"));
    },
    () => press(slot(keptRows()[0] ?? null, "open")),
    () => {
      if (members().length) press(part("record-group"));
    },
    () => {
      if (!members().length) return;
      press(part("record-group"));
      press(part("record-group"));
      return read(VALID[random(VALID.length)] as string);
    },
    () => {
      if (!members().length || random(3)) return;
      for (const one of members()) owed.delete(codeOf(one));
      press(part("leave-group"));
    },
    () => press(part("last-undo")),
    () => {
      root.dataset.isFast = String(!isFast() && random(2) === 0);
    },
  ];
  for (let step = 0; step < STEPS; step++) {
    const before = await recorded();
    await steps[random(steps.length)]?.();
    await settled();
    const after = await recorded();
    for (const [code, times] of after) {
      const more = times - (before.get(code) ?? 0);
      if (more > 0) owed.delete(code);
      expect(more, `${code} by one tap, step ${step}`).toBeLessThanOrEqual(1);
    }
    const sight = inSight();
    const lost = [...owed].filter((code) => !sight.has(code) && !(after.get(code) ?? 0));
    expect(lost, `after step ${step}`).toEqual([]);
  }
  expect((await recorded()).size).toBeGreaterThan(0);
}, 300_000);
