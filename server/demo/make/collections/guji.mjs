import { era } from '../era.mjs';
import { books } from '../text/books.mjs';
import { core, hant, hans } from '../record.mjs';
import { term } from '../terms.mjs';
import { numeralOf, setBook } from '../typeset.mjs';

const SONG = { face: '"Noto Serif CJK KR"', weight: 700 };
const KAI = { face: '"TW-Kai"', weight: 400, stretch: 1.04 };

/** Pages of one book: cover, blank, title leaf, halves in order, blank, back cover. */
function pagesOf(book) {
  const style = {
    ...(book.hand === 'kai' ? KAI : SONG),
    paper: [243, 234, 212],
    border: 'sides',
    tails: 1,
    short: book.short,
    ...book.style,
  };
  const { halves, toc } = setBook(book.text, style);
  const seed = book.id;
  const toned = { as: 'webp', quality: 50 };
  const inner = book.tone === 'full' ? { as: 'webp', quality: 42 } : { as: 'line', paper: style.paper };
  const pages = [
    {
      label: '封面',
      kind: 'cover',
      draw: { name: 'book.cover', ...toned, spec: { style, seed, page: { title: book.slip ?? book.title } } },
    },
  ];
  const blank = (label, n, seals) => ({
    label,
    kind: 'blank',
    draw: { name: 'book.blank', ...toned, spec: { style, seed, page: { n, seals, side: n === 1 ? 'a' : 'b' } } },
  });
  if (book.leaves !== 'few') pages.push(blank('護葉', 1, book.flySeals));
  if (book.titleLeaf)
    pages.push({
      label: '內封',
      kind: 'text',
      draw: {
        name: 'book.title',
        ...toned,
        spec: {
          style: { ...style, title: book.titlePaper },
          seed,
          page: { title: book.slip ?? book.title, ...book.titleLeaf },
        },
      },
    });
  const first = pages.length;
  halves.forEach((half, i) => {
    const leaf = numeralOf(half.leaf);
    const seals = i === 0 ? atFoot(book.headSeals, style) : i === halves.length - 1 ? book.tailSeals : undefined;
    pages.push({
      label: `${half.juan ? `${half.juan}·` : ''}葉${leaf}${half.side}`,
      kind: 'text',
      draw: {
        name: 'book.half',
        ...inner,
        spec: { style, seed, page: { n: i + 1, side: half.side, juan: half.juan, leaf, lines: half.lines, seals } },
      },
    });
  });
  if (book.leaves !== 'few') pages.push(blank('護葉', 2));
  pages.push({
    label: '封底',
    kind: 'cover',
    draw: { name: 'book.cover', ...toned, spec: { style, seed: `${seed}/back`, page: { back: true } } },
  });
  return {
    pages,
    toc: toc.map(({ label, half, level }) => ({ label, page: first + half + 1, ...(level ? { level } : {}) })),
    style,
    leaves: halves.length,
  };
}

/** Owners' seals stand one above the other at the foot of the first column, clear of the text. */
function atFoot(seals, style) {
  const right = style.plain ? 1160 - 90 : 1160 - 74;
  const pitch = (right - (style.plain ? 90 : (style.fold ?? 62))) / style.columns;
  let y = 1680 - (style.bottom ?? 120) - 26;
  return seals?.map((s) => {
    const size = Math.round(Math.min(s.size, pitch - 20));
    y -= size + 14;
    return { ...s, size, x: Math.round(right - (pitch + size) / 2 - (style.border === 'double' ? 4 : 0)), y };
  });
}

const BORDERS = { sides: '左右双边', single: '四周单边', double: '四周双边' };

function layoutOf(style) {
  const grid = `${style.plain ? '半面' : '半葉'}${numeralOf(style.columns)}行，行${numeralOf(style.chars)}字`;
  if (style.plain) return `${grid}，${style.plain === 'bars' ? '上下单边' : '双线栏'}`;
  return `${grid}，${BORDERS[style.border]}，${style.mouth === 'black' ? '黑口' : '白口'}，${style.tails === 2 ? '双' : '单'}${style.tail === 'white' ? '白' : '黑'}鱼尾`;
}

const holding = (number, extent) => ({
  callNo: `善 ${number}`,
  location: '古籍部善本书库',
  agency: '之江大学图书馆',
  extent,
});

/** What belongs to books that are described already: other copies, the series that they came out in, an old album of a stone. */
function* kin() {
  const book = (id) => books.find((one) => one.id === id);
  const coverOf = (one, seed) => pagesOf({ ...one, id: seed }).pages.slice(0, 1);
  const made = (one, more) => ({
    juan: [{ total: one.juan ?? 1, text: `${numeralOf(one.juan ?? 1)}卷` }],
    titleSource: [hans('卷端')],
    editionType: [term('editionType', 'woodblock')],
    edition: [hant(one.edition)],
    binding: [term('binding', 'thread')],
    siku: [term('siku', one.siku)],
    ...more,
  });
  const daxue = book('ZJ-GJ-0005');
  const copies = [
    ['ZJ-GJ-0026', '乙本', '094/4301-2', '全', '卷末有朱笔圈点。', '湖樓讀過', 9],
    ['ZJ-GJ-0027', '丙本', '094/4301-3', '存卷端至第四葉', '残本，虫蛀，末二叶缺。', '之江書藏', 9],
  ];
  for (const [identifier, which, number, completeness, about, seal, days] of copies) {
    yield {
      identifier,
      values: {
        ...core({
          ...daxue,
          alt: [],
          titleEn: undefined,
          abstract: about,
          abstractEn: undefined,
          ...holding(number, '1册'),
        }),
        ...made(daxue, {
          volumes: [{ count: 1, unit: '册' }],
          completeness: [hans(completeness)],
          seal: [{ text: seal, owner: '之江大学图书馆' }],
        }),
        title: [hant(`${daxue.title}（${which}）`)],
      },
      pages: coverOf(daxue, identifier),
      viewingDirection: 'right-to-left',
      links: [{ kind: 'copy-of', to: daxue.id }],
      publishedOffsetDays: days,
    };
  }
  const primer = book('ZJ-GJ-0012');
  yield {
    identifier: 'ZJ-GJ-0028',
    values: {
      ...core({
        ...primer,
        title: '蒙學彙刻',
        alt: [],
        titleEn: 'Primers cut together',
        agents: undefined,
        subjects: ['蒙学', '丛书'],
        abstract: '光绪二十一年合刻蒙学读本，版式划一，今存子目二种。',
        abstractEn: 'Primers cut to one measure in 1895; two titles are held.',
        ...holding('802.8/4410', '2册'),
      }),
      ...made(primer, {
        juan: [{ total: 2, text: '二卷' }],
        volumes: [{ count: 2, unit: '册' }],
        completeness: [hans('存二种')],
      }),
    },
    pages: coverOf({ ...primer, title: '蒙學彙刻', slip: '蒙學彙刻' }, 'ZJ-GJ-0028'),
    viewingDirection: 'right-to-left',
    links: ['ZJ-GJ-0012', 'ZJ-GJ-0013'].map((to) => ({ kind: 'has-series-title', to })),
    publishedOffsetDays: 8,
  };
  const strips = ['西湖之水澄', '碧百頃魚鼈', '之所依也奉', '敕爲放生池'];
  yield {
    identifier: 'ZJ-GJ-0025',
    values: {
      ...core({
        title: '宋放生池碑舊拓剪裱本',
        titleEn: 'Old impression of the Stele of the Pond, cut and mounted as an album',
        place: daxue.place,
        date: era('道光八年'),
        subjects: ['碑帖', '西湖'],
        abstract: '旧拓剪裱成册，每半开二行，中“聖壽”下二字已泐，为清中叶所拓。',
        abstractEn: 'An impression of the early nineteenth century, cut into strips and mounted as an album.',
        provenance: ['仁和龚氏旧藏，后归之江大学图书馆。'],
        ...holding('980.1/0834', '1册（4面）'),
      }),
      juan: [{ total: 1, text: '不分卷' }],
      editionType: [term('editionType', 'rubbing')],
      edition: [hant('清道光八年拓本')],
      binding: [term('binding', 'album')],
      volumes: [{ count: 1, unit: '册' }],
      siku: [term('siku', 'shi-jinshi')],
      completeness: [hans('存首四行')],
      seal: [{ text: '羽琌山館', owner: '龚氏' }],
    },
    pages: strips.map((line, at) => ({
      label: `第${numeralOf(at + 1)}開`,
      kind: 'image',
      draw: {
        name: 'rubbing',
        as: 'webp',
        quality: 44,
        spec: {
          width: 420,
          height: 900,
          seed: `ZJ-GJ-0025/${at}`,
          shape: 'rect',
          lines: [line],
          pad: 40,
          margin: 60,
          cracks: 1,
          seals: [],
        },
      },
    })),
    viewingDirection: 'right-to-left',
    links: [{ kind: 'impression-of', to: 'LT-JS-0033' }],
    publishedOffsetDays: 8,
  };
}

export const collection = {
  key: 'guji',
  library: 'zhijiang',
  template: 'ancient-book',
  categoryField: 'siku',
  name: { 'zh-CN': '古籍善本', en: 'Rare Books' },
  description: {
    'zh-CN': '经史子集刻本与抄本，逐葉影像与文字对照，可逐字检索。',
    en: 'Woodblock editions and manuscripts of the classics, leaf by leaf with full text.',
  },
  featured: ['ZJ-GJ-0001', 'ZJ-GJ-0003', 'ZJ-GJ-0004', 'ZJ-GJ-0007'],
  *works() {
    for (const book of books) {
      const { pages, toc, style } = pagesOf(book);
      const values = {
        ...core({
          ...book,
          subjects: book.subjects,
          callNo: book.callNo,
          location: '古籍部善本书库',
          agency: '之江大学图书馆',
          extent: `${book.volumes}册（${pages.length}面）`,
        }),
        class: [{ text: `四部/${book.sikuPath}` }],
        juan: [{ total: book.juan, text: `${numeralOf(book.juan)}卷` }],
        titleSource: [hans('卷端')],
        editionType: [term('editionType', book.editionType ?? 'woodblock')],
        edition: [hant(book.edition)],
        binding: [term('binding', book.binding ?? 'thread')],
        volumes: [{ count: book.volumes, unit: '册' }],
        layout: [
          {
            columns: style.columns,
            chars: style.chars,
            text: layoutOf(style),
          },
        ],
        siku: [term('siku', book.siku)],
        completeness: [hans(book.completeness ?? '全')],
        ...(book.colophon ? { colophon: [hant(book.colophon)] } : {}),
      };
      yield {
        identifier: book.id,
        values,
        pages,
        toc,
        viewingDirection: 'right-to-left',
        sealOwners: book.owners,
        ...(book.links ? { links: book.links } : {}),
        ...(book.visibility ? { visibility: book.visibility } : {}),
        publishedOffsetDays: book.days,
      };
    }
    yield* kin();
  },
};
