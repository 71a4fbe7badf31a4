import { expect, test } from "vitest";
import { findBars } from "./bars";
import { levelled, pictureOf } from "./strip";

const WIDTH = 640;
const HEIGHT = 480;
const DEGREE = Math.PI / 180;
const MODULE = 2.5; // pixels
const ALONG = 90;
/** "A999123453" in Code 39, from quiet zone to quiet zone: 192 modules, of which 60 groups are bars. */
const STAR = "1000101110111010";
const DIGIT = "1010001110111010";
const MODULES = STAR + DIGIT.repeat(10) + STAR.slice(0, -1);
const LENGTH = MODULES.length * MODULE;
const BARS = 60;

type Light = (across: number, along: number) => number;

/** The same grain in every run. */
function grainOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

/** What `light` says about the middle, in coordinates turned by so many degrees. */
function picture(light: Light, degrees: number, grain = 0): ImageData {
  const [cos, sin] = [Math.cos(degrees * DEGREE), Math.sin(degrees * DEGREE)];
  const random = grainOf(7);
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      let sum = 0;
      // The mean of four places: no sensor has edges sharper than its pixels.
      for (let place = 0; place < 4; place += 1) {
        const dx = x + ((place % 2) - 0.5) / 2 - WIDTH / 2;
        const dy = y + (Math.floor(place / 2) - 0.5) / 2 - HEIGHT / 2;
        sum += light(dx * cos + dy * sin, dy * cos - dx * sin) / 4;
      }
      data.fill(sum + grain * random(), (y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 3);
    }
  }
  return { data, width: WIDTH, height: HEIGHT } as ImageData;
}

const bars: Light = (across, along) => {
  if (Math.abs(across) > LENGTH / 2 + 25 || Math.abs(along) > ALONG / 2 + 15) return 120; // the table
  if (Math.abs(along) > ALONG / 2) return 235;
  return MODULES[Math.floor((across + LENGTH / 2) / MODULE)] === "1" ? 25 : 235;
};

/** How often a line of a picture goes from light to dark within its middle four fifths … and its margins. */
function darkGroups({ data, width, height }: ImageData): number {
  let groups = 0;
  let wasDark = false;
  const first = Math.floor(height / 2) * width;
  const margin = Math.ceil(width * 0.05);
  for (let x = margin; x < width - margin; x += 1) {
    const isDark = (data[(first + x) * 4] as number) < 128;
    if (isDark && !wasDark) groups += 1;
    wasDark = isDark;
  }
  return groups;
}

const ANGLES = [-75, -45, -30, -15, -5, 0, 5, 15, 30, 45, 75];

test.each(ANGLES)("bars tilted by %d degrees are found, to within four degrees", (degrees) => {
  const found = findBars(picture(bars, degrees, 20));
  expect(found).not.toBeNull();
  const difference = ((((found?.angle ?? 0) / DEGREE - degrees) % 180) + 270) % 180;
  expect(Math.abs(difference - 90)).toBeLessThan(4);
  expect(Math.hypot((found?.x ?? 0) - WIDTH / 2, (found?.y ?? 0) - HEIGHT / 2)).toBeLessThan(24);
  expect(found?.length).toBeGreaterThan(LENGTH * 0.95);
  expect(found?.length).toBeLessThan(LENGTH + 90);
  expect(Math.abs((found?.height ?? 0) - ALONG)).toBeLessThan(40);
});

test("upright bars are found too", () => {
  const narrow: Light = (across, along) => bars(across * 1.2, along);
  const found = findBars(picture(narrow, 90));
  expect(Math.abs(Math.abs((found?.angle ?? 0) / DEGREE) - 90)).toBeLessThan(3);
});

test.each<[string, Light]>([
  ["a plain table", () => 130],
  ["the edge of a table", (across) => (across > 0 ? 60 : 190)],
  ["boards far apart", (across) => (Math.abs(across % 97) < 3 ? 90 : 150)],
  ["squares", (across, along) => ((Math.floor(across / 9) + Math.floor(along / 9)) % 2 ? 40 : 210)],
  [
    "bars higher than wide",
    (across, along) => (Math.abs(across) > 60 || Math.abs(along) > 200 ? 120 : across % 8 > 4 ? 40 : 210),
  ],
])("%s has no bars", (_, light) => {
  for (const degrees of [0, 20, 45]) expect(findBars(picture(light, degrees, 20))).toBeNull();
});

test("a picture too small for any block has no bars", () => {
  const tiny = { data: new Uint8ClampedArray(4 * 9), width: 3, height: 3 } as ImageData;
  expect(findBars(tiny)).toBeNull();
});

test.each(ANGLES)("bars tilted by %d degrees lie level in the strip, none lost and none made", (degrees) => {
  const image = picture(bars, degrees, 10);
  const found = findBars(image);
  if (!found) throw new Error("no bars");
  const strip = pictureOf(levelled(image, found), 1.2, false);
  expect(strip.width).toBeGreaterThan(LENGTH * 1.5);
  expect(darkGroups(strip)).toBeGreaterThanOrEqual(BARS);
  expect(darkGroups(strip)).toBeLessThanOrEqual(BARS + 2); // the table's edges on either side
});

test("a strip of dim bars goes from black to white, and its negative from white to black", () => {
  const dim: Light = (across, along) => 10 + bars(across, along) / 12;
  const image = picture(dim, 20);
  const strip = levelled(image, {
    x: WIDTH / 2,
    y: HEIGHT / 2,
    angle: 20 * DEGREE,
    length: LENGTH,
    height: ALONG,
  });
  const [plain, negative] = [pictureOf(strip, 0, false), pictureOf(strip, 0, true)];
  const greys = (one: ImageData) => Array.from(one.data).filter((_, index) => index % 4 === 0);
  expect(Math.min(...greys(plain))).toBe(0);
  expect(Math.max(...greys(plain))).toBe(255);
  expect(greys(negative)).toEqual(greys(plain).map((grey) => 255 - grey));
});

test("bars at the edge of a picture end where the picture ends", () => {
  const image = picture(bars, 0);
  const beyond = { x: WIDTH - 50, y: HEIGHT - 5, angle: 0.4, length: LENGTH, height: ALONG };
  const strip = pictureOf(levelled(image, beyond), 3, false);
  expect(strip.data.length).toBe(strip.width * strip.height * 4);
});
