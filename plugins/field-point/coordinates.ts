import { nameTable } from '../../server/contract/name.table.js';

/** 30.2522°N 120.1612°E */
export function written(lat: number, lon: number): string {
  const degrees = (value: number, positive: string, negative: string): string =>
    `${Math.abs(value)}°${value < 0 ? negative : positive}`;
  return `${degrees(lat, 'N', 'S')} ${degrees(lon, 'E', 'W')}`;
}

const hemispheres = nameTable<[axis: 'lat' | 'lon', sign: 1 | -1]>({
  N: ['lat', 1],
  S: ['lat', -1],
  E: ['lon', 1],
  W: ['lon', -1],
  北: ['lat', 1],
  南: ['lat', -1],
  东: ['lon', 1],
  東: ['lon', 1],
  西: ['lon', -1],
});

const number = String.raw`(\d{1,9}(?:\.\d{1,20})?)\s{0,9}`;
const angle = `${number}[°度]\\s*(?:${number}[′'’分]\\s*)?(?:${number}(?:[″"”秒]|''|′′)\\s*)?`;
const before = new RegExp(`([NSEW北南东東西])[纬經经緯]?\\s*${angle}`, 'gi');
const after = new RegExp(`${angle}\\s*([NSEW北南东東西])`, 'gi');

function inDegrees(degrees: string, minutes = '0', seconds = '0'): number | undefined {
  const [d, m, s] = [degrees, minutes, seconds].map(Number) as [number, number, number];
  return m < 60 && s < 60 ? d + m / 60 + s / 3600 : undefined;
}

/** Coordinates as maps, catalogues and people write them; latitude first where nothing says which is which. */
export function readPoint(text: string): { lat: number; lon: number } | null {
  const plain = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (plain) return inRange(Number(plain[1]), Number(plain[2]));
  const leads = /^\s*[NSEW北南东東西]/i.test(text);
  const found: { lat?: number; lon?: number } = {};
  for (const one of text.matchAll(leads ? before : after)) {
    const [sign = '', ...parts] = leads ? one.slice(1) : [one[4], one[1], one[2], one[3]];
    const value = inDegrees(parts[0] ?? '', parts[1] || undefined, parts[2] || undefined);
    const [axis, direction] = hemispheres[sign.toUpperCase()] ?? [];
    if (value === undefined || axis === undefined || found[axis] !== undefined) return null;
    found[axis] = value * direction!;
  }
  return found.lat === undefined || found.lon === undefined ? null : inRange(found.lat, found.lon);
}

const inRange = (lat: number, lon: number) => (Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null);
