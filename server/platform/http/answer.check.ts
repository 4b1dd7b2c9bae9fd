import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { Config } from '../config.js';
import { routeOf } from './serve.js';

/** In tests every JSON answer must be what the contract promises, to the letter. */
@Injectable()
export class AnswerCheck implements NestInterceptor {
  constructor(private readonly config: Config) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = routeOf(context);
    const schema = route?.spec.response;
    if (!schema || !this.config.env.CHECK_ANSWERS) return next.handle();
    return next.handle().pipe(
      map((answer: unknown) => {
        const sent: unknown = JSON.parse(JSON.stringify(answer));
        const parsed = schema.safeParse(sent);
        if (!parsed.success)
          throw new Error(`${route.key} answers what its contract does not promise: ${parsed.error.message}`);
        // Zod drops keys that the contract does not name; something dropped is something leaked.
        if (JSON.stringify(sort(parsed.data)) !== JSON.stringify(sort(sent))) {
          throw new Error(`${route.key} answers more than its contract names: ${JSON.stringify(sent).slice(0, 2000)}`);
        }
        return answer;
      }),
    );
  }
}

function sort(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sort);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sort(part)]),
  );
}
