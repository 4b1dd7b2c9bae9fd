import { allRoutes, type KnownRoute } from '../../../server/contract/api/index.js';
import type { Reply, Visitor } from '../../support/visitor.js';
import type { Call } from './entry.js';
import { table } from './table.js';
import type { World } from './world.js';

const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As they stand in an address: some of them are no text that any program would have encoded. */
const written = [
  '%00',
  'a%00b',
  '%ED%A0%80',
  '%',
  '%ff',
  '%252e%252e%252f',
  '..%2F..%2Fetc%2Fpasswd',
  '%2F%2Fevil.example',
  '%E2%80%AE%E2%80%8F%D7%A9',
  '%F0%9F%92%A9',
];
const names = [
  'constructor',
  '__proto__',
  'toString',
  'constructor~x',
  '__proto__~x',
  'hasOwnProperty',
  'then',
  'null',
];
const numbers = [
  '-1',
  '0',
  '1.5',
  'NaN',
  'Infinity',
  '1e400',
  '-0',
  '9007199254740993',
  '99999999999999999999',
  '2147483648',
];
const cursors = ['WyJhIl0', 'W251bGxd', 'W10', cursor([{}]), cursor([1e300, 'a']), cursor(['2026-13-40', -1])];
/** Twice in one address they still fit what Node takes for a head. */
const texts = [
  '',
  ' ',
  'x'.repeat(4000),
  '書'.repeat(400),
  '\'"`;--)]}>',
  '\\',
  '%_*?',
  '[[[',
  '(((((',
  '"',
  '~',
  '~~~',
  ',,,',
  ':',
  '{"$ne":1}',
  '0000-00-00',
  '../9999',
];
const values = [...written, ...[...names, ...numbers, ...cursors, ...texts].map(encodeURIComponent)];

/** Which values come is told by the seed, so that a failure can be tried again. */
function* shuffled(seed: number): Generator<string> {
  let state = seed;
  for (;;) {
    const left = [...values];
    while (left.length > 0) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      yield left.splice((state >>> 8) % left.length, 1)[0]!;
    }
  }
}

const getRoutes = allRoutes.filter((route) => route.method === 'GET');

interface Place {
  kind: 'params' | 'query';
  name: string;
}

const placesOf = (route: KnownRoute, call: Call): Place[] => [
  ...[...route.path.matchAll(/[:*](\w+)/g)].map(([, name]): Place => ({ kind: 'params', name: name! })),
  ...[...new Set([...Object.keys(route.spec.query?.shape ?? {}), ...Object.keys(call.query ?? {}), 'nobody'])].map(
    (name): Place => ({ kind: 'query', name }),
  ),
];

/** The real call, with the value in that place; twice or as a list where it is part of the query. */
function addressOf(route: KnownRoute, call: Call, { kind, name }: Place, value: string, turn: number): string {
  const path = route.path.replace(/[:*](\w+)/g, (_, param: string) =>
    kind === 'params' && param === name ? value : encodeURIComponent(call.params?.[param] ?? 'x'),
  );
  const query = Object.entries(call.query ?? {})
    .filter(([key]) => kind !== 'query' || key !== name)
    .map(([key, one]) => `${key}=${encodeURIComponent(one)}`);
  if (kind === 'query') {
    const forms = [
      `${name}=${value}`,
      `${name}=${value}&${name}=${value}`,
      `${name}[]=${value}`,
      `${name}[__proto__]=${value}`,
    ];
    query.push(forms[turn % 5 < 2 ? 0 : (turn % 5) - 1]!);
  }
  return `${path}${query.length ? `?${query.join('&')}` : ''}`;
}

export interface Fallen {
  who: string;
  address: string;
  status: number;
  text: string;
}

/** `each` values in every place of every GET route, from a visitor and an admin; all of them without a number. */
export async function throwAtAll(
  world: World,
  seed: number,
  each = values.length,
): Promise<{ asked: number; fallen: Fallen[] }> {
  const admin = world.actors.find((actor) => actor.station === 'platform')!;
  const stranger = world.actors.find((actor) => actor.email === null)!;
  const next = shuffled(seed);
  const fallen: Fallen[] = [];
  const work: { who: string; visitor: Visitor; address: string }[] = [];
  let turn = 0;
  for (const route of getRoutes) {
    for (const actor of [admin, stranger]) {
      const call = (await table[route.key]?.make?.(world, actor)) ?? {};
      for (const place of placesOf(route, call))
        for (let at = 0; at < each; at++) {
          const address = addressOf(route, call, place, next.next().value as string, turn++);
          work.push({ who: actor.name, visitor: actor.visitor, address });
        }
    }
  }
  const asked = work.length;
  const one = async (): Promise<void> => {
    for (let job = work.pop(); job; job = work.pop()) {
      const reply: Reply = await job.visitor.get(`!${job.address}`);
      // Search may be off, and a busy machine may say so: neither has fallen over anything.
      if (reply.status < 500 || ['search.unavailable', 'server.unavailable'].includes(reply.body?.code as string))
        continue;
      fallen.push({
        who: job.who,
        address: job.address.slice(0, 300),
        status: reply.status,
        text: reply.text.slice(0, 300),
      });
    }
  };
  await Promise.all(Array.from({ length: 4 }, one));
  return { asked, fallen };
}
