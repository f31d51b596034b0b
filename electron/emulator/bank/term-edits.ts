import { type EditContext, editsOf, must, present } from '#emulator/bank/edit-context.ts';
import { idOf } from '#emulator/bank/ids.ts';
import type { Glossary, Term } from '#emulator/bank/types.ts';

type TermWords = Pick<Term, 'name' | 'shortDescription' | 'longDescription' | 'status' | 'isA' | 'classifies'>;

/** Changes to glossaries and terms. */
export interface TermEdits {
  readonly changeGlossary: (
    glossaryId: string,
    change: Partial<Pick<Glossary, 'name' | 'description' | 'status'>>,
  ) => Glossary;
  readonly changeTerm: (termId: string, change: Partial<TermWords>) => Term;
  readonly addTerm: (
    glossaryId: string,
    name: string,
    shortDescription?: string,
    more?: Partial<Omit<TermWords, 'name' | 'shortDescription'>>,
  ) => Term;
  readonly removeTerm: (termId: string) => void;
}

/** `nextTerm` gives ordinals far past every one a bank is built with. */
export const createTermEdits = (context: EditContext, nextTerm: () => number): TermEdits => {
  const { bank, clock, by } = context;
  return {
    changeGlossary: editsOf(bank.glossaries, 'glossary', context).change,
    changeTerm: editsOf(bank.terms, 'term', context).change,
    addTerm: (glossaryId, name, shortDescription, more = {}) => {
      must(bank.glossaries.get(glossaryId), 'glossary', glossaryId);
      const now = clock();
      const term: Term = present({
        id: idOf(bank.seed, 'term', nextTerm()),
        glossaryId,
        name,
        ...(shortDescription === undefined ? {} : { shortDescription }),
        isA: [],
        classifies: [],
        status: 'ENABLED',
        ...more,
        createdAt: now,
        createdBy: by,
        updatedAt: now,
        updatedBy: by,
      });
      bank.terms.put(term);
      return term;
    },
    removeTerm: (id) => {
      must(bank.terms.get(id), 'term', id);
      bank.terms.remove(id);
    },
  };
};
