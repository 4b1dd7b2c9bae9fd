// Sources import each other by the name they will have when built (`./pid.js`); in the tests that is `./pid.ts`.
const { existsSync } = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
/** What plugins from outside call us by. */
const ours = { 'linlang/contract/': 'server/contract', 'linlang/kit/': 'web/kit' };

module.exports = (request, options) => {
  for (const [name, place] of Object.entries(ours)) {
    if (!request.startsWith(name)) continue;
    const at = path.join(root, place, request.slice(name.length));
    return existsSync(at) ? at : `${at.replace(/\.js$/, '')}.ts`;
  }
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes(`${path.sep}node_modules${path.sep}`)) {
    const source = path.resolve(options.basedir, request.replace(/\.js$/, '.ts'));
    if (existsSync(source)) return source;
  }
  return options.defaultResolver(request, options);
};
