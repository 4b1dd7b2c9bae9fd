import type { InjectionKey } from 'vue';

export interface NumberSource {
  pid: string;
  /** 越金-#### */
  pattern: string;
  /** Null when it is used up. */
  next: string | null;
  left: number;
}

/** Numbers that are set aside for the collection. The console provides them, so that plugins need not know the API. */
export interface Numbers {
  sources(): Promise<NumberSource[]>;
  take(source: string): Promise<string>;
}

export const numbersKey: InjectionKey<Numbers> = Symbol('numbers set aside');
