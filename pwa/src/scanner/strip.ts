// Bars turned level: a strip of a few lines, which a decoder reads in a tenth of the time that a frame takes.
import type { Bars } from "./bars";

const LINES = 16;
/** Places along the bars whose mean makes a line: less grain, and a crack is only a part of it. */
const SAMPLES = 4;
/** Of the bars' height; their ends are where perspective and neighbours come in. */
const MIDDLE = 0.7;
/** Of the bars' length at each end: the decoder wants the quiet zone. */
const MARGIN = 0.1;
/** Dots for a pixel: bars two pixels wide are told apart by parts of a pixel. */
const SCALE = 1.5;
/** Dots from the middle of a narrow bar to that of the next space. */
const REACH = 2;

/** The light along lines across the bars, before it is made a picture; unit: SAMPLES times that of a pixel. */
export interface Strip {
  light: Float32Array;
  width: number;
}

export function levelled(image: ImageData, { x, y, angle, length, height }: Bars): Strip {
  const width = Math.round(length * (1 + 2 * MARGIN) * SCALE);
  const light = new Float32Array(width * LINES);
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const half = (width - 1) / 2 / SCALE;
  for (let sample = 0; sample < LINES * SAMPLES; sample += 1) {
    const along = ((sample + 0.5) / (LINES * SAMPLES) - 0.5) * MIDDLE * height;
    const line = Math.floor(sample / SAMPLES);
    addLine(light.subarray(line * width, (line + 1) * width), image, {
      x: x - uy * along - ux * half,
      y: y + ux * along - uy * half,
      dx: ux / SCALE,
      dy: uy / SCALE,
    });
  }
  return { light, width };
}

/** Between four pixels each; beyond the picture its edge goes on. */
function addLine(
  line: Float32Array,
  { data, width, height }: ImageData,
  { x, y, dx, dy }: { x: number; y: number; dx: number; dy: number },
): void {
  const below = 4 * width;
  for (let dot = 0; dot < line.length; dot += 1) {
    const px = clamped(x + dot * dx, width - 2);
    const py = clamped(y + dot * dy, height - 2);
    const column = px | 0;
    const row = py | 0;
    const at = row * below + column * 4 + 1; // green, as in edges.ts
    const upper = data[at] as number;
    const lower = data[at + below] as number;
    const above = upper + ((data[at + 4] as number) - upper) * (px - column);
    const beneath = lower + ((data[at + below + 4] as number) - lower) * (px - column);
    line[dot] = (line[dot] as number) + above + (beneath - above) * (py - row);
  }
}

function clamped(value: number, most: number): number {
  return value < 0 ? 0 : value > most ? most : value;
}

/** `sharpness`: how much of what a lens out of focus has taken is put back, and grain with it. */
export function pictureOf({ light, width }: Strip, sharpness: number, isInverted: boolean): ImageData {
  const pixels = new Uint32Array(light.length);
  for (let first = 0; first < light.length; first += width) {
    const line = sharpened(light.subarray(first, first + width), sharpness);
    paint(pixels.subarray(first, first + width), line, isInverted);
  }
  const data = new Uint8ClampedArray(pixels.buffer);
  return { data, width, height: light.length / width } as ImageData;
}

function sharpened(line: Float32Array, sharpness: number): Float32Array {
  const last = line.length - 1;
  const gain = sharpness / REACH ** 2;
  const result = new Float32Array(line.length);
  for (let dot = 0; dot <= last; dot += 1) {
    const here = line[dot] as number;
    const sides =
      (line[dot < REACH ? 0 : dot - REACH] as number) +
      (line[dot + REACH > last ? last : dot + REACH] as number);
    result[dot] = here + gain * (2 * here - sides);
  }
  return result;
}

/** From black to white, however dim or pale the bars were. */
function paint(pixels: Uint32Array, line: Float32Array, isInverted: boolean): void {
  const [darkest, lightest] = rangeOf(line);
  const gain = 255 / (lightest - darkest || 1);
  const flipped = isInverted ? 255 : 0;
  for (let dot = 0; dot < line.length; dot += 1) {
    const grey = (clamped(((line[dot] as number) - darkest) * gain, 255) | 0) ^ flipped;
    pixels[dot] = 0xff000000 | (grey * 0x010101);
  }
}

/** Of the bars themselves: what lies beside a card may be darker or lighter. */
function rangeOf(line: Float32Array): [number, number] {
  const margin = Math.ceil(line.length * MARGIN);
  let darkest = Number.POSITIVE_INFINITY;
  let lightest = Number.NEGATIVE_INFINITY;
  for (let dot = margin; dot < line.length - margin; dot += 1) {
    const value = line[dot] as number;
    if (value < darkest) darkest = value;
    if (value > lightest) lightest = value;
  }
  return [darkest, lightest];
}
