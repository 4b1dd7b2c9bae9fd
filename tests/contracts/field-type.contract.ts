import { type Locale, locales } from '../../server/contract/localized.js';
import { ThingsOf } from './field-type.things.js';
import type { FieldType, LookUp } from '../../server/contract/plugin.js';
import type { Json } from '../../server/contract/values.js';

/** What a field type shows of itself, so that the suite can try it. */
export interface FieldTypeSample {
  /** Values as people and programs send them; the first is a rich one. */
  good: Json[];
  /** What must be refused. */
  bad: Json[];
  /** Options under which the good values are tried besides none. */
  options?: Record<string, Json>[];
  /** Words that a reader who looks for the first good value might type. */
  found: string[];
  /** What the first good value must say in a facet, a sort or a number. */
  facet?: string;
  number?: number;
  days?: [number, number];
  /** Options that allow these. */
  allowed?: { options: Record<string, Json>; value: Json }[];
  /** What words of another field, or of a table, mean here: a value as it is stored, or null where they mean nothing. */
  read?: [words: string, value: Json, options?: Record<string, Json>][];
  /** Good values in words that mean nothing by themselves: 春日 is no date. */
  unread?: string[];
  /** How the first good value is told apart: names, words and notes of its parts. */
  spread?: [options: Record<string, Json>, locale: Locale, parts: string[][]][];
  /** What the first good value lies in. */
  above?: [options: Record<string, Json>, locale: Locale, names: string[]][];
  /** Good values that these options forbid. */
  forbidden?: { options: Record<string, Json>; value: Json }[];
}

const nobody: LookUp = () => undefined;

/** The one suite that every field type passes, ours and those from outside. */
export function fieldTypeContract(name: string, load: () => Promise<FieldType>, sample: FieldTypeSample): void {
  describe(`field type ${name}`, () => {
    let type: FieldType;
    beforeAll(async () => {
      type = await load();
    });

    const settings = (): Record<string, Json>[] =>
      [{}, ...(sample.options ?? [])].map((options) => type.options.parse(options));
    const things = (): ThingsOf[] =>
      settings().flatMap((options) => sample.good.map((given) => new ThingsOf(type, given, options)));

    it('has a name of its own, and options that need not be set', () => {
      expect(type.key).toMatch(/^[a-z][a-z0-9-]{1,39}$/);
      expect(type.options.safeParse({}).success).toBe(true);
    });

    it('takes good values, and refuses bad ones without throwing', () => {
      expect(sample.good.length).toBeGreaterThan(0);
      expect(sample.bad.length).toBeGreaterThan(0);
      for (const value of sample.good) expect([value, type.value.safeParse(value).success]).toEqual([value, true]);
      for (const value of sample.bad) expect([value, type.value.safeParse(value).success]).toEqual([value, false]);
    });

    it.each([[null], [[]], ['']])('refuses %j', (value) => {
      expect(type.value.safeParse(value).success).toBe(false);
    });

    it('brings a value into one form, which is its own form', () => {
      for (const { stored, options } of things()) {
        expect(type.value.safeParse(stored).success).toBe(true);
        const again = type.normalise ? type.normalise(type.value.parse(stored), options) : stored;
        expect(again).toEqual(stored);
      }
    });

    it('stores what JSON keeps', () => {
      for (const { stored } of things()) expect(JSON.parse(JSON.stringify(stored))).toEqual(stored);
    });

    it('does not change what it is given', () => {
      for (const { stored, options } of things()) {
        const before = JSON.stringify(stored);
        type.normalise?.(stored, options);
        type.text(stored, options);
        type.index(stored, options);
        type.settle?.(stored, options, nobody);
        expect(JSON.stringify(stored)).toBe(before);
      }
    });

    it('says the same every time, whatever the hour', () => {
      for (const { stored, options } of things()) {
        const say = () => JSON.stringify([type.text(stored, options), type.index(stored, options)]);
        expect(say()).toBe(say());
      }
    });

    it('shows a value on one plain line in every language', () => {
      for (const { stored, options } of things()) {
        for (const locale of locales) {
          const told = type.line?.(stored, options, locale);
          for (const line of [type.display(stored, options, locale), ...(told === undefined ? [] : [told])]) {
            expect(line.trim()).toBe(line);
            expect(line).not.toBe('');
            expect(line).not.toMatch(/[\n\r\t]|undefined|\[object|NaN/);
          }
          const note = type.note?.(stored, options, locale);
          const code = type.code?.(stored, options, locale);
          expect(code === undefined || (code !== '' && !code.includes('\n'))).toBe(true);
          expect(note === undefined || (note !== '' && !note.includes('\n'))).toBe(true);
        }
      }
    });

    it('is told apart into parts that say something, each on a line of its own name', () => {
      for (const { stored, options } of things()) {
        for (const locale of locales) {
          const parts = type.spread?.(stored, options, locale) ?? [];
          expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length);
          for (const { label = '-', text, note = '-' } of parts) {
            for (const words of [label, text, note]) expect(words.trim()).toMatch(/^(?!undefined|\[object)./);
          }
        }
      }
      for (const [options, locale, spread] of sample.spread ?? []) {
        const parsed = type.options.parse(options);
        const { stored } = new ThingsOf(type, sample.good[0]!, parsed);
        const parts = type.spread?.(stored, parsed, locale) ?? [];
        expect(parts.map(({ label, text, note }) => [label, text, note].filter((one) => one !== undefined))).toEqual(
          spread,
        );
      }
    });

    it('says what it lies in, from the top', () => {
      for (const [options, locale, names] of sample.above ?? []) {
        const parsed = type.options.parse(options);
        const { stored } = new ThingsOf(type, sample.good[0]!, parsed);
        expect(type.above?.(stored, parsed, locale)).toEqual(names);
      }
      expect(type.above === undefined).toBe(sample.above === undefined);
    });

    it('is found by what a reader would type', () => {
      const { stored, options } = things()[0]!;
      const words = type.text(stored, options).map((run) => run.text);
      for (const word of sample.found) expect(words.join('\n')).toContain(word);
      for (const run of type.text(stored, options)) {
        expect(run.text.trim()).not.toBe('');
        expect(run.lang ?? 'zh').toMatch(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/);
      }
    });

    it('stands in search and lists by numbers and keys that they can hold', () => {
      for (const { stored, options } of things()) {
        const form = type.index(stored, options);
        for (const facet of form.facets ?? []) {
          expect(facet.key.trim()).not.toBe('');
          expect(facet.label.trim()).not.toBe('');
          expect(facet.parents ?? []).not.toContain(facet.key);
        }
        const keys = (form.facets ?? []).map((facet) => facet.key);
        expect(new Set(keys).size).toBe(keys.length);
        if (form.number !== undefined) expect(Number.isFinite(form.number)).toBe(true);
        if (form.days) {
          expect(form.days.every((day) => Number.isInteger(day) && Math.abs(day) < 2 ** 31)).toBe(true);
          expect(form.days[0]).toBeLessThanOrEqual(form.days[1]);
        }
        if (form.ref !== undefined) expect(form.ref).not.toBe('');
      }
      const first = things()[0]!;
      const form = type.index(first.stored, first.options);
      if (sample.facet !== undefined) expect(form.facets?.[0]?.label).toBe(sample.facet);
      if (sample.number !== undefined) expect(form.number).toBe(sample.number);
      if (sample.days) expect(form.days).toEqual(sample.days);
    });

    it('leaves the platform as JSON-LD, Dublin Core and MARC that others can read', () => {
      for (const { stored, options } of things()) {
        const linked = type.jsonld?.(stored, options);
        expect(linked === undefined || JSON.parse(JSON.stringify(linked)) !== null).toBe(true);
        for (const line of type.dc?.(stored, options) ?? []) expect(line.trim()).not.toBe('');
        for (const [code, part] of Object.entries(type.marc?.(stored, options) ?? {})) {
          expect(code).toMatch(/^[a-z0-9]$/);
          expect(part).not.toMatch(/[\u001d-\u001f\n]/);
        }
      }
    });

    it('reads back what it says, and of other words only what they mean', () => {
      if (!type.read) return;
      const storedOf = (words: string, options: Record<string, Json>): Json | undefined => {
        const parsed = type.value.safeParse(type.read!(words, options));
        if (!parsed.success) return undefined;
        return type.normalise ? type.normalise(parsed.data, options) : parsed.data;
      };
      // What is made of parts says nothing about them when there are none.
      const told = things().filter(({ options }) => !Array.isArray(options['parts']) || options['parts'].length > 0);
      for (const { stored, options } of told) {
        const words = type.words?.(stored, options) ?? type.display(stored, options, 'zh-CN');
        const again = storedOf(words, options);
        if (again === undefined) expect(sample.unread ?? []).toContain(words);
        else expect(type.display(again, options, 'zh-CN')).toBe(type.display(stored, options, 'zh-CN'));
      }
      for (const options of settings()) expect(storedOf('', options)).toBeUndefined();
      for (const [words, value, options = {}] of sample.read ?? []) {
        expect([words, storedOf(words, type.options.parse(options)) ?? null]).toEqual([words, value]);
      }
    });

    it('settles references to what it is told, and names those that nobody knows', () => {
      for (const { stored, options } of things()) {
        const references = type.references?.(stored, options) ?? [];
        const known: LookUp = () => ({
          key: 'fj2g0gstr',
          label: { 'zh-CN': '今名', en: 'Name' },
          parents: [],
          variants: [],
        });
        const settled = type.settle?.(stored, options, known) ?? stored;
        expect(type.value.safeParse(settled).success).toBe(true);
        expect(type.unknown?.(stored, options, known) ?? []).toEqual([]);
        for (const reference of type.unknown?.(stored, options, nobody) ?? [])
          expect(references).toContainEqual(reference);
        // Settling for good what is settled already changes nothing.
        if (type.settle) expect(type.settle(settled, options, known)).toEqual(settled);
      }
    });

    it('forbids what its options forbid, and nothing else', () => {
      for (const { stored } of things()) expect(type.faults?.(stored, type.options.parse({})) ?? []).toEqual([]);
      for (const { options, value } of sample.allowed ?? []) {
        const { stored, options: parsed } = new ThingsOf(type, value, type.options.parse(options));
        expect([value, type.faults?.(stored, parsed) ?? []]).toEqual([value, []]);
      }
      for (const { options, value } of sample.forbidden ?? []) {
        const { stored, options: parsed } = new ThingsOf(type, value, type.options.parse(options));
        const faults = type.faults?.(stored, parsed) ?? [];
        expect(faults.length).toBeGreaterThan(0);
        for (const { message } of faults) expect(message).not.toBe('');
      }
    });
  });
}
