import type { MediaResource } from '../../contract/plugin.js';
import type { ManifestPage } from './manifest.repository.js';

/** Where nothing says how large a page is: the shape of a leaf. */
const unknownSize = { width: 1000, height: 1400 };
const modelSize = { width: 1600, height: 1600 };

/** How large a canvas is, and how long. */
export interface Shape {
  width?: number;
  height?: number;
  duration?: number;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}

/** By what lies on the page. */
export function shapeOf(page: ManifestPage, resource: MediaResource | undefined): Shape {
  const technical = page.technical ?? {};
  const pyramid = page.derivatives.find((one) => one.kind === 'pyramid')?.technical ?? technical;
  const [from, to] = page.source.time ?? [0, number(technical['duration'])];
  const duration = to === undefined ? undefined : Math.round((to - from) * 100) / 100;
  const size = { width: number(pyramid['width']), height: number(pyramid['height']) };
  switch (resource) {
    case 'Sound':
      return { duration: duration ?? 1 };
    case 'Video':
      return { width: size.width ?? 640, height: size.height ?? 360, ...(duration ? { duration } : {}) };
    case 'Model': {
      const poster = page.derivatives.find((one) => one.kind === 'poster')?.technical;
      const [width, height] = [number(poster?.['width']), number(poster?.['height'])];
      return width && height ? { width, height } : modelSize;
    }
    default: {
      if (page.source.crop) return { width: Math.round(page.source.crop[2]), height: Math.round(page.source.crop[3]) };
      return size.width && size.height ? { width: size.width, height: size.height } : unknownSize;
    }
  }
}
