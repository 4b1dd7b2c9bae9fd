import type { ImageCut } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';

/** Pixels of one answer. A map of a square metre is looked at in tiles. */
export const maxArea = 40_000_000;
/** Pixels of a side: a handscroll is looked at in tiles too, and WebP ends here. */
export const maxSide = 16_000;
/** Pixels of one answer that is turned by no multiple of 90°, corners and all: each pixel of it is worked out anew. */
export const maxTurnedArea = 2_000_000;

export interface Size {
  width: number;
  height: number;
}

export interface ImageRequest {
  cut: ImageCut;
  /** The one form of this request, of all that mean the same. */
  canonical: string;
}

const wrong = (part: string) => new Problem('image.bad-request', { part });
const whole = /^\d{1,9}$/;
const decimal = /^\d{1,9}(?:\.\d{1,9})?$/;

function integers(text: string, count: number, part: string): number[] {
  const parts = text.split(',');
  if (parts.length !== count || !parts.every((one) => whole.test(one))) throw wrong(part);
  return parts.map(Number);
}

/** The part of the image that is meant, in its pixels; what lies over the edge is cut off. */
export function parseRegion(text: string, image: Size): ImageCut['region'] {
  if (text === 'full') return { x: 0, y: 0, width: image.width, height: image.height };
  if (text === 'square') {
    const side = Math.min(image.width, image.height);
    return {
      x: Math.floor((image.width - side) / 2),
      y: Math.floor((image.height - side) / 2),
      width: side,
      height: side,
    };
  }
  let asked: number[];
  if (text.startsWith('pct:')) {
    const parts = text.slice(4).split(',');
    if (parts.length !== 4 || !parts.every((one) => decimal.test(one))) throw wrong('region');
    const [x, y, width, height] = parts.map((one) => Number(one) / 100) as [number, number, number, number];
    if (width === 0 || height === 0) throw wrong('region');
    const [left, top] = [Math.round(x * image.width), Math.round(y * image.height)];
    const right = Math.max(left + 1, Math.round((x + width) * image.width));
    const bottom = Math.max(top + 1, Math.round((y + height) * image.height));
    asked = [left, top, right - left, bottom - top];
  } else {
    asked = integers(text, 4, 'region');
  }
  const [x, y, width, height] = asked as [number, number, number, number];
  if (width === 0 || height === 0 || x >= image.width || y >= image.height) throw wrong('region');
  return { x, y, width: Math.min(width, image.width - x), height: Math.min(height, image.height - y) };
}

/**
 * The size that is meant. Nothing is enlarged: pixels that the source does not have cost us and tell nobody anything.
 * What asks for it by the standard (`^`) is told that we do not do it, what asks without is told that it is wrong.
 */
export function parseSize(text: string, region: Size): Size {
  const upscale = text.startsWith('^');
  const size = sizeOf(upscale ? text.slice(1) : text, region, upscale);
  if (size.width > region.width || size.height > region.height) {
    throw upscale ? new Problem('image.unsupported', { feature: 'sizeUpscaling' }) : wrong('size');
  }
  const most = Math.max(size.width, size.height);
  if (size.width * size.height > maxArea || most > maxSide) {
    throw new Problem('image.bad-request', { part: 'size', maxArea, maxWidth: maxSide });
  }
  return size;
}

function sizeOf(form: string, region: Size, upscale: boolean): Size {
  const scaled = (factor: number): Size => ({
    width: Math.max(1, Math.round(region.width * factor)),
    height: Math.max(1, Math.round(region.height * factor)),
  });
  if (form === 'max') return largest(region, upscale);
  if (form.startsWith('pct:')) {
    const percent = form.slice(4);
    if (!decimal.test(percent) || Number(percent) === 0) throw wrong('size');
    return scaled(Number(percent) / 100);
  }
  if (form.startsWith('!')) {
    const [width, height] = integers(form.slice(1), 2, 'size') as [number, number];
    if (width === 0 || height === 0) throw wrong('size');
    const factor = Math.min(width / region.width, height / region.height);
    if (upscale && factor > 1) return scaled(factor);
    const most = largest(region, false);
    return factor * region.width < most.width ? within(scaled(factor), width, height) : most;
  }
  const [w, h] = form.split(',');
  if (form.split(',').length !== 2 || (w === '' && h === '')) throw wrong('size');
  for (const one of [w!, h!]) if (one !== '' && (!whole.test(one) || Number(one) === 0)) throw wrong('size');
  if (h === '') return { ...scaled(Number(w) / region.width), width: Number(w) };
  if (w === '') return { ...scaled(Number(h) / region.height), height: Number(h) };
  return { width: Number(w), height: Number(h) };
}

function within(size: Size, width: number, height: number): Size {
  return { width: Math.min(size.width, width), height: Math.min(size.height, height) };
}

/** As large as we give it: `max` never enlarges, `^max` asks for as much as the limits allow. */
export function largest(region: Size, upscale: boolean): Size {
  const long = Math.max(region.width, region.height);
  const factor = Math.min(Math.sqrt(maxArea / (region.width * region.height)), maxSide / long);
  if (factor >= 1 && !upscale) return { width: region.width, height: region.height };
  return {
    width: Math.max(1, Math.floor(region.width * factor)),
    height: Math.max(1, Math.floor(region.height * factor)),
  };
}

/** Pixels of the upright box around an image that was turned. */
function areaTurned({ width, height }: Size, degrees: number): number {
  const [cos, sin] = [Math.cos, Math.sin].map((of) => Math.abs(of((degrees * Math.PI) / 180))) as [number, number];
  return (width * cos + height * sin) * (width * sin + height * cos);
}

/** Whether everything that can be asked of an image may be asked at any angle: half of one turned by 45° is corners. */
export const turnsFreely = (image: Size): boolean => areaTurned(image, 45) <= maxTurnedArea;

export function parseRotation(text: string): { mirror: boolean; rotation: number } {
  const found = /^(!?)(\d{1,3}(?:\.\d{1,6})?)$/.exec(text);
  const degrees = found ? Number(found[2]) : NaN;
  if (!(degrees >= 0 && degrees <= 360)) throw wrong('rotation');
  return { mirror: found![1] === '!', rotation: degrees % 360 };
}

const qualities = new Set(['default', 'color', 'gray', 'bitonal']);
const formats = new Set(['jpg', 'png', 'webp']);
/** Formats of the standard that we do not write. */
const known = new Set(['tif', 'gif', 'jp2', 'pdf']);

function parseName(text: string): Pick<ImageCut, 'quality' | 'format'> {
  const [quality, format, ...more] = text.split('.');
  if (!quality || !format || more.length > 0 || !qualities.has(quality)) throw wrong('quality');
  if (known.has(format)) throw new Problem('image.unsupported', { format });
  if (!formats.has(format)) throw wrong('format');
  return { quality: quality as ImageCut['quality'], format: format as ImageCut['format'] };
}

/** Reads a request of the IIIF Image API 3 by the letter: what it does not allow is refused, not guessed at. */
export function parseImageRequest(
  given: { region: string; size: string; rotation: string; name: string },
  image: Size,
): ImageRequest {
  const region = parseRegion(given.region, image);
  const size = parseSize(given.size, region);
  const turn = parseRotation(given.rotation);
  if (turn.rotation % 90 !== 0 && areaTurned(size, turn.rotation) > maxTurnedArea) {
    throw new Problem('image.unsupported', { feature: 'rotationArbitrary', maxArea: maxTurnedArea });
  }
  const form = parseName(given.name);
  const cut: ImageCut = { region, size, ...turn, ...form };
  return { cut, canonical: canonicalOf(cut, image) };
}

function canonicalOf({ region, size, mirror, rotation, quality, format }: ImageCut, image: Size) {
  const all = region.x === 0 && region.y === 0 && region.width === image.width && region.height === image.height;
  const most = largest(region, false);
  const regionText = all ? 'full' : [region.x, region.y, region.width, region.height].join(',');
  const sizeText = size.width === most.width && size.height === most.height ? 'max' : `${size.width},${size.height}`;
  // Colour is what we give by default.
  const qualityText = quality === 'color' ? 'default' : quality;
  return `${regionText}/${sizeText}/${mirror ? '!' : ''}${rotation}/${qualityText}.${format}`;
}
