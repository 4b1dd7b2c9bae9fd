/** As much of a place as words tell. */
interface PlaceRead {
  name: string;
  modern?: string;
  lat?: number;
  lon?: number;
}

const figures = /^(.+?)[\s,，(（]+(-?\d{1,2}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)[)）]?$/u;
const degrees = /^(.+?)[\s,，(（]+(\d{1,2}(?:\.\d+)?)°\s*([NS])[\s,，]*(\d{1,3}(?:\.\d+)?)°\s*([EW])[)）]?$/u;
const today = /^(.+?)[（(] ?(?:今属|今屬|今|now )(.+?)[）)]$/u;

function spotBehind(text: string): { rest: string; lat?: number; lon?: number } {
  const named = degrees.exec(text);
  const found = named
    ? [named[1]!, Number(named[2]) * (named[3] === 'S' ? -1 : 1), Number(named[4]) * (named[5] === 'W' ? -1 : 1)]
    : (() => {
        const plain = figures.exec(text);
        return plain ? [plain[1]!, Number(plain[2]), Number(plain[3])] : undefined;
      })();
  if (!found) return { rest: text };
  const [rest, lat, lon] = found as [string, number, number];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { rest, lat, lon } : { rest: text };
}

/** 錢塘（今杭州） · Qiantang (now Hangzhou) · 錢塘 30.27, 120.15. Several places in one line are for a person to take apart. */
export function readPlace(words: string): PlaceRead | undefined {
  const text = words.replace(/\s+/gu, ' ').trim();
  if (text === '' || /[;；、|]/u.test(text)) return undefined;
  const { rest, ...spot } = spotBehind(text);
  const now = today.exec(rest.trim());
  return { name: (now?.[1] ?? rest).trim(), ...(now ? { modern: now[2]!.trim() } : {}), ...spot };
}
