import { allRoutes } from '../../../contract/api/index.js';
import { operation, type Schema } from '../../../platform/http/openapi.js';

export type Operation = ReturnType<typeof operation>;

interface Described {
  operations: ReadonlyMap<string, Operation>;
  components: Readonly<Record<string, Schema>>;
}

let made: Described | undefined;

/** All routes as OpenAPI has them: made of hundreds of validators, which takes its time, and never another. */
export function described(): Described {
  if (made) return made;
  const components: Record<string, Schema> = {};
  const operations = new Map(allRoutes.map((route) => [route.key, operation(route, components)]));
  return (made = { operations, components });
}
