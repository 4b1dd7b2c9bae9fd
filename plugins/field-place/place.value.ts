import { z } from 'zod';
import { LocalizedText, localize, nameFor } from '../../server/contract/localized.js';
import { Pid } from '../../server/contract/pid.js';
import type { FieldType } from '../../server/contract/plugin.js';
import { readPlace } from './place.reading.js';

const Line = z.string().max(200);

/** A place by the name it has on the thing, the name of today, and where it lies. A plain string is the name. */
export const PlaceValue = z
  .preprocess(
    (given) => (typeof given === 'string' ? { name: given } : given),
    z.strictObject({
      name: Line.refine((name) => name.trim() !== '', 'empty'),
      modern: Line.optional(),
      lat: z.number().min(-90).max(90).optional(),
      lon: z.number().min(-180).max(180).optional(),
      ref: Pid.optional(),
      /** The authority's own names, when it was last read. */
      heading: LocalizedText.optional(),
    }),
  )
  .refine(({ lat, lon }) => (lat === undefined) === (lon === undefined), 'half of the coordinates');
export type PlaceValue = z.infer<typeof PlaceValue>;

export const PlaceOptions = z.object({});

const trimmed = (text: string | undefined): string | undefined => text?.replace(/\s+/g, ' ').trim() || undefined;

export const placeType: FieldType<PlaceValue, z.infer<typeof PlaceOptions>> = {
  key: 'place',
  value: PlaceValue,
  options: PlaceOptions,
  normalise: ({ name, modern, lat, lon, ref, heading }) => {
    const today = trimmed(modern);
    return {
      name: trimmed(name) ?? '',
      ...(today && today !== trimmed(name) ? { modern: today } : {}),
      ...(lat !== undefined && lon !== undefined ? { lat, lon } : {}),
      ...(ref ? { ref } : {}),
      ...(ref && heading ? { heading } : {}),
    };
  },
  words: ({ lat, lon, ...place }) => {
    const name = place.modern === undefined ? place.name : `${place.name}（今${place.modern}）`;
    return lat === undefined || lon === undefined ? name : `${name} ${lat}, ${lon}`;
  },
  read: readPlace,
  references: ({ ref }) => (ref ? [{ kind: 'place', ref }] : []),
  settle: (value, _options, lookUp) => {
    const known = value.ref ? lookUp({ kind: 'place', ref: value.ref }) : undefined;
    return known ? { ...value, ref: known.key, heading: known.label } : value;
  },
  unknown: ({ ref }, _options, lookUp) => (ref && !lookUp({ kind: 'place', ref }) ? [{ kind: 'place', ref }] : []),
  text: ({ name, modern, heading }) =>
    [...new Set([name, ...(modern ? [modern] : []), ...Object.values(heading ?? {})])].map((text) => ({ text })),
  display: ({ name: written, modern, heading }, _options, locale) => {
    const name = nameFor(written, heading, locale);
    // Beside an English name stands the whole line as the record has it.
    if (modern === undefined || (locale === 'en' && name !== written)) return name;
    return locale === 'en' ? `${name} (now ${modern})` : `${name}（今${modern}）`;
  },
  converted: true,
  original: ({ name, modern, heading }, _options, locale) => {
    if (locale !== 'en' || nameFor(name, heading, locale) === name) return undefined;
    return { text: modern === undefined ? name : `${name}（今${modern}）` };
  },
  code: ({ lat, lon }) => (lat === undefined || lon === undefined ? undefined : coordinates(lat, lon)),
  index: ({ name, ref, heading }) => ({
    facets: [{ key: ref ?? name, label: localize(heading, 'zh-CN') || name }],
    sort: name,
    name,
    ...(ref ? { ref } : {}),
  }),
  jsonld: ({ name, modern, lat, lon }) => ({
    '@type': 'Place',
    name,
    ...(modern ? { alternateName: modern } : {}),
    ...(lat !== undefined && lon !== undefined
      ? { geo: { '@type': 'GeoCoordinates', latitude: lat, longitude: lon } }
      : {}),
  }),
  dc: ({ name, modern }) => [modern ? `${name}（今${modern}）` : name],
  parts: ({ name, modern, lat, lon }) => ({
    name: { text: name },
    ...(modern ? { modern: { text: modern } } : {}),
    ...(lat !== undefined && lon !== undefined ? { coordinates: { text: coordinates(lat, lon) } } : {}),
  }),
  marc: ({ name }) => ({ a: name }),
};

export function coordinates(lat: number, lon: number): string {
  const degrees = (value: number, positive: string, negative: string): string =>
    `${Math.abs(value)
      .toFixed(4)
      .replace(/\.?0+$/, '')}°${value < 0 ? negative : positive}`;
  return `${degrees(lat, 'N', 'S')} ${degrees(lon, 'E', 'W')}`;
}
