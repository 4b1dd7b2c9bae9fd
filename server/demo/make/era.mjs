/** First Gregorian years of the eras used; years are plain counts from them. */
const ERAS = {
  永和: 345,
  貞觀: 627,
  永徽: 650,
  顯慶: 656,
  開元: 713,
  天寶: 742,
  大曆: 766,
  貞元: 785,
  元和: 806,
  大中: 847,
  咸通: 860,
  乾符: 874,
  太平興國: 976,
  咸平: 998,
  天聖: 1023,
  慶曆: 1041,
  皇祐: 1049,
  嘉祐: 1056,
  治平: 1064,
  熙寧: 1068,
  元豐: 1078,
  元祐: 1086,
  政和: 1111,
  宣和: 1119,
  紹興: 1131,
  乾道: 1165,
  淳熙: 1174,
  紹熙: 1190,
  慶元: 1195,
  嘉泰: 1201,
  嘉定: 1208,
  寶慶: 1225,
  淳祐: 1241,
  咸淳: 1265,
  大德: 1297,
  延祐: 1314,
  至順: 1330,
  至正: 1341,
  洪武: 1368,
  永樂: 1403,
  宣德: 1426,
  正統: 1436,
  成化: 1465,
  弘治: 1488,
  正德: 1506,
  嘉靖: 1522,
  隆慶: 1567,
  萬曆: 1573,
  天啟: 1621,
  崇禎: 1628,
  順治: 1644,
  康熙: 1662,
  雍正: 1723,
  乾隆: 1736,
  嘉慶: 1796,
  道光: 1821,
  咸豐: 1851,
  同治: 1862,
  光緒: 1875,
  宣統: 1909,
  民國: 1912,
};
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
const DIGITS = { 元: 1, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 正: 1, 冬: 11, 臘: 12 };

export const ganzhi = (year) => STEMS[(((year - 4) % 10) + 10) % 10] + BRANCHES[(((year - 4) % 12) + 12) % 12];

/** 廿三 → 23, 十二 → 12, 元 → 1. */
export function numeral(text) {
  const plain = text.replace('廿', '二十').replace('卅', '三十').replace(/^初/, '');
  const [tens, ones] = plain.includes('十') ? plain.split('十') : [null, plain];
  return (tens === null ? 0 : tens === '' ? 10 : DIGITS[tens] * 10) + (ones ? DIGITS[ones] : 0);
}

const NUMBER = '[元一二三四五六七八九十廿卅正冬臘初]+';
const PATTERN = new RegExp(
  `(${Object.keys(ERAS).join('|')})(${NUMBER})年(?:[甲-癸]?[^月]{0,4}?(閏?)(${NUMBER})月)?(?:(${NUMBER})日)?`,
);

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'Asia/Shanghai',
});
const iso = (date) => date.toISOString().slice(0, 10);

/** Every day of a Chinese year with its lunar month and day; trustworthy for the Qing, which is all it is used for. */
function lunarYear(year) {
  const days = [];
  let started = false;
  for (let t = Date.UTC(year, 0, 18, 4); t < Date.UTC(year + 1, 2, 1); t += 86400000) {
    const parts = Object.fromEntries(lunar.formatToParts(new Date(t)).map((p) => [p.type, p.value]));
    const first = parts.month === '1' && parts.day === '1';
    if (first && started) return days;
    if (first) started = true;
    if (started) days.push({ date: new Date(t), month: parts.month, day: Number(parts.day) });
  }
  return days;
}

/** New years that are computed for another day than the one that the court's calendar had. */
const NEW_YEARS = { 1890: '1890-01-21', 1896: '1896-02-13' };
const newYear = (year) => Date.parse(NEW_YEARS[year] ?? iso(lunarYear(year)[0].date));

/** A date as written with its EDTF. Under the Republic months are solar; under the Qing lunar; before 1645 only the year is claimed. */
export function era(raw, note = {}) {
  const found = PATTERN.exec(raw);
  if (!found) throw new Error(`no era in ${raw}`);
  const [, name, count, leap, monthText, dayText] = found;
  const year = ERAS[name] + numeral(count) - 1;
  const month = monthText ? numeral(monthText) : null;
  const day = dayText ? numeral(dayText) : null;
  if (name === '民國')
    return {
      raw,
      edtf: [String(year), month && String(month).padStart(2, '0'), day && String(day).padStart(2, '0')]
        .filter(Boolean)
        .join('-'),
      ...note,
    };
  if (year < 1645) return { raw, edtf: String(year).padStart(4, '0'), ...note };
  if (month === null)
    return { raw, edtf: `${iso(new Date(newYear(year)))}/${iso(new Date(newYear(year + 1) - 86400000))}`, ...note };
  const key = `${month}${leap ? 'bis' : ''}`;
  const days = lunarYear(year).filter((d) => d.month === key && (day === null || d.day === day));
  if (!days.length) throw new Error(`no such day: ${raw}`);
  const [from, to] = [iso(days[0].date), iso(days.at(-1).date)];
  return { raw, edtf: from === to ? from : `${from}/${to}`, ...note };
}

/** 歲次甲子, 歲在甲子: must agree with the year it stands beside. */
export function checkGanzhi(text, year, where) {
  for (const [, , pair] of text.matchAll(/歲(次|在)([甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])/g))
    if (pair !== ganzhi(year))
      throw new Error(`${where}: ${pair} is not the name of ${year}, which is ${ganzhi(year)}`);
}
