import type { Component, InjectionKey, Ref } from 'vue';
import type { Neighbour } from '../../server/contract/plugin.js';

/** Editors by field type, for editors that are made of others. The form engine provides it. */
export const editorsKey: InjectionKey<(type: string) => Component | undefined> = Symbol('field editors');

/** What else the record says as it stands in the form. The form engine provides it. */
export const neighboursKey: InjectionKey<Ref<readonly Neighbour[]>> = Symbol('neighbours');

/**
 * Words of an editor: kit and plugins carry their few themselves, in the languages of the console; what readers see, in
 * traditional characters besides.
 */
export const words =
  (locale: string) =>
  (zh: string, en: string, traditional = zh): string =>
    locale === 'en' ? en : locale === 'zh-TW' ? traditional : zh;
