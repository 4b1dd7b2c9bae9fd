import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import { HttpCode } from '@nestjs/common';
import type { Request } from 'express';
import type { z } from 'zod';
import { routeByKey, type KnownRoute, type RouteKey } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';

export const ROUTE = 'linlang:route';

/** A request once the guard has passed it. */
export interface CalledRequest extends Request {
  caller?: Caller;
  route_?: KnownRoute;
}

/**
 * Binds a handler to its line in the contract. The path, the permission and the checks all come from there,
 * so a handler without a contract, or a contract without a handler, stops the boot.
 */
export function Serve(key: RouteKey): MethodDecorator {
  const route = routeByKey.get(key);
  if (!route) throw new Error(`no such route in the contract: ${key}`);
  return applyDecorators(
    RequestMapping({ path: route.path, method: RequestMethod[route.method as keyof typeof RequestMethod] }),
    HttpCode(route.spec.status ?? 200),
    SetMetadata(ROUTE, route.key),
  );
}

export function routeOf(context: ExecutionContext): KnownRoute | undefined {
  const key = Reflect.getMetadata(ROUTE, context.getHandler()) as string | undefined;
  return key === undefined ? undefined : routeByKey.get(key);
}

function check(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw new Problem(
    'request.invalid',
    { where },
    parsed.error.issues.map((issue) => ({
      path: [where, ...issue.path].join('.'),
      code: issue.code === 'custom' ? issue.message : issue.code,
      params: { message: issue.message },
    })),
  );
}

/** A form of another site can be sent without being asked; JSON cannot. What has no body is as good as `{}`. */
function assertJson(request: Request): void {
  if (request.headers['content-length'] === '0') return;
  if (request.is('application/json') === false)
    throw new Problem('request.unsupported-type', { accepts: 'application/json' });
}

/** The checked parameters, query and body of the route. */
export const In = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const route = routeOf(context);
  const request = context.switchToHttp().getRequest<CalledRequest>();
  if (route?.spec.body) assertJson(request);
  return {
    params: check(route?.spec.params, request.params, 'params'),
    query: check(route?.spec.query, request.query, 'query'),
    body: check(route?.spec.body, request.body, 'body'),
  };
});

/** Who is asking. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = context.switchToHttp().getRequest<CalledRequest>().caller;
  if (!caller) throw new Error('no caller: the access guard did not run');
  return caller;
});
