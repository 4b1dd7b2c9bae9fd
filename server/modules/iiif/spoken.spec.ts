import { PageRule } from '../access/reader.rule.js';
import type { ManifestItem, ManifestPage } from './manifest.repository.js';
import { partsOf, spokenOn, spokenPage, spokenRefs } from './spoken.js';

const open = ['public'];
const item = { thumbnail_labels: open, image_labels: open, text_labels: open, download_labels: open } as ManifestItem;
const pageOf = (pid: string, more: Partial<ManifestPage> = {}) =>
  ({
    pid,
    file_pid: 'f1',
    handler: 'audio',
    source: {},
    technical: { duration: 60 },
    derivatives: [],
    image_labels: null,
    text_labels: null,
    ...more,
  }) as unknown as ManifestPage;
const on = (pages: ManifestPage[], said: Parameters<typeof spokenOn>[2], labels = open) =>
  Object.fromEntries(
    spokenOn(
      {
        rule: new PageRule(labels, item, pages),
        resourceOf: (handler) => (handler === 'audio' ? 'Sound' : handler ? 'Image' : undefined),
      },
      pages,
      said,
    ),
  );

describe('what is said in a recording', () => {
  const said = [
    { from: 20, text: '逃难' },
    { from: 0, to: 5.5, text: '开场' },
    { from: 20, text: '到金华' },
    { from: 45, text: '尾声' },
    { from: 70, text: '不在录音里' },
  ];

  it('stands in order, each until something else is said or the recording ends', () => {
    const picture = pageOf('p2', { handler: 'image', file_pid: 'f2' });
    expect(on([pageOf('p1'), picture], said)).toEqual({
      p1: [
        { from: 0, to: 5.5, text: '开场' },
        { from: 20, to: 45, text: '逃难' },
        { from: 20, to: 45, text: '到金华' },
        { from: 45, to: 60, text: '尾声' },
      ],
    });
    // Where nobody knows how long it is, the last has no end.
    expect(on([pageOf('p1', { technical: null })], said)['p1']!.at(-1)).toEqual({ from: 70, text: '不在录音里' });
  });

  it('is counted from the beginning of a page that plays a stretch of it', () => {
    const pages = [pageOf('p1', { source: { time: [0, 30] } }), pageOf('p2', { source: { time: [30, 60] } })];
    expect(on(pages, said)).toEqual({
      p1: [
        { from: 0, to: 5.5, text: '开场' },
        { from: 20, to: 30, text: '逃难' },
        { from: 20, to: 30, text: '到金华' },
      ],
      p2: [
        { from: 0, to: 15, text: '逃难' },
        { from: 0, to: 15, text: '到金华' },
        { from: 15, to: 30, text: '尾声' },
      ],
    });
  });

  it('is nobody’s where there are several recordings, and is closed with the text of its page', () => {
    expect(on([pageOf('p1'), pageOf('p2', { file_pid: 'f2' })], said)).toEqual({});
    expect(on([pageOf('p1', { text_labels: ['staff:1'] })], said)).toEqual({});
    expect(on([pageOf('p1', { text_labels: ['staff:1'] })], said, ['public', 'staff:1'])['p1']).toHaveLength(4);
  });

  it('is told in parts where it is long, which a canvas only names', () => {
    const timed = Array.from({ length: 450 }, (_, at) => ({ from: at, to: at + 1, text: `第${at}段` }));
    expect(partsOf(timed)).toBe(3);
    const refs = spokenRefs('https://x.example', 'i1', 'p1', 3);
    expect(refs.map(({ id }) => id)).toEqual([1, 2, 3].map((at) => `https://x.example/iiif/i1/spoken/p1?part=${at}`));
    const parts = [1, 2, 3].map((part) => spokenPage('https://x.example', 'i1', 'p1', timed, part));
    expect(parts.map(({ id, items }) => [id, (items as unknown[]).length])).toEqual([
      [refs[0]!['id'], 200],
      [refs[1]!['id'], 200],
      [refs[2]!['id'], 50],
    ]);
    expect((parts[2]!['items'] as { target: string }[])[0]).toMatchObject({
      id: `${String(refs[2]!['id'])}#401`,
      body: { type: 'TextualBody', value: '第400段', language: 'zh-Hans' },
      target: 'https://x.example/iiif/i1/canvas/p1#t=400,401',
    });
  });
});
