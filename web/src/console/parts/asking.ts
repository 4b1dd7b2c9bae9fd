import { shallowRef } from 'vue';

export interface Question {
  title: string;
  about: string;
  /** What is done, and by which word it is not: no bare yes and no. */
  yes: string;
  no?: string;
  danger?: boolean;
}

interface Standing {
  question: Question;
  answer: (yes: boolean) => void;
}

/** What waits for an answer; the shell shows it above everything else. */
export const standing = shallowRef<Standing>();

/** Asks before something is done, and waits. Whatever was asked before and not answered is not done. */
export function ask(question: Question): Promise<boolean> {
  standing.value?.answer(false);
  return new Promise((resolve) => {
    standing.value = {
      question,
      answer: (yes) => {
        standing.value = undefined;
        resolve(yes);
      },
    };
  });
}
