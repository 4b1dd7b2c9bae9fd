/** Part of a picture, in its pixels. */
export interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Picture {
  width: number;
  height: number;
}

type Point = readonly [x: number, y: number];

const between = (least: number, wished: number, most: number) => Math.min(most, Math.max(least, wished));

/**
 * What a frame of this shape (its width for its height) shows of a picture that it cuts: as much as it can, with the focal
 * point in the middle, or as near to it as the edge lets it come.
 */
export function partAround({ width, height }: Picture, [x, y]: Point, shape: number): Part {
  const wide = Math.min(width, Math.max(1, Math.round(height * shape)));
  const high = Math.min(height, Math.max(1, Math.round(width / shape)));
  return {
    x: between(0, Math.round(x * width - wide / 2), width - wide),
    y: between(0, Math.round(y * height - high / 2), height - high),
    width: wide,
    height: high,
  };
}

/** The same for a style sheet: with `object-fit: cover` that very part is seen. */
export function positionFor(picture: Picture, focus: Point, shape: number): string {
  const part = partAround(picture, focus, shape);
  const share = (at: number, room: number) => (room > 0 ? `${Math.round((at / room) * 1000) / 10}%` : '50%');
  return `${share(part.x, picture.width - part.width)} ${share(part.y, picture.height - part.height)}`;
}

/** Longer than this, whichever way it lies, a picture that stands whole in a card is a thread. */
const longest = 3;
const [square, upright] = [1, 3 / 4];

/** As wide for its height as what a card shows of a picture of that shape; undefined where the card shows it whole. */
export function shapeInCard({ width, height }: Picture): number | undefined {
  if (width > height * longest) return square;
  return height > width * longest ? upright : undefined;
}
