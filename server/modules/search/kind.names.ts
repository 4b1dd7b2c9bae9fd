import { type MaterialKind, materialKinds } from '../../contract/collection.js';
import { typingKeys } from '../../contract/text/index.js';
import { nameKey } from '../authority/also.known.service.js';
import { kindWords } from './search.words.js';

/**
 * What people call kinds of material every day, besides the names that we show. Of words that mean one sort within a kind
 * (抄本, 录音, 印章) there are none here: they are looked for as words.
 */
const everyday: Readonly<Record<MaterialKind, readonly string[]>> = {
  book: ['古籍', '善本', '古籍善本', '善本书', '线装书', '古书', '旧籍', 'rare book', 'old books', 'ancient books'],
  periodical: ['杂志', '旧刊', '旧期刊', '报刊', 'periodical', 'journal', 'journals', 'magazine', 'magazines'],
  thesis: ['论文', '毕业论文', '学位论文集', 'thesis', 'dissertation', 'dissertations'],
  manuscript: ['手稿', '写本', '稿本', '手写本', 'manuscript'],
  gazetteer: ['地方志', '志书', '旧志', 'gazetteer', 'gazetteers', 'local gazetteer', 'local histories'],
  rubbing: ['拓本', '碑拓', '碑帖', '拓片碑帖', '金石拓片', '石刻拓片', 'rubbing', 'stone rubbing', 'stone rubbings'],
  painting: ['字画', '绘画', '国画', '中国画', '画作', 'painting', 'paintings', 'painting and calligraphy'],
  photograph: [
    '照片',
    '相片',
    '旧照',
    '旧照片',
    '老相片',
    'photo',
    'photos',
    'photograph',
    'old photos',
    'old photographs',
  ],
  recording: [
    '音像',
    '影音',
    '音视频',
    '声像资料',
    '音像资料',
    'recording',
    'recordings',
    'audiovisual',
    'sound recordings',
  ],
  object: [
    '三维',
    '三维模型',
    '实物三维',
    '器物',
    '文物',
    '3d',
    '3d model',
    '3d models',
    'object',
    'artifact',
    'artifacts',
  ],
  letter: ['书信', '信件', '尺牍', '手札', '书札', '函札', '信函', '名人信札', 'letter', 'correspondence'],
  map: ['地图', '古地图', '老地图', '旧地图', 'map', 'old maps', 'historical maps'],
  newspaper: ['旧报', '老报纸', '旧报纸', 'newspaper'],
  genealogy: ['族谱', '宗谱', '谱牒', '家乘', 'genealogy', 'family history'],
  deed: ['契约', '文书', '契据', '地契', 'deed', 'contract', 'contracts'],
  archive: ['校史', '档案', 'archive', 'archives', 'school archive'],
  other: [],
};

/** `Other` is called so by nobody who looks for something. */
const byName = new Map<string, MaterialKind>(
  materialKinds.flatMap((kind) =>
    kind === 'other'
      ? []
      : [...Object.values(kindWords[kind]), ...everyday[kind]].map((name): [string, MaterialKind] => [
          nameKey(name),
          kind,
        ]),
  ),
);

/** Names by their spelling: zhaopian for 照片. */
const bySpelling = new Map<string, string>();
for (const name of [...byName.keys()].filter((one) => /^\p{Script=Han}{2,}$/u.test(one))) {
  const [spelled] = typingKeys(name);
  if (spelled !== undefined && !bySpelling.has(spelled)) bySpelling.set(spelled, name);
}

/** What kind letters spell, by the name that they spell. */
export const kindSpelled = (letters: string): string | undefined => bySpelling.get(letters);

/** What is said of several kinds at once. */
const ofSeveral = new Map<string, readonly MaterialKind[]>(
  ['图片', '图像', '圖片', 'picture', 'pictures', 'image', 'images'].map((name) => [
    nameKey(name),
    ['photograph', 'painting'],
  ]),
);

export const kindNamed = (name: string): MaterialKind | undefined => byName.get(nameKey(name));

export function kindsNamed(name: string): readonly MaterialKind[] {
  const kind = kindNamed(name);
  return kind === undefined ? (ofSeveral.get(nameKey(name)) ?? []) : [kind];
}

const inCharacters = [...byName.keys(), ...ofSeveral.keys()].filter((name) => /^\p{Script=Han}{2,}$/u.test(name));
const longest = Math.max(...inCharacters.map((name) => [...name].length));

/** 西湖老照片 → 西湖 + 老照片: the kind at the end of a run of characters, the longest that there is. */
export function kindAtEnd(text: string): { before: string; kind: string } | null {
  const points = [...text];
  for (let length = Math.min(longest, points.length - 1); length > 1; length--) {
    const kind = points.slice(-length).join('');
    if (kindsNamed(kind).length === 0) continue;
    const before = points
      .slice(0, -length)
      .join('')
      .replace(/[的之]$/u, '');
    return before === '' ? null : { before, kind };
  }
  return null;
}
