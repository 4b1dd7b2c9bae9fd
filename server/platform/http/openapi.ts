import { z } from 'zod';
import { allRoutes, apiPrefix, type KnownRoute } from '../../contract/api/index.js';
import { problemStatus } from '../../contract/problems.js';

export type Schema = Record<string, unknown>;

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problemStatus) },
    params: { type: 'object', additionalProperties: true },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code'],
        properties: {
          path: { type: 'string' },
          code: { type: 'string' },
          params: { type: 'object', additionalProperties: true },
        },
      },
    },
    requestId: { type: 'string' },
  },
};

function operationId(route: KnownRoute): string {
  const words = route.path.replace(apiPrefix, '').split(/[/.]/).filter(Boolean);
  const name = words
    .map((word) =>
      word.startsWith(':')
        ? `By${capital(word.slice(1))}`
        : capital(word.replace(/[^a-zA-Z0-9]+(.)?/g, (_, next?: string) => (next ?? '').toUpperCase())),
    )
    .join('');
  return route.method.toLowerCase() + name;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Schemas with an id of their own become components, so that a client gets one type for each. */
function collect(schema: z.ZodType, io: 'input' | 'output', components: Record<string, Schema>): Schema {
  const json = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Schema;
  const { $schema: _, $defs, ...rest } = json;
  const suffix = io === 'input' ? 'Input' : '';
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, part]) => {
        if (
          key === 'id' &&
          typeof part === 'string' &&
          'type' in value &&
          (value as Schema)['properties'] !== undefined
        )
          return [];
        if (key === '$ref' && typeof part === 'string')
          return [[key, part.replace('#/$defs/', '#/components/schemas/') + suffix]];
        return [[key, rename(part)]];
      }),
    );
  };
  for (const [name, part] of Object.entries(($defs ?? {}) as Record<string, Schema>))
    components[name + suffix] = rename(part) as Schema;
  return rename(rest) as Schema;
}

function parameters(route: KnownRoute, components: Record<string, Schema>) {
  const read = (schema: z.ZodObject | undefined, place: 'path' | 'query') => {
    if (!schema) return [];
    return Object.entries(schema.shape).map(([name, part]) => ({
      name,
      in: place,
      required: place === 'path' || !(part as z.ZodType).safeParse(undefined).success,
      schema: collect(part as z.ZodType, 'input', components),
    }));
  };
  return [...read(route.spec.params, 'path'), ...read(route.spec.query, 'query')];
}

/** A change that is made with a session needs the token that `GET /session` tells; anybody may read what is public. */
function securityOf({ method, spec }: KnownRoute) {
  const session = method === 'GET' || method === 'HEAD' || spec.crossSite ? { session: [] } : { session: [], csrf: [] };
  return spec.access === 'public' ? [{}, session] : [session];
}

/** One route; the components that its schemas name are put beside. */
export function operation(route: KnownRoute, components: Record<string, Schema>) {
  const { spec } = route;
  const content = spec.response
    ? { 'application/json': { schema: collect(spec.response, 'output', components) } }
    : Object.fromEntries((spec.produces ?? ['application/octet-stream']).map((type) => [type, {}]));
  return {
    operationId: operationId(route),
    summary: spec.summary,
    tags: [route.path.replace(apiPrefix, '').split('/')[1] || 'pages'],
    security: securityOf(route),
    'x-access': spec.access,
    parameters: parameters(route, components),
    ...(spec.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: collect(spec.body, 'input', components) } },
          },
        }
      : spec.consumes
        ? { requestBody: { required: true, content: Object.fromEntries(spec.consumes.map((type) => [type, {}])) } }
        : {}),
    responses: {
      [spec.status ?? 200]: { description: 'Done', content },
      '4XX': { $ref: '#/components/responses/Problem' },
      '5XX': { $ref: '#/components/responses/Problem' },
    },
  };
}

/**
 * The description of the API, made from the validators that guard it: it cannot promise what is not checked. The schemas
 * are zod's own `toJSONSchema`; libraries around it want every route written down once more.
 */
export function openApiDocument(publicUrl: string, version: string) {
  const components: Record<string, Schema> = { Problem: problemSchema };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of allRoutes) {
    if (!route.path.startsWith(apiPrefix)) continue;
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route, components);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Linlang',
      version,
      description: 'Special collections of many libraries, in one API.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: components,
      responses: {
        Problem: {
          description: 'A problem (RFC 9457); `code` says which',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'linlang_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
      },
    },
  };
}
