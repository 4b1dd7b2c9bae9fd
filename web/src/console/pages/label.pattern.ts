const digits = '〇一二三四五六七八九';

/** 12 → 十二, 21 → 二十一, 105 → 一百〇五: as leaves are numbered. */
export function chineseNumber(number: number): string {
  if (number < 10) return digits[number] ?? String(number);
  if (number < 20) return `十${number % 10 ? digits[number % 10] : ''}`;
  if (number < 100) return `${digits[Math.floor(number / 10)]}十${number % 10 ? digits[number % 10] : ''}`;
  if (number < 1000) {
    const rest = number % 100;
    const hundreds = `${digits[Math.floor(number / 100)]}百`;
    if (rest === 0) return hundreds;
    if (rest < 10) return `${hundreds}〇${digits[rest]}`;
    return `${hundreds}${rest < 20 ? '一' : ''}${chineseNumber(rest)}`;
  }
  return String(number);
}

/**
 * Labels for a run of pages. In the pattern stand {n} for a number, {一} for the same in Chinese, and {a|b} (or any
 * other sides) that alternate: with sides the number goes up only when they have all been used.
 */
export function labelsFor(pattern: string, count: number, start: number, firstSide = 0): string[] {
  const sides = /\{([^{}|]+(?:\|[^{}|]+)+)\}/.exec(pattern);
  const names = sides?.[1]?.split('|') ?? [''];
  const labels: string[] = [];
  for (let at = 0; at < count; at++) {
    const step = at + firstSide;
    const number = start + Math.floor(step / names.length);
    labels.push(
      pattern
        .replace(sides?.[0] ?? '\u0000', names[step % names.length]!)
        .replaceAll('{n}', String(number))
        .replaceAll('{一}', chineseNumber(number)),
    );
  }
  return labels;
}
