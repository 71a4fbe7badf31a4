// Tests put commands into the outbox without a counter's screen.
import type { Command, Draft } from "../records/command";
import { unnumbered, write } from "./outbox";

export async function put(draft: Draft): Promise<Command> {
  const [command] = await putAll([draft]);
  return command as Command;
}

export function putAll(drafts: readonly Draft[], heldMs = 0): Promise<Command[]> {
  return write(drafts.map(unnumbered), heldMs);
}
