import { Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { Config } from '../../platform/config.js';

export const plainCookieName = 'linlang_session';

abstract class HostCookie {
  private readonly secure: boolean;
  readonly name: string;

  /** A cookie belongs to one host: `__Host-` makes browsers hold us to that wherever there is TLS. */
  constructor(config: Config, plainName: string) {
    this.secure = config.env.publicUrl.startsWith('https:');
    this.name = this.secure ? `__Host-${plainName}` : plainName;
  }

  read(request: Request): string | undefined {
    const header = request.headers.cookie;
    return header ? parseCookie(header)[this.name] || undefined : undefined;
  }

  write(response: Response, token: string, seconds: number): void {
    response.append('Set-Cookie', this.line(token, seconds));
  }

  clear(response: Response): void {
    response.append('Set-Cookie', this.line('', 0));
  }

  private line(value: string, maxAge: number): string {
    return stringifySetCookie({
      name: this.name,
      value,
      httpOnly: true,
      sameSite: 'lax',
      secure: this.secure,
      path: '/',
      maxAge,
    });
  }
}

@Injectable()
export class SessionCookie extends HostCookie {
  constructor(config: Config) {
    super(config, plainCookieName);
  }
}

/** Says that somebody was signed in here before; it opens nothing. */
@Injectable()
export class KnownBrowserCookie extends HostCookie {
  constructor(config: Config) {
    super(config, 'linlang_known');
  }
}
