import { ref, type Ref } from 'vue';
import { ApiProblem } from '../../api/problem.js';
import { useProblemText } from '../parts/problem.text.js';

/** What was not taken, said once: of the new password under its field, of all else above the button. */
export function usePasswordRefusal(): {
  refused: Ref<string>;
  ofPassword: Ref<string>;
  refuse: (error: unknown) => void;
  clear: () => void;
} {
  const { sentence } = useProblemText();
  const refused = ref('');
  const ofPassword = ref('');
  const clear = () => void (refused.value = ofPassword.value = '');
  function refuse(error: unknown): void {
    const weak = error instanceof ApiProblem && error.code === 'account.weak-password';
    (weak ? ofPassword : refused).value = sentence(error);
  }
  return { refused, ofPassword, refuse, clear };
}
