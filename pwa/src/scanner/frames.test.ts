import { expect, test } from "vitest";
import { fingerprint, fitOf, regionOfInterest, sizeToRead } from "./frames";

const SHAPES = [0.5, 0.75, 1, 4 / 3, 16 / 9, 2.4];

test.each(SHAPES)("what is read lies in the middle of what a viewfinder of shape %f shows", (shape) => {
  for (const [width, height] of [
    [1280, 720],
    [720, 1280],
    [640, 480],
  ] as const) {
    const area = regionOfInterest({ width, height }, shape);
    expect(area.x).toBeGreaterThan(0);
    expect(area.y).toBeGreaterThan(0);
    expect(Math.abs(area.x * 2 + area.width - width)).toBeLessThanOrEqual(1);
    expect(Math.abs(area.y * 2 + area.height - height)).toBeLessThanOrEqual(1);
    expect(area.width / area.height / shape).toBeCloseTo(0.94 / 0.86, 1);
  }
});

test("frames are read whole and at half the detail by turns, never enlarged", () => {
  const area = { width: 1920, height: 1440 };
  expect([0, 1, 2].map((turn) => sizeToRead(area, turn).width)).toEqual([640, 1280, 640]);
  expect(sizeToRead({ width: 320, height: 240 }, 0)).toEqual({ width: 320, height: 240 });
});

test("pictures that differ in grain have different fingerprints", () => {
  const picture = (grain: number) => {
    const data = new Uint8ClampedArray(4 * 10_000).map((_, index) => (index * 7 + (index % grain)) % 256);
    return fingerprint({ data } as unknown as ImageData);
  };
  expect(picture(5)).toBe(picture(5));
  expect(new Set([3, 5, 7, 11].map(picture)).size).toBe(4);
});

test("a picture that lies across an upright viewfinder is shown and read whole", () => {
  expect(fitOf(4 / 3, 3 / 4)).toBe("contain");
  expect(fitOf(9 / 16, 3 / 4)).toBe("cover"); // a phone upright, its camera too
  expect(fitOf(16 / 9, 4 / 3)).toBe("cover");
  expect(fitOf(9 / 16, 2)).toBe("contain"); // an upright picture in a viewfinder that lies
});
