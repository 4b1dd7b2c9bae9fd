import { createSSRApp, h } from 'vue';
import { createI18n } from 'vue-i18n';
import { renderToString } from 'vue/server-renderer';
import console_ from '../../locales/en/console.json' with { type: 'json' };
import problems from '../../locales/en/problems.json' with { type: 'json' };
import { ApiProblem, Unreachable } from '../../api/problem.js';
import type { ProblemCode } from '../../../../server/contract/problems.js';
import LoadState from './LoadState.vue';
import { useProblemText } from './problem.text.js';

const i18n = () => createI18n({ legacy: false, locale: 'en', messages: { en: { ...console_, ...problems } } });
const shown = (problem: unknown) =>
  renderToString(createSSRApp({ render: () => h(LoadState, { problem }) }).use(i18n()));
const refused = (status: number, code: ProblemCode) => new ApiProblem(status, code, {}, [], undefined);

it.each([
  [refused(403, 'access.denied'), false],
  [refused(404, 'item.not-found'), false],
  [refused(410, 'token.invalid'), false],
  [refused(429, 'request.too-many'), true],
  [refused(503, 'server.unavailable'), true],
  [new Unreachable(true), true],
])('offers to try again only where that may help: %s', async (problem, offered) => {
  expect((await shown(problem)).includes('Try again')).toBe(offered);
});

it('counts one second as one', async () => {
  const wait = (retryAfter: number) =>
    renderToString(
      createSSRApp({
        setup() {
          const { codeText } = useProblemText();
          return () => codeText('session.locked', { retryAfter });
        },
      }).use(i18n()),
    );
  expect(await wait(1)).toMatch(/in 1 second\.$/);
  expect(await wait(30)).toMatch(/in 30 seconds\.$/);
});
