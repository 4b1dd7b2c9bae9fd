import { createSSRApp, h } from 'vue';
import { createI18n } from 'vue-i18n';
import { renderToString } from 'vue/server-renderer';
import console_ from '../../locales/en/console.json' with { type: 'json' };
import problems from '../../locales/en/problems.json' with { type: 'json' };
import { ApiProblem } from '../../api/problem.js';
import NewPassword from './NewPassword.vue';
import { usePasswordRefusal } from './usePasswordRefusal.js';

const weak = new ApiProblem(422, 'account.weak-password', { reason: 'common' }, [], undefined);
const wrong = new ApiProblem(422, 'account.wrong-password', {}, [], undefined);

/** A form as the pages have it: a field, and what else was refused. */
async function form(error: unknown, password: string): Promise<string[]> {
  const setup = () => {
    const { refused, ofPassword, refuse } = usePasswordRefusal();
    refuse(error);
    return () => [
      h(NewPassword, { modelValue: password, refused: ofPassword.value }),
      h('p', { class: 'c-field-problem' }, refused.value),
    ];
  };
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: { ...console_, ...problems } } });
  const html = await renderToString(createSSRApp({ setup }).use(i18n));
  return [...html.matchAll(/<(?:p|span)[^>]*c-field-problem[^>]*>([^<]*)</g)].map((found) => found[1]!);
}

it('says once, under the field, what is wrong with a new password', async () => {
  const { advice } = problems.problems;
  expect(await form(weak, '湖山一角 correct')).toEqual([advice['password-common'], '']);
  // What can be seen while typing is not said beside what the server said.
  expect(await form(weak, 'short')).toEqual([advice['password-common'], '']);
  expect(await form(undefined, 'short')).toContain(advice['password-short']);
});

it('says of all else above the button', async () => {
  expect(await form(wrong, '湖山一角 correct')).toEqual([problems.problems.account['wrong-password']]);
});
