import { idOf } from '#emulator/bank/ids.ts';
import type { NativeGlossaries, NativeGlossary, NativeTerm } from '#emulator/bank/native-glossaries.ts';

/** Changes to the glossaries of the Glue Data Catalog. They carry no times. */
export interface NativeEdits {
  readonly addNativeGlossary: (name: string, description?: string) => NativeGlossary;
  readonly changeNativeGlossary: (
    id: string,
    change: Partial<Pick<NativeGlossary, 'name' | 'description'>>,
  ) => NativeGlossary;
  /** the glossary and every term in it */
  readonly removeNativeGlossary: (id: string) => void;
  readonly addNativeTerm: (glossaryId: string, name: string, short?: string) => NativeTerm;
  readonly changeNativeTerm: (id: string, change: Partial<Pick<NativeTerm, 'name' | 'short' | 'long'>>) => NativeTerm;
  readonly removeNativeTerm: (id: string) => void;
}

const must = <T>(found: T | undefined, what: string, id: string): T => {
  if (found === undefined) throw new RangeError(`The bank has no ${what} ${id}.`);
  return found;
};

/** Far past every ordinal a bank is built with. */
const ADDED = 1_000_000;

export const createNativeEdits = ({ nativeGlossaries, nativeTerms }: NativeGlossaries, seed: number): NativeEdits => {
  let added = ADDED;
  const next = (): number => {
    added += 1;
    return added;
  };
  return {
    addNativeGlossary: (name, description) => {
      const glossary = {
        id: idOf(seed, 'nativeGlossary', next()),
        name,
        ...(description === undefined ? {} : { description }),
      };
      nativeGlossaries.put(glossary);
      return glossary;
    },
    changeNativeGlossary: (id, change) => {
      const after = { ...must(nativeGlossaries.get(id), 'native glossary', id), ...change };
      nativeGlossaries.put(after);
      return after;
    },
    removeNativeGlossary: (id) => {
      must(nativeGlossaries.get(id), 'native glossary', id);
      for (const term of nativeTerms.list()) if (term.glossaryId === id) nativeTerms.remove(term.id);
      nativeGlossaries.remove(id);
    },
    addNativeTerm: (glossaryId, name, short) => {
      must(nativeGlossaries.get(glossaryId), 'native glossary', glossaryId);
      const term = {
        id: idOf(seed, 'nativeTerm', next()),
        glossaryId,
        name,
        ...(short === undefined ? {} : { short }),
      };
      nativeTerms.put(term);
      return term;
    },
    changeNativeTerm: (id, change) => {
      const after = { ...must(nativeTerms.get(id), 'native term', id), ...change };
      nativeTerms.put(after);
      return after;
    },
    removeNativeTerm: (id) => {
      must(nativeTerms.get(id), 'native term', id);
      nativeTerms.remove(id);
    },
  };
};
