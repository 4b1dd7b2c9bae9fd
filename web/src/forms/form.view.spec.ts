import { nextTick, ref } from 'vue';
import { keptValues, useFormView, viewKey } from './form.view.js';

const text = (words: string) => [{ value: { text: words } }];

describe('how somebody has a form', () => {
  const kept = new Map<string, string>();
  beforeAll(() => {
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, to: string) => kept.set(key, to),
    };
    Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  });
  afterAll(() => Reflect.deleteProperty(globalThis, 'localStorage'));
  beforeEach(() => kept.clear());

  it('is remembered for one person and one collection', async () => {
    const collection = ref<string | undefined>('guji');
    const view = useFormView(() => viewKey('chen', collection.value));
    view.fold('form', true);
    view.requireOnly(true);
    collection.value = 'xinzha';
    await nextTick();
    expect(view.kept.value).toMatchObject({ folded: [], requiredOnly: false });
    collection.value = 'guji';
    await nextTick();
    expect(view.kept.value).toMatchObject({ folded: ['form'], requiredOnly: true });
    expect(useFormView(() => viewKey('lin', 'guji')).kept.value.folded).toEqual([]);
  });

  it('starts a record with what the one before says, or always with the same', () => {
    const key = viewKey('chen', 'guji');
    const view = useFormView(() => key);
    const now = { agency: text('之江'), binding: text('线装'), title: text('文選') };
    view.keep('agency', 'fixed', now);
    view.keep('binding', 'last', now);
    expect(keptValues(key)).toEqual({ agency: text('之江'), binding: text('线装') });
    view.leave({ agency: text('他馆'), binding: text('蝴蝶装') });
    expect(keptValues(key)).toEqual({ agency: text('之江'), binding: text('蝴蝶装') });
    view.leave({});
    expect(keptValues(key)).toEqual({ agency: text('之江') });
    view.keep('agency', undefined, now);
    expect(keptValues(key)).toEqual({});
  });
});
