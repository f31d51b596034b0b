import type { Glossary } from '#emulator/bank/types.ts';
import { glossaryCore } from '#emulator/datazone/glossaries.ts';
import { mayWrite } from '#emulator/datazone/writes/rights.ts';
import { type Call, operation } from '#emulator/operation.ts';
import { conflict, denied, invalid, notFound, quotaExceeded } from '#emulator/wire/aws-error.ts';

/** Glossaries in a domain (api-surface §3). */
const MOST = 1000;

export const glossaryOf = ({ bank }: Call, id: string): Glossary => {
  const glossary = bank.glossaries.get(id);
  if (!glossary) throw notFound(`Glossary ${id} not found.`);
  return glossary;
};

/** Throws ConflictException for a name another glossary of the domain has. */
const freeName = ({ bank }: Call, name: string, own?: string): void => {
  if (bank.glossaries.list().some((each) => each.name === name && each.id !== own))
    throw conflict(`A glossary with the name ${name} already exists in the domain.`);
};

interface CreateGlossaryInput {
  readonly name: string;
  readonly owningProjectIdentifier: string;
  readonly description?: string;
  readonly status?: Glossary['status'];
  readonly usageRestrictions?: readonly string[];
}

export const createGlossary = operation((call, input: CreateGlossaryInput) => {
  const { name, owningProjectIdentifier: project, description, status, usageRestrictions = [] } = input;
  // The model has no ResourceNotFoundException here.
  if (!call.bank.projects.get(project)) throw denied(call.operation);
  mayWrite(call, project);
  freeName(call, name);
  if (call.bank.glossaries.size() >= MOST) throw quotaExceeded(`A domain has at most ${MOST} glossaries.`);
  const governed = usageRestrictions.includes('ASSET_GOVERNED_TERMS');
  const more = { governed, ...(status === undefined ? {} : { status }) };
  return glossaryCore(call.edit.addGlossary(project, name, description, more), call.bank.domain.id);
});

interface UpdateGlossaryInput {
  readonly identifier: string;
  readonly name?: string;
  readonly description?: string;
  readonly status?: Glossary['status'];
}

/** UpdateGlossary: what is not sent stays. */
export const updateGlossary = operation((call, input: UpdateGlossaryInput) => {
  const { id, owningProjectId } = glossaryOf(call, input.identifier);
  mayWrite(call, owningProjectId);
  const { name, description, status } = input;
  if (name !== undefined) freeName(call, name, id);
  const change = {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(status === undefined ? {} : { status }),
  };
  return glossaryCore(call.edit.changeGlossary(id, change), call.bank.domain.id);
});

/** DeleteGlossary: disabled and empty ones only. */
export const deleteGlossary = operation((call, input: { identifier: string }) => {
  const { id, owningProjectId, status } = glossaryOf(call, input.identifier);
  mayWrite(call, owningProjectId);
  if (status !== 'DISABLED') throw invalid(`The glossary ${id} is ENABLED: disable it before it is deleted.`);
  if (call.bank.terms.list().some(({ glossaryId }) => glossaryId === id))
    throw conflict(`The glossary ${id} has terms: delete them first.`);
  call.edit.removeGlossary(id);
  return {};
});
