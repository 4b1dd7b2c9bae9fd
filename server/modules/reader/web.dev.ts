import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { NextFunction, Request, Response } from 'express';
import type { ViteDevServer } from 'vite';

const configFile = ['../../../web/vite.config.ts', '../../../../web/vite.config.ts'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/**
 * While one works on the web: sources instead of what was built, changed in the browser as they are saved.
 * Vite is only loaded for this; no installation that serves readers ever comes here.
 */
export class WebDev {
  private starting: Promise<ViteDevServer> | undefined;
  private server: Server | undefined;

  /** Changes are told over the port that the pages come from, so that one address is enough, also through a tunnel. */
  tellOver(server: Server): void {
    this.server = server;
  }

  private get vite(): Promise<ViteDevServer> {
    this.starting ??= (async () => {
      const [{ createServer }, { existsSync }] = await Promise.all([import('vite'), import('node:fs')]);
      return createServer({
        configFile: configFile.find((file) => existsSync(file)) ?? false,
        server: { middlewareMode: true, ...(this.server ? { ws: { server: this.server } } : {}) },
        appType: 'custom',
        logLevel: 'warn',
      });
    })();
    return this.starting;
  }

  async load<T>(source: string): Promise<T> {
    const vite = await this.vite;
    try {
      return (await vite.ssrLoadModule(`/${source}`)) as T;
    } catch (error) {
      vite.ssrFixStacktrace(error as Error);
      throw error;
    }
  }

  /** Answers for sources and what they import; everything else goes on to the routes. */
  readonly middleware = (request: Request, response: Response, next: NextFunction): void => {
    this.vite.then((vite) => vite.middlewares(request, response, next), next);
  };

  async stop(): Promise<void> {
    await (await this.starting)?.close();
  }
}
