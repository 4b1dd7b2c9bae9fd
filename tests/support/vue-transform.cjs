// Vue components in unit tests: compiled for the server, so that a test renders them to HTML without a browser.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');
const { compileScript, compileTemplate, parse } = require('vue/compiler-sfc');

const own = readFileSync(__filename, 'utf8');

function process(source, filename) {
  const { descriptor, errors } = parse(source, { filename });
  if (errors.length) throw errors[0];
  const id = createHash('sha256').update(filename).digest('hex').slice(0, 8);
  let code;
  if (descriptor.script || descriptor.scriptSetup) {
    const templateOptions = { ssr: true, ssrCssVars: [] };
    code = compileScript(descriptor, { id, inlineTemplate: true, genDefaultAs: 'component', templateOptions }).content;
  } else code = 'const component = {}';
  if (descriptor.template && !descriptor.scriptSetup) {
    const lang = descriptor.script?.lang;
    const rendered = compileTemplate({
      id,
      filename,
      source: descriptor.template.content,
      ssr: true,
      ssrCssVars: [],
      compilerOptions: { expressionPlugins: lang === 'ts' ? ['typescript'] : [] },
    });
    code += `\n${rendered.code.replace('export function ssrRender', 'function ssrRender')}\ncomponent.ssrRender = ssrRender`;
  }
  const result = transformSync(`${code}\nexport default component`, {
    filename: `${filename}.ts`,
    swcrc: false,
    configFile: false,
    sourceMaps: true,
    module: { type: 'es6' },
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023', experimental: { keepImportAttributes: true } },
  });
  return { code: result.code, map: result.map };
}

const getCacheKey = (source, filename) =>
  createHash('sha256').update(own).update(filename).update(source).digest('hex');

module.exports = { process, getCacheKey };
