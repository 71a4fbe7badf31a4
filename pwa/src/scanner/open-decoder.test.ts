import { beforeEach, expect, test, vi } from "vitest";
import { openDecoder } from "./open-decoder";

const PICTURE = { data: new Uint8ClampedArray(4), width: 1, height: 1 } as unknown as ImageData;

class StubWorker extends EventTarget {
  static readonly started: StubWorker[] = [];
  readonly postMessage = vi.fn();
  readonly terminate = vi.fn();
  constructor(
    readonly url: string,
    readonly options: object,
  ) {
    super();
    StubWorker.started.push(this);
  }
  answer(data: object): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

/** `seen`: what it sees in each picture that it is asked about, in turn. */
function nativeReader(formats: string[], ...seen: object[][]): void {
  vi.stubGlobal(
    "BarcodeDetector",
    class {
      static getSupportedFormats = async () => formats;
      detect = async (image: ImageData) => {
        asked.push(image.data[0] as number);
        return seen.shift() ?? [];
      };
    },
  );
}

const OURS = ["qr_code", "code_39", "code_128", "ean_13"];
/** The first pixel of each picture that the browser was asked about. */
const asked: number[] = [];

function worker(): StubWorker {
  return StubWorker.started.at(-1) as StubWorker;
}

beforeEach(() => {
  vi.stubGlobal("Worker", StubWorker);
  vi.stubGlobal("BarcodeDetector", undefined);
  StubWorker.started.length = 0;
  asked.length = 0;
});

test("a browser that reads all our codes reads them itself, QR before bars", async () => {
  nativeReader(OURS, [
    { rawValue: "BARS", format: "code_39" },
    { rawValue: "QR", format: "qr_code" },
  ]);
  expect(await (await openDecoder("/worker.js")).read(PICTURE)).toEqual({ text: "QR", format: "qr" });
  expect(StubWorker.started).toEqual([]);
});

test("what bars say is read by our own decoder, which knows their family, and kept for the next bars", async () => {
  const bars = [{ rawValue: "A012345676", format: "code_39" }];
  nativeReader(OURS, bars, bars);
  const decoder = await openDecoder("/worker.js");
  const first = decoder.read(PICTURE);
  await vi.waitFor(() => expect(StubWorker.started).toHaveLength(1));
  worker().answer({ read: { text: "0CSSBD", format: "bars" } });
  expect(await first).toEqual({ text: "0CSSBD", format: "bars" });
  const second = decoder.read(PICTURE);
  await vi.waitFor(() => expect(worker().postMessage).toHaveBeenCalledTimes(2));
  worker().answer({ read: null });
  expect(await second).toBeNull();
  expect(StubWorker.started).toHaveLength(1);
  decoder.close();
  expect(worker().terminate).toHaveBeenCalled();
});

test("every second picture in which the browser sees nothing is shown to it as its negative", async () => {
  nativeReader(OURS, [], [], [{ rawValue: "LIGHT ON DARK", format: "qr_code" }]);
  const decoder = await openDecoder("/worker.js");
  const dark = () =>
    ({ data: new Uint8ClampedArray(4).fill(9), width: 1, height: 1 }) as unknown as ImageData;
  expect(await decoder.read(dark())).toBeNull();
  expect(await decoder.read(dark())).toEqual({ text: "LIGHT ON DARK", format: "qr" });
  expect(asked).toEqual([9, 9, 255 - 9]);
});

test("one that lacks a format, or cannot tell, leaves it to our own decoder", async () => {
  nativeReader(["qr_code"]);
  await openDecoder("/worker.js");
  expect(worker()).toMatchObject({ url: "/worker.js", options: { type: "module" } });
});

test("our own decoder answers in the order it was asked, and hands pixels over", async () => {
  const decoder = await openDecoder("/worker.js");
  const answers = [decoder.read(PICTURE), decoder.read(PICTURE)];
  expect(worker().postMessage).toHaveBeenCalledWith(PICTURE, [PICTURE.data.buffer]);
  worker().answer({ read: { text: "A", format: "qr" } });
  worker().answer({ error: "no memory" });
  expect(await answers[0]).toEqual({ text: "A", format: "qr" });
  await expect(answers[1]).rejects.toThrow("no memory");
  decoder.close();
  expect(worker().terminate).toHaveBeenCalled();
});

test("a decoder that does not start leaves nobody waiting", async () => {
  const answer = (await openDecoder("/worker.js")).read(PICTURE);
  worker().dispatchEvent(new Event("error"));
  await expect(answer).rejects.toThrow("did not start");
});

test("one that failed before anybody asked it says so to whoever asks", async () => {
  const decoder = await openDecoder("/worker.js");
  worker().dispatchEvent(new Event("error"));
  await expect(decoder.read(PICTURE)).rejects.toThrow("did not start");
});
