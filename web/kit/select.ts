/** One of the things to choose from. */
export interface Choice<V extends string | number = string> {
  value: V;
  label: string;
  disabled?: boolean | undefined;
  /** Neighbours of one group stand under its name. */
  group?: string | undefined;
  lang?: string | undefined;
}

export interface ChoiceGroup<V extends string | number> {
  name: string | undefined;
  rows: { choice: Choice<V>; at: number }[];
}

/** Choices as they are drawn: neighbours of one group together, each with its place among all. */
export function grouped<V extends string | number>(choices: readonly Choice<V>[]): ChoiceGroup<V>[] {
  const groups: ChoiceGroup<V>[] = [];
  for (const [at, choice] of choices.entries()) {
    const last = groups.at(-1);
    if (last && last.name === choice.group) last.rows.push({ choice, at });
    else groups.push({ name: choice.group, rows: [{ choice, at }] });
  }
  return groups;
}

const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 0);

/** The label that takes most room: a box as wide as it does not jump when another is chosen. */
export const longest = (labels: readonly string[]): string =>
  labels.reduce((long, one) => (widthOf(one) > widthOf(long) ? one : long), '');

/** The first character of each letter in the browser's own order by pinyin: what sorts after it begins with it. */
const firsts = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀';
const letters = 'abcdefghjklmnopqrstwxyz';
let byPinyin: Intl.Collator | undefined;

/** What is typed to find a label: its own letters, and the initials of Han characters. */
export function spelled(label: string): string {
  byPinyin ??= new Intl.Collator('zh-Hans-CN-u-co-pinyin');
  return [...label]
    .map((one) => {
      if (!/\p{Script=Han}/u.test(one)) return one.toLowerCase();
      let low = 0;
      for (let at = 0; at < firsts.length; at += 1) if (byPinyin!.compare(firsts[at]!, one) <= 0) low = at;
      return letters[low];
    })
    .join('');
}

/** What typing leads to from where one stands: one letter goes on to the next that begins with it, more stay. */
export function typedTo(choices: readonly Choice<string | number>[], typed: string, at: number): number | undefined {
  const wanted = [...typed].every((one) => one === typed[0]) ? typed[0]! : typed;
  const from = wanted.length === 1 ? at + 1 : Math.max(at, 0);
  for (let step = 0; step < choices.length; step += 1) {
    const place = (from + step) % choices.length;
    const one = choices[place]!;
    if (!one.disabled && spelled(one.label).startsWith(wanted.toLowerCase())) return place;
  }
  return undefined;
}
