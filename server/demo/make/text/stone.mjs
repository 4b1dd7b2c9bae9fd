export const QIANTANG = { name: '錢塘縣', modern: '浙江省杭州市', lat: 30.25, lon: 120.15 };
export const YUEZHOU = { name: '越州', modern: '浙江省绍兴市', lat: 30.0, lon: 120.58 };
export const SHANYIN = { name: '山陰縣', modern: '浙江省绍兴市柯桥区', lat: 30.02, lon: 120.55 };
export const WUXING = { name: '吳興', modern: '浙江省湖州市', lat: 30.87, lon: 120.09 };
export const MINGZHOU = { name: '明州', modern: '浙江省宁波市', lat: 29.87, lon: 121.55 };
export const WEST_LAKE = { name: '西湖', modern: '浙江省杭州市西湖区', lat: 30.245, lon: 120.14 };

const CELL = { 1: 300, 2: 200, 4: 190, 5: 170, 6: 150, 7: 140 };

/** One stone from its text: lines are filled to `perLine`, and the sheet is cut to fit them. */
export function stone(no, title, titleEn, type, year, erected, findspot, perLine, text, o = {}) {
  const chars = [...text];
  let lines = [];
  for (let i = 0; i < chars.length; i += perLine) lines.push(chars.slice(i, i + perLine).join(''));
  if (o.wide) lines = chars;
  const cell = o.cell ?? CELL[perLine] ?? 116;
  const look = { pad: 56, margin: 84, ...o.look };
  const around = (look.pad + look.margin) * 2;
  const rows = Math.max(perLine, o.wide ? 1 : 0);
  const stoneWidth = lines.length * cell * (o.narrow ?? 1);
  const width = Math.round(Math.max(stoneWidth, o.head ? 560 : 0) + around);
  const height = Math.round(
    rows * cell +
      around +
      (o.head ? (width - look.margin * 2) * 0.44 : o.shape === 'peak' ? (width - look.margin * 2) * 0.27 : 0),
  );
  const scale = Math.min(1, 1560 / Math.max(width, height));
  const size =
    o.shape === 'round'
      ? [1000, 1000]
      : [Math.round(width * Math.max(scale, 0.72)), Math.round(height * Math.max(scale, 0.72))];
  if (scale < 1) [look.pad, look.margin] = [look.pad * scale, look.margin * scale].map(Math.round);
  const seal = Math.round(Math.min(look.margin * 0.78, 70));
  return {
    id: `LT-JS-${String(no).padStart(4, '0')}`,
    title,
    titleEn,
    type,
    year: o.ganzhi ?? year,
    erected,
    findspot,
    lines,
    size,
    look: { ...look },
    shape: o.shape,
    head: o.head,
    days: o.days ?? ((no * 53) % 320) + 10,
    seals: [
      {
        text: no % 3 ? '越中金石' : '蘭亭',
        x: (look.margin - seal) / 2 / size[0],
        y: 1 - (seal * 1.5) / size[1],
        size: seal,
        white: no % 2 === 0,
      },
    ],
    subjects: o.subjects,
    abstract: o.about,
    ...(o.en ? { abstractEn: o.en } : {}),
    ...(o.alt ? { alt: o.alt } : {}),
    ...(o.agents ? { agents: o.agents } : {}),
    technique: o.technique,
    script: o.script,
    links: o.links,
    visibility: o.visibility,
    stands: o.stands,
    extent: o.extent,
    rubbed: o.rubbed,
    rubber: o.rubber,
    loss: o.loss,
    provenance: o.provenance,
    annotation: o.annotation,
    marks: o.marks,
    unseen: o.unseen,
  };
}
