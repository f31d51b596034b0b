import type { NativeGlossary, NativeTerm } from '#emulator/bank/native-glossaries.ts';
import { entityNotFound } from '#emulator/glue/catalog.ts';
import { type Call, operation } from '#emulator/operation.ts';

const PAGE = 1000;

/** Only the governance account has glossaries in its catalog. */
const glossariesOf = (call: Call): readonly NativeGlossary[] =>
  call.caller.accountId === call.bank.accounts[0]?.id ? call.bank.nativeGlossaries.list() : [];

const glossary = (call: Call, id: string): NativeGlossary => {
  const found = glossariesOf(call).find((each) => each.id === id);
  if (!found) throw entityNotFound(`Glossary ${id} not found.`);
  return found;
};

const glossaryAnswer = ({ id, name, description }: NativeGlossary): object => ({
  Id: id,
  Name: name,
  Description: description,
});

const termAnswer = ({ id, name, short }: NativeTerm): object => ({ Id: id, Name: name, ShortDescription: short });

export const listGlossaries = operation((call) => {
  const { slice, nextToken } = call.page(glossariesOf(call), PAGE);
  return { Items: slice.map(glossaryAnswer), NextToken: nextToken };
});

export const getGlossary = operation((call, { Identifier }: { readonly Identifier: string }) =>
  glossaryAnswer(glossary(call, Identifier)),
);

export const listGlossaryTerms = operation((call, { GlossaryIdentifier }: { readonly GlossaryIdentifier: string }) => {
  const { id } = glossary(call, GlossaryIdentifier);
  const terms = call.bank.nativeTerms.list().filter(({ glossaryId }) => glossaryId === id);
  const { slice, nextToken } = call.page(terms, PAGE);
  return { Items: slice.map(termAnswer), NextToken: nextToken };
});

export const getGlossaryTerm = operation((call, { Identifier }: { readonly Identifier: string }) => {
  const term = call.bank.nativeTerms.get(Identifier);
  if (!term || !glossariesOf(call).some(({ id }) => id === term.glossaryId))
    throw entityNotFound(`Glossary term ${Identifier} not found.`);
  return { ...termAnswer(term), GlossaryId: term.glossaryId, LongDescription: term.long };
});
