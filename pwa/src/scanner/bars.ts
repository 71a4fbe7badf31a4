// Where bars lie in a picture and how they are tilted, told by the directions of its edges: far cheaper than asking the
// decoder with one angle after another.
import { BLOCK, type Edges, edgesOf, LOOKED_AT } from "./edges";

/** A rectangle about (x, y), `length` across the bars and `height` along them; pixels. */
export interface Bars {
  x: number;
  y: number;
  /** From the x axis to the direction across the bars, down being positive; radians, -π/2 … π/2. */
  angle: number;
  length: number;
  height: number;
}

/** The share of a block's edges that must go one way; of noise 0.3 do. */
const COHERENT = 0.45;
/** Mean square of the differences between neighbours from which on there may be more than noise. */
const FAINTEST = 60;
/** Edges of one patch: what perspective does to bars, and noise to blocks. */
const LIKENESS = Math.cos(2 * (18 * (Math.PI / 180)));
const FEWEST_BLOCKS = 14;
/** Ten characters are 144 modules in Code 128 and 192 in Code 39: smaller, they cannot be read. */
const SHORTEST = 170;
/** A single row of blocks is a frieze. */
const LOWEST = 1.5 * BLOCK;
/** Bars are printed wider than high; the edge of a table is not wide at all. */
const LEAST_ASPECT = 1.2;
/** Of the most that lies at one height of a patch: bars end where it is less. */
const STILL_BARS = 0.4;

/** What looks most like bars in a picture, or null where nothing does. */
export function findBars(image: ImageData): Bars | null {
  const edges = edgesOf(image);
  let best: Bars | null = null;
  let most = 0;
  for (const patch of patchesOf(edges)) {
    if (patch.blocks.length < FEWEST_BLOCKS || patch.weight <= most) continue;
    const bars = rectangleOf(patch, edges.columns);
    if (bars) [best, most] = [bars, patch.weight];
  }
  return best;
}

/** Blocks that touch and whose edges go the same way. */
interface Patch {
  blocks: { index: number; weight: number }[];
  cosine: number;
  sine: number;
  weight: number;
}

function* patchesOf(edges: Edges): Generator<Patch> {
  const weights = coherentWeights(edges);
  for (const [index, weight] of weights.entries()) {
    if (!weight) continue;
    const patch: Patch = { blocks: [], cosine: 0, sine: 0, weight: 0 };
    take(patch, index, edges, weights);
    // The list grows while it is gone through.
    for (const block of patch.blocks) {
      for (const other of neighbours(block.index, edges)) {
        if (weights[other] && isLike(patch, other, edges, weights)) take(patch, other, edges, weights);
      }
    }
    yield patch;
  }
}

/** How strong a block's edges are together where they go one way; 0 where they do not. */
function coherentWeights({ cosine, sine, strength }: Edges): Float32Array {
  return strength.map((all, index) => {
    if (all < FAINTEST * LOOKED_AT) return 0;
    const weight = Math.hypot(cosine[index] as number, sine[index] as number);
    return weight < COHERENT * all ? 0 : weight;
  });
}

function take(patch: Patch, index: number, { cosine, sine }: Edges, weights: Float32Array): void {
  const weight = weights[index] as number;
  weights[index] = 0; // each belongs to one patch
  patch.blocks.push({ index, weight });
  patch.cosine += cosine[index] as number;
  patch.sine += sine[index] as number;
  patch.weight += weight;
}

function isLike(patch: Patch, index: number, { cosine, sine }: Edges, weights: Float32Array): boolean {
  const product = patch.cosine * (cosine[index] as number) + patch.sine * (sine[index] as number);
  return product >= LIKENESS * (weights[index] as number) * Math.hypot(patch.cosine, patch.sine);
}

function* neighbours(index: number, { columns, rows }: Edges): Generator<number> {
  const column = index % columns;
  const row = Math.floor(index / columns);
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1)
      yield y * columns + x;
  }
}

function rectangleOf({ blocks, cosine, sine }: Patch, columns: number): Bars | null {
  const angle = Math.atan2(sine, cosine) / 2;
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const places = blocks.map(({ index, weight }) => {
    const x = ((index % columns) + 0.5) * BLOCK;
    const y = (Math.floor(index / columns) + 0.5) * BLOCK;
    return { across: x * ux + y * uy, along: y * ux - x * uy, weight };
  });
  // The strokes of a line of text beneath go the same way, and touch; so does a card's edge.
  const [top, bottom] = densest(places);
  const inside = places.filter(
    ({ along }) => Math.abs(along - (top + bottom) / 2) <= (bottom - top + BLOCK) / 2,
  );
  const left = Math.min(...inside.map(({ across }) => across));
  const right = Math.max(...inside.map(({ across }) => across));
  const length = right - left + BLOCK;
  const height = bottom - top + BLOCK;
  if (length < SHORTEST || height < LOWEST || length < LEAST_ASPECT * height) return null;
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  return { x: u * ux - v * uy, y: u * uy + v * ux, angle, length, height };
}

/** From where to where along the bars a patch is as heavy as where it is heaviest, or nearly so. */
function densest(places: readonly { along: number; weight: number }[]): [number, number] {
  const first = Math.min(...places.map(({ along }) => along));
  const bins: number[] = [];
  for (const { along, weight } of places) {
    // Shared between two bins: the blocks of a tilted grid do not fall into equal bins equally.
    const exact = (along - first) / BLOCK;
    const bin = Math.floor(exact);
    bins[bin] = (bins[bin] ?? 0) + weight * (bin + 1 - exact);
    bins[bin + 1] = (bins[bin + 1] ?? 0) + weight * (exact - bin);
  }
  const weightAt = (bin: number) => bins[bin] ?? 0;
  const most = bins.reduce((heaviest, _, bin) => Math.max(heaviest, weightAt(bin)), 0);
  let from = bins.indexOf(most);
  let to = from;
  while (weightAt(from - 1) > STILL_BARS * most) from -= 1;
  while (weightAt(to + 1) > STILL_BARS * most) to += 1;
  return [first + from * BLOCK, first + to * BLOCK];
}
