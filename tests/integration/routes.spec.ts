import { allRoutes, type KnownRoute } from '../../server/contract/api/index.js';
import type { Reply, Visitor } from '../support/visitor.js';
import { type Actor, doubleOf, holdsAnywhere, holdsAt, type Place, signedIn, worksThere } from './routes/actors.js';
import type { Call, Entry } from './routes/entry.js';
import { table } from './routes/table.js';
import { World } from './routes/world.js';

const good = Array.from({ length: 100 }, (_, index) => 200 + index);
const changes = (route: KnownRoute) => !['GET', 'HEAD'].includes(route.method);

/** What each route's permission is asked for, unless the table says otherwise. */
const placeOfScope: Record<string, Place> = { platform: 'platform', library: 'library' };

/** Undefined: this actor may. Otherwise the statuses with which they may be turned away. */
function refusal(route: KnownRoute, entry: Entry, actor: Actor): number[] | undefined {
  const { access } = route.spec;
  if (access === 'public') return undefined;
  if (!signedIn(actor)) return [401];
  if (access === 'signed-in') return undefined;
  if (access.on === 'any') {
    if (!holdsAnywhere(actor, access.permission)) return [403];
    if (!entry.place || holdsAt(actor, access.permission, entry.place)) return undefined;
    return worksThere(actor) ? [403, 404] : [404];
  }
  const place = entry.place ?? placeOfScope[access.on] ?? 'main';
  if (holdsAt(actor, access.permission, place)) return undefined;
  return [place === 'platform' || worksThere(actor) ? 403 : 404];
}

function addressOf(route: KnownRoute, call: Call): string {
  const path = route.path.replace(/[:*](\w+)/g, (_, name: string) => {
    const value = call.params?.[name];
    if (value === undefined) throw new Error(`${route.key}: the table gives no ${name}`);
    return encodeURIComponent(value);
  });
  return `!${path}${call.query ? `?${new URLSearchParams(call.query)}` : ''}`;
}

const send = (visitor: Visitor, route: KnownRoute, call: Call, more: { csrf?: boolean; headers?: object } = {}) =>
  visitor.send(route.method, addressOf(route, call), {
    ...(call.body === undefined ? {} : { body: call.body }),
    ...call.sending,
    ...more,
    headers: { ...call.sending?.headers, ...more.headers },
  });

describe('every route, for everybody, in two libraries', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.build();
  });
  afterAll(() => world?.stop());

  it('stands in the table', () => {
    const known = allRoutes.map((route) => route.key).sort();
    expect(Object.keys(table).sort()).toEqual(known);
  });

  /** What is not meant for this actor must not stand in any answer, whatever its status. */
  function assertDiscreet(actor: Actor, reply: Reply, place: string): void {
    if (worksThere(actor)) return;
    const at = reply.text.indexOf(world.own.secret);
    if (at >= 0)
      throw new Error(`${place} tells ${actor.name}: …${reply.text.slice(Math.max(0, at - 200), at + 100)}…`);
  }

  function assertStatus(reply: Reply, allowed: number[], place: string): void {
    if (allowed.includes(reply.status)) return;
    throw new Error(
      `${place}: answered ${reply.status}, not ${allowed.slice(0, 4).join('/')}: ${reply.text.slice(0, 600)}`,
    );
  }

  const visitorFor = (entry: Entry, actor: Actor) =>
    entry.apart ? doubleOf(world.app, actor) : Promise.resolve(actor.visitor);

  /** All of them together must leave every table as it was. */
  async function assertRefused(entry: Entry, route: KnownRoute, refused: [Actor, number[]][]) {
    const first = refused[0];
    if (!first) return;
    const call = (await entry.make?.(world, first[0])) ?? {};
    const visitors = new Map<Actor, Visitor>();
    for (const [actor] of refused) visitors.set(actor, await visitorFor(entry, actor));
    const before = await world.digest();
    for (const [actor, allowed] of refused) {
      const reply = await send(visitors.get(actor)!, route, call);
      const place = `${route.key} for ${actor.name}`;
      assertStatus(reply, allowed, place);
      assertDiscreet(actor, reply, place);
    }
    expect(await world.digest()).toEqual(before);
  }

  async function assertDone(entry: Entry, route: KnownRoute, actor: Actor) {
    const call = (await entry.make?.(world, actor)) ?? {};
    const reply = await send(await visitorFor(entry, actor), route, call);
    const place = `${route.key} for ${actor.name}`;
    assertStatus(reply, entry.each?.(actor) ?? entry.answers ?? good, place);
    if (!entry.tells) assertDiscreet(actor, reply, place);
  }

  for (const route of allRoutes) {
    const entry = table[route.key];
    if (!entry) continue;

    it(`${route.key}: done for those who may, refused to the rest`, async () => {
      const refused = world.actors.flatMap((actor): [Actor, number[]][] => {
        const statuses = refusal(route, entry, actor);
        return statuses ? [[actor, statuses]] : [];
      });
      await assertRefused(entry, route, refused);
      for (const actor of world.actors) if (!refusal(route, entry, actor)) await assertDone(entry, route, actor);
    });

    if (entry.hidden) {
      it(`${route.key}: shows nobody what is not published`, async () => {
        for (const actor of world.actors) {
          const call = await entry.hidden!(world, actor);
          const reply = await send(actor.visitor, route, call);
          const place = `${route.key} hidden, for ${actor.name}`;
          const works = holdsAt(actor, 'item.read', 'main');
          // An empty answer says that there is nothing, like a 404 does.
          const nothing = reply.status === 200 && ['', 'null'].includes(reply.text);
          if (works) assertStatus(reply, [...good, 303, 404], place);
          else if (!nothing) assertStatus(reply, worksThere(actor) ? [401, 403, 404] : [404], place);
          assertDiscreet(actor, reply, place);
        }
      });
    }

    if (changes(route) && !route.spec.crossSite) {
      it(`${route.key}: refuses what another site sends, and what comes without the token`, async () => {
        const founder = world.actors.find((actor) => actor.station === 'platform')!;
        const call = (await entry.make?.(world, founder)) ?? {};
        const before = await world.digest();
        for (const more of [{ csrf: false }, { headers: { origin: 'https://evil.example' } }]) {
          const reply = await send(founder.visitor, route, call, more);
          expect([reply.status, reply.body?.code]).toEqual([403, 'request.csrf']);
        }
        expect(await world.digest()).toEqual(before);
      });
    }
  }
});
