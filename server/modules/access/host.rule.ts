import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { LibraryDirectory } from '../library/library.directory.js';
import { hostnameOf } from './host.name.js';

/** Probes come from machines that know an address, not a name. */
const probes = new Set(['/healthz', '/readyz', '/metrics']);
const loopback = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * Which site a request is for. Unknown names are refused, so that nobody can point a name of theirs at us and
 * have our pages, links and cookies under it.
 */
@Injectable()
export class HostRule {
  private readonly portal: string;
  private readonly named: boolean;

  constructor(
    config: Config,
    private readonly directory: LibraryDirectory,
  ) {
    this.portal = hostnameOf(new URL(config.env.publicUrl).host);
    this.named = config.env.PUBLIC_URL !== undefined;
  }

  /** The member library whose own host it is, or null on the portal. */
  async siteOf(request: Request): Promise<number | null> {
    const hostname = hostnameOf(request.host);
    const library = await this.directory.libraryOfHost(hostname);
    if (library !== undefined) return library;
    if (hostname === this.portal || loopback.has(hostname) || probes.has(request.path)) return null;
    // Until the operator names the site, it is reached by whatever number the machine has; a number cannot be lured.
    if (!this.named && isIP(hostname) !== 0) return null;
    throw new Problem('request.unknown-host');
  }
}
