import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { allRoutes } from '../../contract/api/index.js';
import { ROUTE } from './serve.js';

/**
 * At boot: every handler that Nest would serve has its line in the contract, and every line has one handler.
 * A route that nobody declared cannot exist, and with it no permission can be forgotten.
 */
@Injectable()
export class RouteCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const served = new Map<string, string>();
    for (const wrapper of this.discovery.getControllers()) {
      const controller = wrapper.instance as Record<string, unknown> | undefined;
      if (!controller) continue;
      const prototype = Object.getPrototypeOf(controller) as Record<string, unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name] as () => unknown;
        if (Reflect.getMetadata(PATH_METADATA, handler) === undefined) continue;
        const place = `${wrapper.name}.${name}`;
        const key = this.reflector.get<string | undefined>(ROUTE, handler);
        if (key === undefined) throw new Error(`${place} is a route without a line in the contract: who may call it?`);
        if (served.has(key)) throw new Error(`${key} is served twice, by ${served.get(key)} and ${place}`);
        served.set(key, place);
      }
    }
    const missing = allRoutes.filter((route) => !served.has(route.key));
    if (missing.length > 0) {
      throw new Error(`the contract names routes that nothing serves: ${missing.map((route) => route.key).join(', ')}`);
    }
  }
}
