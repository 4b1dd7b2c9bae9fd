import { filesBelow, read } from './sources.js';

/** The console's addresses, as its router has them; what stands for a record may be anything. */
const routes = [...read('web/src/console/shell/router.ts').matchAll(/\bpath: '(\/[^']*)'/g)]
  .map((match) => match[1]!)
  .filter((path) => !path.includes('*'))
  .map((path) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`));

describe('links into the console', () => {
  test('that the server writes, above all into mails, lead to pages that exist', () => {
    const links = filesBelow('server', /(?<!\.spec)\.ts$/).flatMap((file) =>
      [...read(file).matchAll(/publicUrl\}\/console(\/[^`'"#?\s]*)?/g)].map((match) => ({
        file,
        path: match[1] ?? '/',
      })),
    );
    expect(links.map(({ path }) => path)).toEqual(expect.arrayContaining(['/reset', '/invitation', '/forgot']));
    const lost = links.filter(({ path }) => !routes.some((route) => route.test(path.replace(/\$\{[^}]*\}/g, 'x'))));
    expect(lost).toEqual([]);
  });
});
