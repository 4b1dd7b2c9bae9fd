/**
 * The address of a licence that is written as people write it: CC0-1.0, CC BY-NC 4.0, 知识共享 署名 4.0, or the address
 * itself. In the form that IIIF asks for, with http. Undefined where it is none of those that programs know.
 */
export function licenceUri(text: string): string | undefined {
  const address =
    /https?:\/\/(creativecommons\.org\/(?:licenses|publicdomain)\/[a-z0-9./-]{2,60}|rightsstatements\.org\/vocab\/[A-Za-z-]{2,20}\/1\.0)\/?/i.exec(
      text,
    );
  if (address) return `http://${address[1]!.replace(/^[a-z.]+/i, (host) => host.toLowerCase())}/`;
  if (/\bCC\s*0\b|\bCC-?Zero\b/i.test(text)) return 'http://creativecommons.org/publicdomain/zero/1.0/';
  if (/\bPublic Domain Mark\b|\bPDM\b|公有领域标记|公有領域標記/i.test(text))
    return 'http://creativecommons.org/publicdomain/mark/1.0/';
  const named = /\bCC[\s-]*(BY(?:[\s-]*NC)?(?:[\s-]*(?:SA|ND))?)(?:[\s-]*([1-4]\.[05]))?\b/i.exec(text);
  if (!named) return undefined;
  const parts = named[1]!.toLowerCase().match(/by|nc|sa|nd/g)!;
  return `http://creativecommons.org/licenses/${parts.join('-')}/${named[2] ?? '4.0'}/`;
}
