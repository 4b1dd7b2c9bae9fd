import { Lock } from '@lucide/vue';
import { createSSRApp, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { drawnIcon } from './drawn.icon.js';

it('is the text that the library would draw, for each way of asking', async () => {
  let times = 0;
  const own = drawnIcon((props, context) => {
    times += 1;
    return Lock(props, context);
  });
  const ways = [{}, { 'aria-hidden': 'true' }, { class: 'large', style: { color: 'red' } }, {}];
  const draw = (icon: typeof own) => renderToString(createSSRApp({ render: () => ways.map((way) => h(icon, way)) }));
  const drawn = await draw(own);
  expect(drawn).toBe(await draw(Lock));
  expect(await draw(own)).toBe(drawn);
  expect(times).toBe(3);
});
