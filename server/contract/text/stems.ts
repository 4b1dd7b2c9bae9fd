/**
 * English words by what one and several of a thing have in common: lake and lakes, harbour and harbors, dynasty and dynasties.
 * Only plurals and two spellings, never verbs or derived words, and nothing that romanised Chinese ends in. Written here, by
 * the rules of English spelling; a change needs a new `TEXT_RECIPE`.
 */
const pairs = (text: string): Map<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split(':') as [string, string]),
  );

/** Whose plural follows no rule, or ends as another word does. */
const irregular = pairs(`
  men:man women:woman children:child feet:foot teeth:tooth geese:goose mice:mouse oxen:ox brethren:brother
  fishermen:fisherman boatmen:boatman craftsmen:craftsman workmen:workman gentlemen:gentleman statesmen:statesman
  horsemen:horseman countrymen:countryman townsmen:townsman clansmen:clansman tradesmen:tradesman salesmen:salesman
  leaves:leaf halves:half knives:knife wives:wife lives:life wolves:wolf shelves:shelf scarves:scarf loaves:loaf
  thieves:thief calves:calf hooves:hoof
  stelae:stele formulae:formula memoranda:memorandum addenda:addendum errata:erratum
  theses:thesis analyses:analysis axes:axis crises:crisis hypotheses:hypothesis synopses:synopsis
  indices:index appendices:appendix vertices:vertex matrices:matrix
  ties:tie pies:pie lies:lie dies:die movies:movie cookies:cookie prairies:prairie zombies:zombie calories:calorie
  lotuses:lotus campuses:campus viruses:virus choruses:chorus circuses:circus geniuses:genius censuses:census
  cactuses:cactus crocuses:crocus bonuses:bonus statuses:status walruses:walrus buses:bus irises:iris gases:gas
  lenses:lens atlases:atlas canvases:canvas
  shoes:shoe toes:toe canoes:canoe oboes:oboe foes:foe hoes:hoe aches:ache caches:cache niches:niche
  headaches:headache avalanches:avalanche quizzes:quiz
`);

/** End in s, and are one; or are the same as several. */
const unchanged = new Set(
  `series species news lens gas canvas atlas christmas texas thomas james charles jesus moses johannes hans always perhaps
   chaos cosmos ethos pathos logos kudos asbestos mathematics physics politics economics ethics classics
   alms means gallows headquarters does goes yes this was has its his mars athens brussels wales naples
   paris illinois dickens hastings`.split(/\s+/),
);

/** As it is written on either side of the Atlantic. */
const spelled = pairs(`
  harbour:harbor colour:color honour:honor labour:labor neighbour:neighbor favour:favor favourite:favorite parlour:parlor
  armour:armor vapour:vapor rumour:rumor odour:odor humour:humor behaviour:behavior endeavour:endeavor flavour:flavor
  splendour:splendor ardour:ardor watercolour:watercolor
  centre:center theatre:theater metre:meter kilometre:kilometer centimetre:centimeter millimetre:millimeter fibre:fiber
  lustre:luster sombre:somber catalogue:catalog dialogue:dialog grey:gray jewellery:jewelry jeweller:jeweler
  plough:plow mould:mold defence:defense archaeology:archeology storey:story
  traveller:traveler woollen:woolen enamelled:enameled
`);

const stemmable = /^[a-z]{4,64}$/;

function singular(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (!word.endsWith('s') || /(?:ss|us|is)$/.test(word) || unchanged.has(word)) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|sh|ss|tz|zz|[^aeiou]o)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** What a folded word is looked up by. */
export function stem(word: string): string {
  if (!stemmable.test(word)) return word;
  const one = singular(word);
  return spelled.get(one) ?? one;
}

const idle = new Set(
  `a an the of to in on at by for from with and or as is are was were be been it its this that these those into upon about
   what which who how there any some do you have me my show find please`.split(/\s+/),
);

/** Words that say nothing beside others: the, of, to. */
export const isIdle = (word: string): boolean => idle.has(word);
