import { filesBelow, importsOf, read } from './sources.js';

const moduleOf = (path: string): string | undefined => /^server\/modules\/([^/]+)\//.exec(path)?.[1];

/** Which modules import which, as far as it does not follow from other arrows. */
function importsOfModules(): Set<string> {
  const arrows = new Map<string, Set<string>>();
  for (const file of filesBelow('server/modules', /\.ts$/).filter((one) => !one.includes('.spec.'))) {
    for (const { target } of importsOf(file)) {
      const [from, to] = [moduleOf(file)!, target === null ? undefined : moduleOf(target)];
      if (to !== undefined && to !== from) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    }
  }
  const reached = (from: string, besides: string): Set<string> => {
    const seen = new Set<string>();
    const next = [...(arrows.get(from) ?? [])].filter((one) => one !== besides);
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      if (!seen.has(one)) next.push(...(arrows.get(one) ?? []));
      seen.add(one);
    }
    return seen;
  };
  return new Set(
    [...arrows].flatMap(([from, all]) =>
      [...all].filter((to) => !reached(from, to).has(to)).map((to) => `${from} --> ${to}`),
    ),
  );
}

/** `a & b --> c --> d` are three arrows. */
function drawn(drawing: string): Set<string> {
  return new Set(
    drawing.split('\n').flatMap((line) => {
      const steps = line.split('-->').map((step) => step.split('&').map((name) => name.trim()));
      return steps.slice(1).flatMap((to, at) => steps[at]!.flatMap((from) => to.map((one) => `${from} --> ${one}`)));
    }),
  );
}

test('the drawing of the modules in server/README.md is that of their imports', () => {
  const drawings = [...read('server/README.md').matchAll(/```mermaid\n([\s\S]*?)```/g)].map((one) => one[1]!);
  expect([...drawn(drawings.at(-1)!)].sort()).toEqual([...importsOfModules()].sort());
});
