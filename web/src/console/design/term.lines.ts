export interface TypedTerm {
  code: string;
  label: Record<string, string>;
  parent?: string;
}

const codeSigns = /[^\p{L}\p{N}._-]/gu;

/**
 * Lists as people type them: one term a line, `中文 | English | code`, what is indented belongs to the line above it.
 * Without a code the Chinese name is one: it is what a cataloger would look for.
 */
export function readTerms(text: string): TypedTerm[] {
  const terms: TypedTerm[] = [];
  const seen = new Set<string>();
  const above: { depth: number; code: string }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const depth = /^[\s\u3000]*/.exec(line)![0].replaceAll('\t', '    ').length;
    const [zh = '', en = '', given = ''] = line.split(/[|｜]/).map((part) => part.trim());
    const stem = ((given || zh || en).replace(codeSigns, '').replace(/^[._-]+/, '') || 'term').slice(0, 50);
    let code = stem;
    for (let n = 2; seen.has(code); n++) code = `${stem}${n}`;
    seen.add(code);
    while (above.length > 0 && above.at(-1)!.depth >= depth) above.pop();
    const parent = above.at(-1)?.code;
    above.push({ depth, code });
    const label = { ...(zh ? { 'zh-CN': zh } : {}), ...(en ? { en } : {}) };
    if (Object.keys(label).length > 0) terms.push({ code, label, ...(parent ? { parent } : {}) });
  }
  return terms;
}
