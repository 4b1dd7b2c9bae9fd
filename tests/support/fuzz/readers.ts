import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { fromHtml } from '../../../plugins/field-rich-text/html.js';
import { pagesOf, readDirectories, readTiffLayout } from '../../../plugins/media-image/tiff.layout.js';
import { peaksOfWav } from '../../../plugins/media-audio/wav.js';
import type { AuthorityKind } from '../../../server/contract/api/authority.routes.js';
import { Problem } from '../../../server/contract/problems.js';
import { wholeText } from '../../../server/contract/whole.text.js';
import { FileRefused, formatOf, textOf } from '../../../server/modules/authority/exchange/file.text.js';
import { readCsv } from '../../../server/modules/authority/exchange/csv.js';
import { finish, newTarget, planRows } from '../../../server/modules/authority/exchange/plan.js';
import type { Incoming, Records, TermRecord } from '../../../server/modules/authority/exchange/records.js';
import { incomingOf, readSkos } from '../../../server/modules/authority/exchange/skos.read.js';
import { checkHead, readRows } from '../../../server/modules/authority/exchange/table.js';
import { settle } from '../../../server/modules/authority/exchange/tree.js';
import { captionsOf } from '../../../server/modules/media/captions/caption.text.js';
import { mediaVerbs } from '../../../server/modules/media/media.verbs.js';
import type { ApartContext } from '../../../server/platform/apart/apart.child.js';
import { errorOf } from '../../../server/platform/apart/apart.errors.js';
import { isFromChild } from '../../../server/platform/apart/apart.messages.js';
import { PluginHost } from '../../../server/platform/plugins/plugin.host.js';
import { allPluginFolders, loadPlugins } from '../../../server/platform/plugins/plugin.loader.js';
import { tone, triangle } from '../media-samples.js';
import { gltf, jsonLd, longMp4, mp4, rdfXml, srt, table, turtle, vtt, webm } from './samples.js';
import { type Target, unfit } from './target.js';

const folder = mkdtempSync(join(tmpdir(), 'linlang-fuzz-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const { signal } = new AbortController();
/** A reader that wants a file. */
const onDisk =
  <T>(read: (path: string, size: number) => Promise<T>) =>
  (bytes: Buffer): Promise<T> => {
    const path = join(folder, 'case');
    writeFileSync(path, bytes);
    return read(path, bytes.length);
  };

/** What is told to people, and kept in the database, when a file is refused. */
const asProblem = (error: unknown): boolean =>
  error instanceof Problem && error.status < 500 && unfit(error.params, 4096) === undefined;
const asRefused = (error: unknown): boolean =>
  error instanceof FileRefused && unfit({ value: wholeText(error.value, 300), row: error.row }) === undefined;
const asOutOfRange = (error: unknown): boolean => error instanceof RangeError;

/** The way that an uploaded file goes in the child that looks at it, programs aside. */
async function looked(samples: Buffer[], words: string[] = []): Promise<Target> {
  const plugins = new PluginHost(await loadPlugins(await allPluginFolders('')));
  const call = (name: string) =>
    name === 'hasTool' ? Promise.resolve(false) : Promise.reject(new Error(`${name} was not expected`));
  const context = { plugins, signal, call } as unknown as ApartContext;
  const look = onDisk((path, size) => mediaVerbs.look({ path, size, folder }, context));
  return { samples, words, read: async (bytes) => unfit(await look(bytes)), refuses: asProblem };
}

/** As a source that gives a few bytes at a time, so that signs are cut in their middle. */
const sourceOf = (bytes: Buffer) => () => {
  const parts = Array.from({ length: Math.ceil(bytes.length / 1021) }, (_, at) => bytes.subarray(at * 1021, (at + 1) * 1021)); // prettier-ignore
  return Promise.resolve(Readable.from(parts));
};

function planned<K extends AuthorityKind>(kind: K, incoming: Incoming<Records[K]>[]) {
  const rows = planRows(
    kind,
    incoming,
    incoming.map(() => newTarget<Records[K]>()),
  );
  finish(rows);
  if (kind === 'term') {
    const terms = rows.map(({ after }) => after as TermRecord);
    const at = new Map(terms.map(({ code }, nth) => [code, nth]));
    settle({
      rows: rows.length,
      row: Int32Array.from(terms, ({ parent }) => at.get(parent ?? '') ?? -1),
      record: new Int32Array(rows.length).fill(-1),
      top: Uint8Array.from(terms, ({ parent }) => (parent === null ? 1 : 0)),
    });
  }
  return unfit(rows, 1024 * 1024);
}

const rows = (kind: AuthorityKind, samples: Buffer[], words: string[]) => (): Promise<Target> =>
  Promise.resolve({
    samples,
    words: [',', ';', '\t', '"', '""', '\r\n', '\n', "'=", '=1+1', '__proto__', '\ud83d', ...words],
    read: async (bytes) => {
      const text = await textOf(sourceOf(bytes));
      const { head, lines } = await readCsv(text, 1000, (names) => checkHead(kind, names));
      const given = [];
      for await (const line of lines) given.push(line);
      return unfit({ head, given }, 1024 * 1024) ?? planned(kind, readRows(kind, head, given));
    },
    refuses: asRefused,
  });

const escaped = (line: string) => Buffer.from(`${turtle().toString('utf8')}\n${line}`);

const skos = (name: string, samples: Buffer[], words: string[]) => (): Promise<Target> =>
  Promise.resolve({
    samples,
    words: [...words, '\\u0000', '\\uD800', '𠮷'],
    read: async (bytes) => {
      const text = await textOf(sourceOf(bytes));
      const format = formatOf(name, text.head);
      if (format === 'csv') return;
      let whole = '';
      for await (const part of text.read()) whole += part;
      const said = await readSkos(format, whole, 1000);
      return (
        unfit(said, 1024 * 1024) ??
        planned(
          'term',
          said.map((one, at) => incomingOf(at + 1, one)),
        )
      );
    },
    refuses: asRefused,
  });

const tiffs = async (): Promise<Buffer[]> => {
  const raw = { width: 300, height: 200, channels: 3 as const };
  const picture = () => sharp(Buffer.alloc(300 * 200 * 3, 90), { raw });
  const pages = { raw: { ...raw, height: 400, pageHeight: 200 } };
  return Promise.all([
    picture().tiff().toBuffer(),
    picture().tiff({ tile: true, pyramid: true, tileWidth: 64, tileHeight: 64, compression: 'jpeg' }).toBuffer(),
    picture().tiff({ bigtiff: true }).toBuffer(),
    sharp(Buffer.alloc(300 * 400 * 3, 30), pages)
      .tiff()
      .toBuffer(),
  ]);
};

/** Every reader of ours of bytes that strangers send. */
export const targets: Record<string, () => Promise<Target>> = {
  film: () => looked([mp4(), longMp4(), webm()], ['moov', 'trak', 'tkhd', 'stsd', 'mdhd', 'vide', 'webm', '\0\0\0\0']),
  model: () =>
    looked(
      [triangle(), gltf()],
      [
        '"nodes":',
        '"children":[0]',
        '1e999',
        '-1e308',
        '9007199254740993',
        '"\\u0000"',
        'null',
        '[]',
        '{}',
        '"__proto__":',
      ],
    ),
  sound: () => looked([tone(1, 800)], ['RIFF', 'WAVE', 'fmt ', 'data', 'LIST', 'fact', 'ID3', '\xff\xfb\x90']),
  waveform: () =>
    Promise.resolve({
      samples: [tone(1, 800), tone(1, 100)],
      words: ['fmt ', 'data', '\xfe\xff', '\x03\0', '\x20\0'],
      read: async (bytes) => unfit(await onDisk((path) => peaksOfWav(path, signal))(bytes)),
      refuses: () => false,
    }),
  tiff: async () => ({
    samples: await tiffs(),
    words: ['II*\0', 'MM\0*', 'II+\0', '\x44\x01', '\x45\x01', '\x5b\x01', '\x03\0\x01\0\0\0', '\x10\0'],
    read: onDisk(async (path) => {
      const pages = pagesOf(await readTiffLayout(path));
      const handle = await open(path);
      const tiles = await readDirectories(handle, { tiles: true }).finally(() => handle.close());
      if (pages.some((page) => !tiles[page])) return 'a page that is none of its directories';
    }),
    refuses: asOutOfRange,
  }),
  captions: () =>
    Promise.resolve({
      samples: [vtt(), srt(), Buffer.from('\ufeff' + vtt().toString('utf8'), 'utf16le')],
      words: ['-->', '\n\n', '00:00:01.000', '<', '>', '&', '<v ', '{\\', 'NOTE', 'WEBVTT', '<c.', '\r'],
      // What we wrote is read again as what it was.
      read: (bytes) => {
        const first = captionsOf(bytes, 'zh-CN');
        const again = captionsOf(Buffer.from(first.vtt), 'zh-CN');
        return again.vtt === first.vtt ? unfit(first, 1024 * 1024) : `read again it is another: ${first.vtt}`;
      },
      refuses: asProblem,
    }),
  terms: rows(
    'term',
    [
      table(
        'code,parent,name:zh-CN,name:en,variants,note:zh-CN',
        'A,,石,Stone,碣；碑,"多,行\n註"',
        'B,A,碑,Stele,,',
        `x${'𠮷'.repeat(60)},,碑,,,`,
      ),
    ],
    ['代码', '上位', 'A,B', 'name:', 'variants:'],
  ),
  people: rows(
    'agent',
    [table('id,name:zh-CN,variants:字,dynasty,birth,death', ',蘇軾,子瞻,宋,1037,1101', 'x,王安石,介甫,宋,1021,1086')],
    ['姓名', '9999999999', '-1', 'variants:'],
  ),
  places: rows(
    'place',
    [table('id;name:zh-CN;latitude;longitude', ';錢塘;30.25;120.17', 'x;越州;30;NaN')],
    ['1e400', '-91', '181', '纬度'],
  ),
  turtle: skos(
    'a.ttl',
    [turtle(), escaped('<x:a> a skos:Concept; skos:prefLabel "a\\u0000" .')],
    ['@prefix', '"""', '"@en', '"@', '^^', '<', '[', '(', '_:b', ' . ', 'true', '\\'],
  ),
  'rdf-xml': skos('a.rdf', [rdfXml()], ['<!ENTITY', '&skos;', ']>', '<![CDATA[', '&#0;', '&#xD800;', 'rdf:li', 'xml:base="', 'xml:lang="', 'rdf:parseType="Collection"', 'rdf:nodeID="']), // prettier-ignore
  'json-ld': skos('a.jsonld', [jsonLd(), Buffer.from(jsonLd().toString('utf8').replace('Stone', '\\u0000\\ud800'))], ['"@context":', '"@id":', '"@type":', '"@list":', '"@set":', '"@reverse":', '"@container":"@language",', '"@base":', '"@vocab":', '"@graph":', 'null', '{}', '[]', '"@none"', '"https://b.example/context"']), // prettier-ignore
  'rich-text': () =>
    Promise.resolve({
      samples: [Buffer.from('<h2>卷一</h2><p>甲<b>乙<i>丙</b>丁</i><br>戊 <a href="https://a.example/?a=1&amp;b">己</a></p><ul><li>庚<table><tr><td>辛</td></tr></table></ul>')], // prettier-ignore
      words: [
        '<script>',
        '</p>',
        '<p',
        '<!--',
        '-->',
        '<a href="javascript:',
        '&#x',
        '&#1114112;',
        '&lt;',
        '<li>',
        '"',
      ],
      // What is no whole text never gets as far as this.
      read: (bytes) => unfit(fromHtml(bytes.toString('utf8').replaceAll('\0', '')), 1024 * 1024),
      refuses: () => false,
    }),
  /** Not a file: what a child may say to us after a file has taken it over. */
  child: () =>
    Promise.resolve({
      samples: [
        { ready: true },
        { broken: 'x' },
        { done: 1, value: { a: 1 }, held: 5 },
        { done: 1, error: { message: 'm', problem: { code: 'file.broken', params: {}, fields: [] } }, held: 1 },
        { done: 2, error: { message: 'm', stack: 's', errno: 'ENOSPC', storageMissing: 'k' }, tooLarge: true, held: 0 },
        { call: 1, task: 1, name: 'keep', given: [{ path: '/x' }] },
      ].map((message) => Buffer.from(JSON.stringify(message))),
      words: ['null', '[]', '{}', '1', '"x"', '"problem":', '"error":', '"code":"none"', '"done":', '"given":'],
      read: (bytes) => {
        let message: unknown;
        try {
          message = JSON.parse(bytes.toString('utf8'));
        } catch {
          return;
        }
        if (isFromChild(message) && 'done' in message && message.error) {
          const error = errorOf(message.error);
          if (error instanceof Problem && typeof error.status !== 'number')
            return `a problem of status ${error.status}`;
        }
      },
      refuses: () => false,
    }),
};
