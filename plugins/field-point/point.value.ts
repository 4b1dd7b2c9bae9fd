import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';
import { readPoint, written } from './coordinates.js';

/** A spot on the earth (WGS 84), how sure it is, and what it is called. `30.2522, 120.1612` and 30°15′8″N 120°9′40″E are taken. */
export const PointValue = z.preprocess(
  (given) => (typeof given === 'string' ? (readPoint(given) ?? given) : given),
  z.strictObject({
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
    /** Metres around it in which the true spot lies. */
    within: z.number().positive().max(20_000_000).optional(),
    name: z.string().max(200).optional(),
  }),
);
export type PointValue = z.infer<typeof PointValue>;

export const PointOptions = z.object({});

/** A millionth of a degree is a hand's breadth. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;

const metres = (within: number): string => (within >= 1000 ? `${rounded(within / 1000)} km` : `${rounded(within)} m`);

const shown = ({ lat, lon, name }: PointValue): string => (name ? `${name} ${written(lat, lon)}` : written(lat, lon));

/** Hemisphere, three figures of degrees, two of minutes, two of seconds: E1200940. */
function marcAngle(value: number, positive: string, negative: string): string {
  const seconds = Math.round(Math.abs(value) * 3600);
  const part = (number: number, length: number): string => String(number).padStart(length, '0');
  const sign = value < 0 ? negative : positive;
  return `${sign}${part(Math.floor(seconds / 3600), 3)}${part(Math.floor(seconds / 60) % 60, 2)}${part(seconds % 60, 2)}`;
}

export const pointType: FieldType<PointValue, z.infer<typeof PointOptions>> = {
  key: 'point',
  value: PointValue,
  options: PointOptions,
  longest: 300,
  normalise: ({ lat, lon, within, name }) => ({
    lat: rounded(lat),
    lon: rounded(lon),
    ...(within !== undefined ? { within } : {}),
    ...(name?.trim() ? { name: name.replace(/\s+/g, ' ').trim() } : {}),
  }),
  // 湖濱路口 30.2522, 120.1612: the name ends where coordinates begin.
  read: (words) => {
    const text = words.trim();
    for (const { index } of text.matchAll(/(?<![\d.])(?=-?\d|[NSEW北南东東西])/gi)) {
      const spot = readPoint(text.slice(index).replace(/[)）]$/, ''));
      const name = text.slice(0, index).replace(/[\s,，:：(（]+$/, '');
      if (spot) return { ...spot, ...(name ? { name } : {}) };
    }
    return undefined;
  },
  text: ({ lat, lon, name }) => [...(name ? [{ text: name }] : []), { text: `${lat}, ${lon}`, beside: true }],
  display: shown,
  converted: true,
  note: ({ within }, _options, locale) =>
    within === undefined ? undefined : locale === 'en' ? `to within ${metres(within)}` : `误差 ${metres(within)}`,
  index: (value) => ({
    ...(value.name ? { facets: [{ key: value.name, label: value.name }] } : {}),
    // Places in a row from north to south.
    number: value.lat,
    sort: shown(value),
  }),
  jsonld: ({ lat, lon, name }) => ({
    '@type': 'Place',
    ...(name ? { name } : {}),
    geo: { '@type': 'GeoCoordinates', latitude: lat, longitude: lon },
  }),
  // DCMI Point, the encoding made for it.
  dc: ({ lat, lon, name }) => [
    `${name ? `name=${name.replace(/;/g, ',')}; ` : ''}east=${lon}; north=${lat}; projection=WGS84`,
  ],
  marc: ({ lat, lon }) => {
    const [x, y] = [marcAngle(lon, 'E', 'W'), marcAngle(lat, 'N', 'S')];
    return { a: written(lat, lon), d: x, e: x, f: y, g: y };
  },
};
