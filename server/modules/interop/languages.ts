/** ISO 639-3 of our vocabulary to the codes of MARC, which has no finer ones for Chinese. */
const marc: Record<string, string> = {
  zho: 'chi', lzh: 'chi', cmn: 'chi', yue: 'chi', nan: 'chi', hak: 'chi', wuu: 'chi', gan: 'chi', hsn: 'chi', cdo: 'chi', cjy: 'chi',
  bod: 'tib', fas: 'per', fra: 'fre', deu: 'ger', nld: 'dut', nxq: 'sit', txg: 'sit',
}; // prettier-ignore

export const marcLanguage = (code: string | undefined): string | undefined => {
  if (code === undefined) return undefined;
  return Object.hasOwn(marc, code) ? marc[code] : /^[a-z]{3}$/.test(code) ? code : undefined;
};
