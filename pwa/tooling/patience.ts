// A state is waited for as long as any busy machine may take; vitest's own second is no state.
import { vi } from "vitest";

const PATIENCE_MS = 60_000;
const { waitFor } = vi;

vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === "number" ? options : { timeout: PATIENCE_MS, ...options });
