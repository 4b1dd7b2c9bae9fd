import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Folders that are made, fetched or drawn, and hold no source of ours. */
const skipped = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', 'content']);

/** Files below a place, as paths from the root with forward slashes. */
export function filesBelow(place: string, wanted: RegExp): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) walk(path);
      } else if (wanted.test(entry.name)) found.push(relative(root, path).replaceAll('\\', '/'));
    }
  };
  walk(join(root, place));
  return found.sort();
}

export const read = (file: string): string => readFileSync(join(root, file), 'utf8');

export interface Import {
  from: string;
  /** As written. */
  specifier: string;
  /** Path from the root, without the ending; null for packages. */
  target: string | null;
  /** Gone when compiled. */
  typeOnly: boolean;
}

const script = (file: string): string =>
  file.endsWith('.vue')
    ? [...read(file).matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : read(file);

function typesOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

function targetOf(file: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const path = relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/');
  return path.replace(/\.(js|ts|mjs)$/, '');
}

/** Everything that a file imports, in every way there is. */
export function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, script(file), ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  const found: Import[] = [];
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    found.push({ from: file, specifier: specifier.text, target: targetOf(file, specifier.text), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, typesOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
