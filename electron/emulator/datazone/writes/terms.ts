import type { Term } from '#emulator/bank/types.ts';
import { termCore } from '#emulator/datazone/glossaries.ts';
import { glossaryOf } from '#emulator/datazone/writes/glossaries.ts';
import { mayWrite } from '#emulator/datazone/writes/rights.ts';
import { useOfTerm } from '#emulator/datazone/writes/term-use.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { conflict, invalid, notFound, quotaExceeded } from '#emulator/wire/aws-error.ts';

/** Terms in a domain (api-surface §3). */
const MOST = 10_000;

interface TermInput {
  readonly shortDescription?: string;
  readonly longDescription?: string;
  readonly status?: Term['status'];
  readonly termRelations?: { readonly isA?: readonly string[]; readonly classifies?: readonly string[] };
}

const termOf = (call: Call, id: string): Term => {
  const term = call.bank.terms.get(id);
  if (!term) throw notFound(`Glossary term ${id} not found.`);
  return term;
};

/** Throws ConflictException for a name another term of the glossary has. */
const freeName = ({ bank }: Call, glossaryId: string, name: string, own?: string): void => {
  if (bank.terms.list().some((each) => each.glossaryId === glossaryId && each.name === name && each.id !== own))
    throw conflict(`A term with the name ${name} already exists in the glossary ${glossaryId}.`);
};

const relatives = ({ bank }: Call, ids: readonly string[], own?: string): string[] => {
  for (const id of ids) {
    if (id === own) throw invalid('A term is not related to itself.');
    if (!bank.terms.get(id)) throw invalid(`The related term ${id} does not exist.`);
  }
  return [...new Set(ids)];
};

/** A list that is given replaces the one there; a `termRelations` that gives none takes both away. */
const relationsFrom = (call: Call, given: TermInput['termRelations'], own?: string): Partial<Term> => {
  if (!given) return {};
  const { isA, classifies } = given;
  if (!isA && !classifies) return { isA: [], classifies: [] };
  return {
    ...(isA ? { isA: relatives(call, isA, own) } : {}),
    ...(classifies ? { classifies: relatives(call, classifies, own) } : {}),
  };
};

const wordsFrom = (call: Call, input: TermInput, own?: string): Partial<Term> => {
  const { shortDescription, longDescription, status, termRelations } = input;
  return {
    ...(shortDescription === undefined ? {} : { shortDescription }),
    ...(longDescription === undefined ? {} : { longDescription }),
    ...(status === undefined ? {} : { status }),
    ...relationsFrom(call, termRelations, own),
  };
};

interface CreateGlossaryTermInput extends TermInput {
  readonly glossaryIdentifier: string;
  readonly name: string;
}

export const createGlossaryTerm = operation((call, input: CreateGlossaryTermInput) => {
  const glossary = glossaryOf(call, input.glossaryIdentifier);
  mayWrite(call, glossary.owningProjectId);
  freeName(call, glossary.id, input.name);
  if (call.bank.terms.size() >= MOST) throw quotaExceeded(`A domain has at most ${MOST} glossary terms.`);
  const { shortDescription, ...more } = wordsFrom(call, input);
  return termCore(call.edit.addTerm(glossary.id, input.name, shortDescription, more), call);
});

interface UpdateGlossaryTermInput extends TermInput {
  readonly identifier: string;
  readonly glossaryIdentifier?: string;
  readonly name?: string;
}

/** UpdateGlossaryTerm: what is not sent stays. The glossary, where it is named, must be the term's own. */
export const updateGlossaryTerm = operation((call, input: UpdateGlossaryTermInput) => {
  const { id, glossaryId } = termOf(call, input.identifier);
  if (input.glossaryIdentifier !== undefined && input.glossaryIdentifier !== glossaryId)
    throw notFound(`Glossary term ${id} not found in the glossary ${input.glossaryIdentifier}.`);
  mayWrite(call, glossaryOf(call, glossaryId).owningProjectId);
  const { name } = input;
  if (name !== undefined) freeName(call, glossaryId, name, id);
  const change = { ...(name === undefined ? {} : { name }), ...wordsFrom(call, input, id) };
  return termCore(call.edit.changeTerm(id, change), call);
});

/** DeleteGlossaryTerm: disabled ones that nothing carries and no other term is related to. */
export const deleteGlossaryTerm = operation((call, input: { identifier: string }) => {
  const { id, glossaryId, status } = termOf(call, input.identifier);
  mayWrite(call, glossaryOf(call, glossaryId).owningProjectId);
  if (status !== 'DISABLED') throw invalid(`The glossary term ${id} is ENABLED: disable it before it is deleted.`);
  const use = useOfTerm(call.bank, id);
  if (use !== undefined) throw conflict(`The glossary term ${id} is in use by ${use}.`);
  call.edit.removeTerm(id);
  return {};
});
