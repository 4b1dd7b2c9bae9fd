import {
  dynastyNamed,
  dynastyNames,
  dynastyOf,
  eras,
  erasOfDynasty,
  eraYears,
  sexagenary,
  sexagenaryOfYear,
} from '../../server/contract/calendar/index.js';
import { dynastiesBefore, foldedName } from './era.reading.js';
import { numberOf, numeral, sign } from './numeral.js';
import { partOf, type Reading, yearSpan } from './reading.js';
import { nameTable } from '../../server/contract/name.table.js';

/** 晚清, 初唐, 盛唐: a part said before the dynasty. */
const before: readonly [RegExp, string][] = [
  [/^[早初]/, '初'],
  [/^[盛中]/, '中叶'],
  [/^[晚季]/, '末'],
];

function whole(name: string, part: string): { edtf: string; code: string } | null {
  const dynasty = dynastyNamed(name);
  const edtf = dynasty && partOf([dynasty.from, dynasty.to], part);
  return dynasty && edtf ? { edtf, code: dynasty.code } : null;
}

/** 宋, 唐代, 清末, 晚清, 北宋中叶; 民初 is of the Republic. */
function alone(said: string): { edtf: string; code: string } | null {
  const text = said.replace(/^民(?=[初末])/, '民国');
  for (const name of dynastyNames) {
    const found = text.startsWith(name) && whole(name, text.slice(name.length).replace(/^[代朝](?=.|$)/, ''));
    if (found) return found;
  }
  const part = before.find(([word]) => word.test(text))?.[1];
  return part && dynastyNames.includes(text.slice(1)) ? whole(text.slice(1), part) : null;
}

/** 明末清初, 宋元, 明清之际, 清至民国: from one dynasty into another. */
function across(text: string): Reading | null {
  const body = text.replace(/(?:之际|之?间|时期)$/, '');
  for (let at = 1; at < body.length; at++) {
    const [first, second] = [alone(body.slice(0, at)), alone(body.slice(at))];
    if (!first || !second) continue;
    const edtf = `${first.edtf.split('/')[0]}/${second.edtf.split('/').at(-1)}`;
    if (Number.parseInt(edtf, 10) < Number.parseInt(edtf.split('/')[1]!, 10))
      return { edtf, label: text, stretch: true };
  }
  return null;
}

/** Reigns of 明 and 清 said by one character each: 乾嘉, 道咸间, 嘉万. */
const reigns = nameTable<string>({
  清: '顺治 康熙 雍正 乾隆 嘉庆 道光 咸丰 同治 光绪 宣统',
  明: '洪武 永乐 洪熙 宣德 正统 景泰 天顺 成化 弘治 正德 嘉靖 隆庆 万历 泰昌 天启 崇祯',
});
const letters: Readonly<Record<string, string>> = {
  清: '顺康雍乾嘉道咸同光宣',
  明: '洪永熙宣统景顺成弘正嘉隆万泰启祯',
};

function reignsOf(text: string, written: string): Reading[] {
  const found = /^(明|清)?(\p{Script=Han}{2,3}?)(?:之?间|年间|之际|时期|两朝|三朝|)$/u.exec(text);
  if (!found) return [];
  return Object.entries(letters).flatMap(([dynasty, all]) => {
    if (found[1] && found[1] !== dynasty) return [];
    const order = [...foldedName(all)];
    const places = [...found[2]!].map((one) => order.indexOf(one));
    if (places.some((place, at) => place < 0 || (at > 0 && place <= places[at - 1]!))) return [];
    const names = reigns[dynasty]!.split(' ').map(foldedName);
    const years = [places[0]!, places.at(-1)!].map((place) => {
      const era = eras.find((one) => foldedName(one.dynasty) === dynasty && foldedName(one.name) === names[place])!;
      return eraYears(era).map(({ year }) => year.year);
    });
    const code = dynastyNamed(dynasty)!.code;
    return [{ edtf: yearSpan(years[0]![0]!, years[1]!.at(-1)!), label: written, stretch: true, dynasty: code }];
  });
}

/** 唐玄宗时, 清高宗在位年间: all the eras of a ruler. */
function ofRuler(text: string, written: string): Reading[] {
  for (const { name, end } of dynastiesBefore(text)) {
    if (name === undefined) continue;
    const found =
      /^(\p{Script=Han}{1,4}?[宗祖帝王后])(?:在位)?(之?间|年间|时|时期|时代|朝|初|初年|末|末年|中叶|晚年)?$/u.exec(
        text.slice(end),
      );
    if (!found) continue;
    const wanted = erasOfDynasty(name);
    const his = eras.filter(
      (era) => wanted.includes(foldedName(era.dynasty)) && era.rulers.map(foldedName).includes(found[1]!),
    );
    const courts = [...new Set(his.map((era) => era.dynasty))];
    return courts.flatMap((court) => {
      const years = his.filter((era) => era.dynasty === court).flatMap(eraYears);
      const span = [
        Math.min(...years.map(({ year }) => year.year)),
        Math.max(...years.map(({ year }) => year.year)),
      ] as const;
      const edtf = partOf(span, found[2] ?? '');
      const code = dynastyOf(court, span[0])?.code;
      return edtf
        ? [
            {
              edtf,
              label: text.startsWith(foldedName(court)) ? written : `${court} ${written}`,
              stretch: true,
              ...(code ? { dynasty: code } : {}),
            },
          ]
        : [];
    });
  }
  return [];
}

/** 清光绪 without era is for `eraReadings`; 清甲子 is a year of the sixty within a dynasty. */
function signed(text: string): Reading[] {
  for (const { name, end } of dynastiesBefore(text)) {
    const dynasty = name === undefined ? undefined : dynastyNamed(name);
    const found = new RegExp(`^(?:岁次|岁在|岁)?(${sign})[年岁]?$`).exec(text.slice(end));
    const at = found && sexagenary(found[1]!);
    if (!dynasty || at === null) continue;
    const years = Array.from({ length: dynasty.to - dynasty.from + 1 }, (_, index) => dynasty.from + index);
    return years
      .filter((year) => sexagenaryOfYear(year) === at)
      .map((year) => ({
        edtf: yearSpan(year, year),
        label: `${dynasty.name} ${year}`,
        years: [year, year],
        dynasty: dynasty.code,
      }));
  }
  return [];
}

/** 黄帝纪元, on the coins and papers of 1911 and 1912. */
function ofYellowEmperor(text: string, written: string): Reading[] {
  const found = new RegExp(`^(?:开国纪元|黄帝纪元|黄帝)(${numeral})年$`).exec(text);
  const number = found && numberOf(found[1]!);
  return number && number > 4500 && number < 4700
    ? [{ edtf: yearSpan(number - 2698, number - 2698), label: written }]
    : [];
}

/** What is no era and no year by number: dynasties, their parts, rulers, and reigns by one character each. */
export function dynastyReadings(text: string, written: string): Reading[] {
  const own = alone(text);
  if (own) return [{ edtf: own.edtf, label: written, stretch: true, dynasty: own.code }];
  for (const read of [signed, ofRuler, reignsOf, ofYellowEmperor]) {
    const found = read(text, written);
    if (found.length > 0) return found;
  }
  const between = across(text);
  return between ? [{ ...between, label: written }] : [];
}
