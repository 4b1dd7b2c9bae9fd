import sharp from 'sharp';
import type { UploadOutcome } from '../../server/contract/api/media.routes.js';
import { labelsOf } from '../../server/contract/visibility.js';
import { bytesOf } from '../support/bytes.js';
import { withinASecond } from '../support/eventually.js';
import { chart, difference } from '../support/media-samples.js';
import { good } from '../support/seed.js';
import type { MediaDesk } from './media.suite.js';

/** What goes out, and to whom. */
export function sendingFiles(desk: MediaDesk): void {
  let app: ReturnType<MediaDesk['now']>['app'];
  let admin: ReturnType<MediaDesk['now']>['admin'];
  let anybody: ReturnType<MediaDesk['now']>['anybody'];
  const { newItem, one, publish } = desk;
  beforeAll(() => {
    ({ app, admin, anybody } = desk.now());
  });

  describe('sending files', () => {
    let item: string;
    let outcome: UploadOutcome;
    let bytes: Buffer;
    beforeAll(async () => {
      item = await newItem('拓本');
      bytes = await chart(1200, 900, 6).png().toBuffer();
      outcome = await one(item, '拓本 “一”.png', bytes);
      await app.finishWork();
    });
    const kinds = ['original', 'thumbnail', 'medium'];

    it('shows what is not published to those who work on it, and to nobody else', async () => {
      for (const kind of kinds) {
        for (const path of [`/p/${outcome.pages[0]}/${kind}`, `/f/${outcome.file!.pid}/${kind}`]) {
          const mine = await bytesOf(admin, path);
          expect([path, mine.status, mine.headers.get('cache-control')]).toEqual([path, 200, 'private, no-store']);
          expect([path, (await bytesOf(anybody, path)).status]).toEqual([path, 404]);
        }
      }
    });

    it('sends what is published to anybody, as what it is and nothing that could run', async () => {
      await publish(item);
      for (const path of [`/p/${outcome.pages[0]}/original`, `/f/${outcome.file!.pid}/original`]) {
        const sent = await bytesOf(anybody, path);
        expect(sent.bytes.equals(bytes)).toBe(true);
        expect(Object.fromEntries(sent.headers)).toMatchObject({
          'content-type': 'image/png',
          'x-content-type-options': 'nosniff',
          'content-security-policy': expect.stringContaining('sandbox') as string,
          'cache-control': 'public, max-age=600',
          'accept-ranges': 'bytes',
          'content-disposition': `inline; filename="__ ___.png"; filename*=UTF-8''%E6%8B%93%E6%9C%AC%20%E2%80%9C%E4%B8%80%E2%80%9D.png`,
        });
        const saved = await bytesOf(anybody, `${path}?download`);
        expect(saved.headers.get('content-disposition')).toMatch(/^attachment;/);
      }
      const thumbnail = await bytesOf(anybody, `/p/${outcome.pages[0]}/thumbnail`);
      const wanted = await sharp(bytes).resize(400, 300).png().toBuffer();
      expect(await difference(thumbnail.bytes, wanted)).toBeLessThan(6);
    });

    it('answers ranges, conditions and HEAD', async () => {
      const path = `/p/${outcome.pages[0]}/original`;
      const whole = await bytesOf(anybody, path);
      const etag = whole.headers.get('etag')!;
      const part = await bytesOf(anybody, path, { range: 'bytes=10-19' });
      expect([part.status, part.headers.get('content-range'), part.bytes.equals(bytes.subarray(10, 20))]).toEqual([
        206,
        `bytes 10-19/${bytes.length}`,
        true,
      ]);
      const tail = await bytesOf(anybody, path, { range: 'bytes=-5', 'if-range': etag });
      expect(tail.bytes.equals(bytes.subarray(-5))).toBe(true);
      expect((await bytesOf(anybody, path, { range: 'bytes=0-4', 'if-range': '"other"' })).status).toBe(200);
      const beyond = await bytesOf(anybody, path, { range: `bytes=${bytes.length}-` });
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
      expect((await bytesOf(anybody, path, { 'if-none-match': etag })).status).toBe(304);
      const only = await bytesOf(anybody, path, {}, 'HEAD');
      expect([only.status, only.headers.get('content-length'), only.bytes.length]).toEqual([
        200,
        String(bytes.length),
        0,
      ]);
    });

    it('opens each part to its own readers', async () => {
      const library = (await app.database.one<{ id: number }>(`SELECT library_id AS id FROM item WHERE pid = $1`, [
        item,
      ]))!.id;
      const set = (part: string, labels: string[]) =>
        app.database.query(`UPDATE item SET ${part}_labels = $2 WHERE pid = $1`, [item, labels]);
      const member = await app.signedIn({
        email: 'member@example.org',
        name: '讀者',
        locale: 'zh-CN',
        grants: [{ role: 'reader', libraryId: library, collectionId: null }],
      } as never);
      const partOf: Record<string, string> = { original: 'download', thumbnail: 'thumbnail', medium: 'image' };
      try {
        for (const closed of kinds) {
          await set(partOf[closed]!, labelsOf(['member'], library));
          for (const kind of kinds) {
            for (const path of [`/p/${outcome.pages[0]}/${kind}`, `/f/${outcome.file!.pid}/${kind}`]) {
              // The original shows what the picture shows.
              const open = kind !== closed && !(kind === 'original' && closed === 'medium');
              expect([path, closed, (await bytesOf(anybody, path)).status]).toEqual([path, closed, open ? 200 : 401]);
              const theirs = await bytesOf(member, path);
              const caching = open ? 'public, max-age=600' : 'private, no-store';
              expect([path, theirs.status, theirs.headers.get('cache-control')]).toEqual([path, 200, caching]);
              // What is public is one thing for all, also in caches that they share; what is not is kept nowhere.
              expect([path, theirs.headers.get('vary')?.includes('Cookie') ?? false]).toEqual([path, !open]);
            }
          }
          await set(partOf[closed]!, ['public']);
        }
        // Who may not know of it gets nothing of it, and is told nothing.
        await set('metadata', labelsOf(['member'], library));
        for (const kind of kinds) expect((await bytesOf(anybody, `/p/${outcome.pages[0]}/${kind}`)).status).toBe(404);
        expect((await bytesOf(member, `/p/${outcome.pages[0]}/medium`)).status).toBe(200);
        await set('metadata', ['public']);
        // A page's own labels come before its item's, for its thumbnail and its original too.
        await app.database.query(`UPDATE page_published SET image_labels = $2 WHERE pid = $1`, [
          outcome.pages[0],
          labelsOf(['staff'], library),
        ]);
        for (const kind of kinds) expect((await bytesOf(member, `/p/${outcome.pages[0]}/${kind}`)).status).toBe(403);
        expect((await bytesOf(admin, `/p/${outcome.pages[0]}/medium`)).status).toBe(200);
        await app.database.query(`UPDATE page_published SET image_labels = NULL WHERE pid = $1`, [outcome.pages[0]]);
      } finally {
        for (const part of ['download', 'thumbnail', 'image', 'metadata']) await set(part, ['public']);
      }
    });

    it('closes with its library or collection, within a second', async () => {
      const path = `/p/${outcome.pages[0]}/medium`;
      for (const [close, open] of [
        [`UPDATE library SET state = 'suspended'`, `UPDATE library SET state = 'active'`],
        [`UPDATE collection SET labels = '{}'`, `UPDATE collection SET labels = '{public}'`],
      ] as const) {
        const status = async () => (await bytesOf(anybody, path)).status;
        expect(await status()).toBe(200);
        await app.database.query(close);
        await withinASecond(status, (now) => now === 404);
        await app.database.query(open);
        await withinASecond(status, (now) => now === 200);
      }
    });

    it('is gone the moment it is withdrawn', async () => {
      const paths = kinds.flatMap((kind) => [`/p/${outcome.pages[0]}/${kind}`, `/f/${outcome.file!.pid}/${kind}`]);
      for (const path of paths) expect((await bytesOf(anybody, path)).status).toBe(200);
      good(await admin.post(`/items/${item}/withdraw`, { note: '' }));
      for (const path of paths) expect([path, (await bytesOf(anybody, path)).status]).toEqual([path, 410]);
      expect((await bytesOf(admin, paths[0]!)).status).toBe(200);
    });

    it('says when there is no such thing', async () => {
      for (const path of ['/p/000000000/thumbnail', '/f/zzzzzzzzz/original', `/p/${outcome.file!.pid}/thumbnail`]) {
        expect((await bytesOf(admin, path)).status).toBe(404);
      }
      expect((await bytesOf(admin, `/p/${outcome.pages[0]}/pyramid`)).status).toBe(400);
    });
  });
}
