import type { Glossary, Stamp, Term } from '#emulator/bank/types.ts';
import { orAbsent, seconds } from '#emulator/datazone/answers.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const restrictions = (governed: boolean): readonly string[] | undefined =>
  governed ? ['ASSET_GOVERNED_TERMS'] : undefined;

const stamps = (item: Stamp): object => ({
  createdAt: seconds(item.createdAt),
  createdBy: item.createdBy,
  updatedAt: seconds(item.updatedAt),
  updatedBy: item.updatedBy,
});

/** A glossary as the writes answer it: without who and when. */
export const glossaryCore = (glossary: Glossary, domainId: string): object => ({
  domainId,
  id: glossary.id,
  owningProjectId: glossary.owningProjectId,
  name: glossary.name,
  description: glossary.description,
  status: glossary.status,
  usageRestrictions: restrictions(glossary.governed),
});

export const glossaryAnswer = (glossary: Glossary, domainId: string): object => ({
  ...glossaryCore(glossary, domainId),
  ...stamps(glossary),
});

const relations = (term: Term): object | undefined =>
  term.isA.length + term.classifies.length === 0
    ? undefined
    : { isA: orAbsent(term.isA.slice(0, 10)), classifies: orAbsent(term.classifies.slice(0, 10)) };

/** A term as the writes answer it: without who and when. */
export const termCore = (term: Term, call: Call): object => ({
  domainId: call.bank.domain.id,
  glossaryId: term.glossaryId,
  id: term.id,
  name: term.name,
  shortDescription: term.shortDescription,
  longDescription: term.longDescription,
  termRelations: relations(term),
  status: term.status,
  usageRestrictions: restrictions(call.bank.glossaries.get(term.glossaryId)?.governed === true),
});

export const termAnswer = (term: Term, call: Call): object => ({ ...termCore(term, call), ...stamps(term) });

export const getGlossary = operation((call, input: { identifier: string }) => {
  const glossary = call.bank.glossaries.get(input.identifier);
  if (!glossary) throw notFound(`Glossary ${input.identifier} not found.`);
  return glossaryAnswer(glossary, call.bank.domain.id);
});

export const getGlossaryTerm = operation((call, input: { identifier: string }) => {
  const term = call.bank.terms.get(input.identifier);
  if (!term) throw notFound(`Glossary term ${input.identifier} not found.`);
  return termAnswer(term, call);
});
