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
  },
};
