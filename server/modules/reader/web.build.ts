import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { CitationSource, ItemView, PageRef, ReaderPage, RenderedPage, RenderPage } from '../../contract/reader.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { WebDev } from './web.dev.js';

interface ManifestEntry {
  file: string;
  css?: string[];
  /** What a sheet shows. */
  assets?: string[];
  imports?: string[];
}
type Manifest = Record<string, ManifestEntry>;

/** Addresses, in the order in which they are asked for. */
interface Needs {
  styles: string[];
  scripts: string[];
}

export interface HelpPage {
  locale: string;
  slug: string;
  title: string;
  html: string;
}

interface ServerHalf {
  render: RenderPage;
  helpPages: () => HelpPage[];
  citations: {
    gbt7714: CitationWriter;
    ris: CitationWriter;
    bibtex: (source: CitationSource, copy: CitedCopy, key: string) => string;
    copyOf: (
      item: Pick<ItemView, 'pid' | 'library' | 'pages'>,
      at: (path: string) => string,
      seen: string,
      page?: Pick<PageRef, 'pid' | 'label'>,
    ) => CitedCopy;
  };
}
/** Where something was looked at, as the web half has it: what is done with it here is to hand it back. */
type CitedCopy = Readonly<Record<'url' | 'holder' | 'seen', string>>;
type CitationWriter = (source: CitationSource, copy: CitedCopy) => string;

/** Beside us in dist; when the sources themselves run (tests), where the build puts it. */
const places = ['../../../web', '../../../dist/web'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** What the build made of the web: which file holds what, and the half that draws pages here. */
@Injectable()
export class WebBuild implements OnApplicationShutdown {
  /** Set while one works on the web: then everything comes from the sources. */
  readonly dev: WebDev | undefined;
  private found: { folder: string; manifest: Manifest } | undefined;
  /** By theme, and by the sources asked about: what was built does not change under a running process. */
  private readonly sheets = new Map<string, ManifestEntry | undefined>();
  private readonly needed = new Map<string, Needs>();
  private half: Promise<ServerHalf> | undefined;

  constructor(config: Config) {
    this.dev = config.env.WEB_DEV ? new WebDev() : undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dev?.stop();
  }

  private get build() {
    if (this.found) return this.found;
    const folder = places.find((place) => existsSync(join(place, 'client/.vite/manifest.json')));
    if (!folder) throw new Problem('server.unavailable', { why: 'the web half is not built' });
    const manifest = JSON.parse(readFileSync(join(folder, 'client/.vite/manifest.json'), 'utf8')) as Manifest;
    this.found = { folder, manifest };
    return this.found;
  }

  get clientFolder(): string {
    if (this.dev) return fileURLToPath(new URL('../../../../web/public', import.meta.url));
    return join(this.build.folder, 'client');
  }

  /** Where the faces lie of which pages are sent the characters that they need. */
  get typeFolder(): string | undefined {
    return this.dev ? undefined : join(this.build.folder, '../type');
  }

  async server(): Promise<ServerHalf> {
    if (this.dev) return this.dev.load<ServerHalf>('src/reader/server.ts');
    this.half ??= import(pathToFileURL(join(this.build.folder, 'server/reader.js')).href) as Promise<ServerHalf>;
    return this.half;
  }

  async render(page: ReaderPage): Promise<RenderedPage> {
    return (await this.server()).render(page);
  }

  /** Address of a built file by its source, as in `src/reader/client.ts`. */
  fileOf(source: string): string | undefined {
    // Asked for by a link, a sheet must not come as the module that a script would import.
    if (this.dev) return source.endsWith('.css') ? `/${source}?direct` : `/${source}`;
    const entry = this.build.manifest[source];
    return entry && `/${entry.file}`;
  }

  themeSheet(theme: string): string | undefined {
    if (this.dev)
      return `/@fs${fileURLToPath(new URL('../../../../', import.meta.url))}themes/${theme}/theme.css?direct`;
    const entry = this.themeEntry(theme);
    return entry && `/${entry.file}`;
  }

  /** The pictures of a theme itself, which a page would only learn of when it has the sheet. */
  themePictures(theme: string): string[] {
    const assets = (!this.dev && this.themeEntry(theme)?.assets) || [];
    return assets.filter((file) => /\.(webp|jpe?g|png|svg)$/.test(file)).map((file) => `/${file}`);
  }

  private themeEntry(theme: string): ManifestEntry | undefined {
    if (!this.sheets.has(theme)) {
      const end = `themes/${theme}/theme.css`;
      this.sheets.set(theme, Object.entries(this.build.manifest).find(([source]) => source.endsWith(end))?.[1]);
    }
    return this.sheets.get(theme);
  }

  /** Sheets and scripts that some sources need, with everything they import: to be asked for at once. */
  needs(sources: string[]): Needs {
    // Sheets come with the sources that import them.
    if (this.dev) return { styles: [], scripts: sources.slice(0, 1).map((source) => `/${source}`) };
    const key = sources.join(' ');
    const known = this.needed.get(key) ?? this.needsOf(sources);
    this.needed.set(key, known);
    return known;
  }

  /** A pattern with one star stands for whatever the build found there. */
  private matching(pattern: string): string[] {
    const [start, end] = pattern.split('*') as [string, string];
    return Object.keys(this.build.manifest).filter((source) => source.startsWith(start) && source.endsWith(end));
  }

  private needsOf(sources: string[]): Needs {
    const styles = new Set<string>();
    const scripts = new Set<string>();
    const seen = new Set<string>();
    const visit = (source: string): void => {
      if (source.includes('*')) return this.matching(source).forEach(visit);
      const entry = this.build.manifest[source];
      if (!entry || seen.has(source)) return;
      seen.add(source);
      scripts.add(`/${entry.file}`);
      for (const inner of entry.imports ?? []) visit(inner);
      for (const sheet of entry.css ?? []) styles.add(`/${sheet}`);
    };
    sources.forEach(visit);
    return { styles: [...styles], scripts: [...scripts] };
  }
}
