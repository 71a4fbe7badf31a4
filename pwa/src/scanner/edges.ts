// Which way the edges in each part of a picture go, and how strong they are: a structure tensor of some of the pixels.

/** Pixels along each side of the square parts that a picture is looked at in. */
export const BLOCK = 16;
const ROW_STEP = 4;
const COLUMN_STEP = 2;
export const LOOKED_AT = (BLOCK * BLOCK) / ROW_STEP / COLUMN_STEP;

/** For each block sums over the pixels looked at: the doubled direction across its edges, and all their strength. */
export interface Edges {
  columns: number;
  rows: number;
  cosine: Float32Array;
  sine: Float32Array;
  strength: Float32Array;
}

export function edgesOf({ data, width, height }: ImageData): Edges {
  const columns = Math.floor((width - 1) / BLOCK);
  const rows = Math.floor((height - 1) / BLOCK);
  const sums = () => new Float32Array(Math.max(0, columns * rows));
  const edges = { columns, rows, cosine: sums(), sine: sums(), strength: sums() };
  for (let y = 0; y < rows * BLOCK; y += ROW_STEP) {
    addRow(edges, data, {
      at: y * width * 4 + GREEN,
      below: width * 4,
      block: Math.floor(y / BLOCK) * columns,
    });
  }
  return edges;
}

/** Stands for all three colours: paper, ink and screens are grey. */
const GREEN = 1;

function addRow(
  { columns, cosine, sine, strength }: Edges,
  data: Uint8ClampedArray,
  { at, below, block }: { at: number; below: number; block: number },
): void {
  let here = at;
  for (let index = block; index < block + columns; index += 1) {
    let c = 0;
    let s = 0;
    let e = 0;
    for (let x = 0; x < BLOCK; x += COLUMN_STEP) {
      // Across both diagonals: of all pairs of neighbours these tell the angle of narrow bars best.
      const down = (data[here + below + 4] as number) - (data[here] as number);
      const up = (data[here + 4] as number) - (data[here + below] as number);
      c += 2 * down * up;
      s += down * down - up * up;
      e += down * down + up * up;
      here += 4 * COLUMN_STEP;
    }
    cosine[index] = (cosine[index] as number) + c;
    sine[index] = (sine[index] as number) + s;
    strength[index] = (strength[index] as number) + e;
  }
}
