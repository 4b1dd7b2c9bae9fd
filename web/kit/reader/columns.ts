/** Of these numbers of columns, the widest first, the one that leaves the smallest hole in the last row. */
export function fullest(count: number, columns: readonly number[]): number {
  const widest = columns[0]!;
  if (count < columns.at(-1)!) return widest;
  const hole = (of: number) => (of - (count % of)) % of;
  return columns.reduce((best, one) => (hole(one) < hole(best) ? one : best), widest);
}

/** The shape of the frames in which these stand whole: upright or wide as most of them are, so that as little as can be is paper. */
export function frameFor(images: readonly ({ width: number; height: number } | null | undefined)[]): string {
  const shapes = images.flatMap((image) => (image ? [image.width / image.height] : []));
  const share = (fits: (shape: number) => boolean) => shapes.filter(fits).length / (shapes.length || 1);
  if (share((shape) => shape > 1.1) > 0.7) return '4 / 3';
  return shapes.length === 0 || share((shape) => shape < 0.9) > 0.7 ? '3 / 4' : '1';
}
