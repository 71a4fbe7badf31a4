import { beforeEach, expect, test, vi } from "vitest";
import { createAgreement } from "./agreement";
import type { Read } from "./decoder";
import { readFile } from "./picture";

const read = vi.fn<() => Promise<Read | null>>();
const decoder = { read, close: () => undefined };
const hear = () => readFile(new Blob(), decoder, createAgreement(new Set("A")));

/** What was laid on the canvas, first to last. */
const grounds: unknown[] = [];

beforeEach(() => {
  read.mockReset();
  vi.stubGlobal("createImageBitmap", async () => ({ width: 40, height: 30, close: () => undefined }));
  grounds.length = 0;
  let grain = 0;
  const getImageData = () => {
    grain += 1;
    return { data: new Uint8ClampedArray(400).fill(grain) };
  };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue({
    fillStyle: "",
    fillRect(this: { fillStyle: string }, ...place: number[]) {
      grounds.push([this.fillStyle, ...place]);
    },
    drawImage: () => grounds.push("picture"),
    getImageData,
  } as never);
});

test("bars in a single shot count when two sizes of it say the same", async () => {
  read.mockResolvedValueOnce({ text: "A316061894", format: "bars" });
  read.mockResolvedValue({ text: "A046061894", format: "bars" });
  expect(await hear()).toEqual({ kind: "code", code: "A046061894" });
  expect(read).toHaveBeenCalledTimes(3);
});

test("a picture is laid on white: what it lets through is not black", async () => {
  read.mockResolvedValue({ text: "A046061894", format: "qr" });
  await hear();
  expect(grounds).toEqual([["white", 0, 0, 1280, 960], "picture"]);
});

test("no code and no picture are distinguished", async () => {
  read.mockResolvedValue(null);
  expect(await hear()).toBeNull();
  vi.stubGlobal("createImageBitmap", async () => Promise.reject(new Error("not an image")));
  expect(await hear()).toBe("no-picture");
});
