import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Config } from '../../platform/config.js';
import { hostnameOf, hostOf } from './host.name.js';

/**
 * The beginning of absolute addresses on the site that was asked, which the host rule has let through. The port is one
 * that the operator named or that this request came in by: any other is a stranger's word for it.
 */
@Injectable()
export class OriginService {
  private readonly publicUrl: URL;
  private readonly named: boolean;

  constructor(config: Config) {
    this.publicUrl = new URL(config.env.publicUrl);
    this.named = config.env.PUBLIC_URL !== undefined;
  }

  of(request: Request): string {
    const { name, port } = hostOf(request.host);
    const { protocol } = request;
    if (this.named && name === hostnameOf(this.publicUrl.host)) return this.publicUrl.origin;
    const listening = String(request.socket.localPort ?? '');
    const known = this.named ? [this.publicUrl.port, listening] : [listening];
    const own = known.includes(port) ? port : known[0]!;
    const origin = new URL(`${protocol}://${isIP(name) === 6 ? `[${name}]` : name}`);
    origin.port = own;
    return origin.origin;
  }
}
