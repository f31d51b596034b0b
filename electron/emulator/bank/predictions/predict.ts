import { columnsOf } from '#emulator/bank/form-columns.ts';
import type { GenerationType } from '#emulator/bank/governance/types.ts';
import { sentenceOf, titleOf, wordsOf } from '#emulator/bank/predictions/wording.ts';
import type { Asset, Term } from '#emulator/bank/types.ts';
import { hash32 } from '#emulator/random.ts';

/** Something made up for one place of an asset: choices, best first. Choices of terms are their ids. */
export interface Prediction {
  /** `summary`, `glossaryTerms`, or `columns.<column>.` and `name`, `description`, `glossaryTerms` */
  readonly predictionTarget: string;
  readonly choices: readonly string[];
  /** 0 to 1, of the best choice */
  readonly confidence: number;
}

/** A term is a match when half of its words are those of the place. */
const ENOUGH = 0.5;
const MOST_CHOICES = 3;

/** 0.50 to 0.98, the same for the same place of the same asset. */
const confidenceAt = (asset: Asset, at: number, kind: number): number =>
  (50 + (hash32(asset.ordinal, asset.id.length, at, kind) % 49)) / 100;

const names = (asset: Asset): Prediction[] =>
  columnsOf(asset).map(({ name }, at) => ({
    predictionTarget: `columns.${name}.name`,
    choices: [titleOf(name), `${titleOf(name)} of the ${wordsOf(asset.name).join(' ') || asset.name}`],
    confidence: confidenceAt(asset, at, 1),
  }));

const summary = (asset: Asset): string => {
  const columns = columnsOf(asset).map(({ name }) => titleOf(name).toLowerCase());
  const shown = columns.slice(0, 4).join(', ');
  const rest = columns.length > 4 ? ` and ${columns.length - 4} more` : '';
  return `${titleOf(asset.name)}${shown === '' ? '.' : `: holds ${shown}${rest}.`}`;
};

const descriptions = (asset: Asset): Prediction[] => [
  { predictionTarget: 'summary', choices: [summary(asset)], confidence: confidenceAt(asset, 0, 2) },
  ...columnsOf(asset).map(({ name }, at) => ({
    predictionTarget: `columns.${name}.description`,
    choices: [sentenceOf(name, asset.name)],
    confidence: confidenceAt(asset, at, 3),
  })),
];

type Finder = (text: string) => readonly { readonly id: string; readonly score: number }[];

/** Terms by the words of a place: those of which enough words are there, most first, longer names before shorter. */
const finderOf = (terms: readonly Term[]): Finder => {
  const known = terms.map((term) => ({ id: term.id, words: wordsOf(term.name) }));
  const byWord = new Map<string, typeof known>();
  for (const term of known)
    for (const word of new Set(term.words)) byWord.set(word, [...(byWord.get(word) ?? []), term]);
  return (text) => {
    const words = new Set(wordsOf(text));
    const near = new Set([...words].flatMap((word) => byWord.get(word) ?? []));
    return [...near]
      .map(({ id, words: own }) => ({ id, met: own.filter((word) => words.has(word)).length, all: own.length }))
      .map(({ id, met, all }) => ({ id, met, score: met / all }))
      .filter(({ score }) => score >= ENOUGH)
      .toSorted((a, b) => b.score - a.score || b.met - a.met || (a.id < b.id ? -1 : 1))
      .slice(0, MOST_CHOICES);
  };
};

const associations = (asset: Asset, terms: readonly Term[]): Prediction[] => {
  const find = finderOf(terms);
  const places = [
    { predictionTarget: 'glossaryTerms', text: asset.name },
    ...columnsOf(asset).map(({ name }) => ({ predictionTarget: `columns.${name}.glossaryTerms`, text: name })),
  ];
  return places.flatMap(({ predictionTarget, text }) => {
    const found = find(text);
    const [best] = found;
    if (!best) return [];
    return [{ predictionTarget, choices: found.map(({ id }) => id), confidence: Math.round(best.score * 90) / 100 }];
  });
};

/** What a generation run of one type makes up for an asset. `terms` are those that may be attached. */
export const predict = (asset: Asset, type: GenerationType, terms: readonly Term[]): Prediction[] => {
  if (type === 'BUSINESS_NAMES') return names(asset);
  return type === 'BUSINESS_DESCRIPTIONS' ? descriptions(asset) : associations(asset, terms);
};
