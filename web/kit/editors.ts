import type { Component, InjectionKey } from 'vue';

/** Editors by field type, for editors that are made of others. The form engine provides it. */
export const editorsKey: InjectionKey<(type: string) => Component | undefined> = Symbol('field editors');

/** Words of an editor: kit and plugins carry their few themselves, in the languages of the console. */
export const words =
  (locale: string) =>
  (zh: string, en: string): string =>
    locale === 'en' ? en : zh;
