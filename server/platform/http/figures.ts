import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
/** What proxies add. A visitor may add them too, and is then no more than what he says. */
const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];
const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Figures say much about a house: they are for whoever shows the token, and for the machine itself. A proxy on this
 * machine speaks from the same address for all the world, and is known by what it adds or by the name it asks for.
 */
export function maySeeFigures(request: Request, token: string | undefined): boolean {
  const shown = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  if (token && shown) return timingSafeEqual(digest(shown), digest(token));
  const name = (request.get('host') ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const here = name === 'localhost' || loopback.test(name);
  return (
    here && loopback.test(request.socket.remoteAddress ?? '') && !passedOn.some((header) => request.headers[header])
  );
}
