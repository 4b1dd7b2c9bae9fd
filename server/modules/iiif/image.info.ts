import type { DeepImage } from '../media/tile.service.js';
import { maxArea, maxSide, turnsFreely } from './image.request.js';

export const imageContext = 'http://iiif.io/api/image/3/context.json';
export const imageProfile = 'http://iiif.io/api/image/3/level2.json';

/** What a viewer has to know before it asks for tiles. */
export function imageInfo(id: string, image: DeepImage) {
  const { width, height } = image;
  const tile = Number(image.technical['tile'] ?? 512);
  const factors = [1];
  while (Math.max(width, height) / factors.at(-1)! > tile) factors.push(factors.at(-1)! * 2);
  const sizes = factors
    .map((factor) => ({ width: Math.ceil(width / factor), height: Math.ceil(height / factor) }))
    .filter((size) => size.width * size.height <= maxArea && Math.max(size.width, size.height) <= maxSide)
    .reverse();
  return {
    '@context': imageContext,
    id,
    type: 'ImageService3',
    protocol: 'http://iiif.io/api/image',
    profile: 'level2',
    width,
    height,
    maxArea,
    maxWidth: maxSide,
    sizes,
    tiles: [{ width: tile, height: tile, scaleFactors: factors }],
    preferredFormats: ['jpg'],
    extraFormats: ['webp'],
    extraQualities: ['color', 'gray', 'bitonal'],
    extraFeatures: [
      'canonicalLinkHeader',
      'cors',
      'jsonldMediaType',
      'mirroring',
      'profileLinkHeader',
      'regionSquare',
      // What is promised holds for every request; of a larger image only small results are turned at will.
      ...(turnsFreely(image) ? ['rotationArbitrary'] : []),
    ],
  };
}
