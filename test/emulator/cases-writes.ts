import type { Bank } from '#emulator/bank/bank.ts';
import { predictionsOf } from '#emulator/bank/predictions/waiting.ts';
import type { Asset, Term } from '#emulator/bank/types.ts';
import { lackingInAsset } from '#emulator/datazone/writes/enforcement.ts';
import { writeOperations } from '#emulator/datazone/writes/operations.ts';
import { useOfTerm } from '#emulator/datazone/writes/term-use.ts';
import type { Emulator } from '#emulator/server.ts';

/** The operations that change the bank: a test gives each an emulator of its own. */
export const writeNames: ReadonlySet<string> = new Set(Object.keys(writeOperations));

/** An asset as CreateAssetRevision takes it back unchanged. */
export const revisionOf = (asset: Asset): object => ({
  identifier: asset.id,
  name: asset.name,
  ...(asset.description === undefined ? {} : { description: asset.description }),
  ...(asset.glossaryTerms.length === 0 ? {} : { glossaryTerms: asset.glossaryTerms }),
  formsInput: asset.forms.map(({ formName, typeName, typeRevision, content }) => ({
    formName,
    typeIdentifier: typeName,
    typeRevision,
    content,
  })),
});

/** What deletions and cancellations need there to be, and a bank without it has not. */
export const prepareWrites = ({ edit, glossaries, assets }: Bank): void => {
  const [glossary] = glossaries.list();
  if (!glossary) throw new Error('The bank has no glossary.');
  edit.addGlossary(glossary.owningProjectId, 'Emptied', 'Nothing is left in it.', { status: 'DISABLED' });
  edit.addTerm(glossary.id, 'Unused', 'Nothing carries it.', { status: 'DISABLED' });
  const results = [{ type: 'BUSINESS_NAMES', status: 'SUBMITTED' }] as const;
  edit.addGenerationRun(assets.at(3).id, { status: 'SUBMITTED', results });
};

const termCases = (bank: Bank, openTerms: readonly Term[]): Record<string, object[]> => {
  const [glossary] = bank.glossaries.list();
  const [first, second] = openTerms;
  const project = glossary?.owningProjectId;
  const used = new Set(bank.terms.list().map(({ glossaryId }) => glossaryId));
  const empty = bank.glossaries.list().find(({ id, status }) => status === 'DISABLED' && !used.has(id));
  const unused = bank.terms.list().find(({ id, status }) => status === 'DISABLED' && useOfTerm(bank, id) === undefined);
  return {
    CreateGlossary: [
      { name: 'Words of treasury', owningProjectIdentifier: project },
      {
        name: 'Words only stewards attach',
        owningProjectIdentifier: project,
        description: '',
        status: 'DISABLED',
        usageRestrictions: ['ASSET_GOVERNED_TERMS'],
      },
    ],
    UpdateGlossary: [
      { identifier: glossary?.id },
      { identifier: glossary?.id, name: 'Renamed', description: '', status: 'DISABLED' },
    ],
    DeleteGlossary: [{ identifier: (empty ?? glossary)?.id }],
    CreateGlossaryTerm: [
      { glossaryIdentifier: glossary?.id, name: 'Sweep' },
      {
        glossaryIdentifier: glossary?.id,
        name: 'Zero balancing',
        shortDescription: 'Every evening to nothing.',
        longDescription: '',
        status: 'DISABLED',
        termRelations: { isA: [first?.id], classifies: [second?.id] },
      },
    ],
    UpdateGlossaryTerm: [
      { identifier: first?.id, shortDescription: 'Said anew.' },
      { identifier: first?.id, name: 'Renamed', status: 'DISABLED', termRelations: { isA: [second?.id] } },
      { identifier: first?.id, termRelations: {} },
    ],
    DeleteGlossaryTerm: [{ identifier: (unused ?? first)?.id }],
  };
};

/** Inputs for DataZone's writes against a running bank, after `prepareWrites` where they are meant to succeed. */
export const writeCases = ({ bank, domainId: domainIdentifier }: Emulator): Record<string, object[]> => {
  const assets = bank.assets.ordinals().slice(0, 60).map(bank.assets.at);
  const governed = (id: string): boolean =>
    bank.glossaries.get(bank.terms.get(id)?.glossaryId ?? '')?.governed === true;
  const open = bank.terms.list().filter(({ id, status }) => status === 'ENABLED' && !governed(id));
  const restricted = bank.terms.list().filter(({ id }) => governed(id));
  const publishable = assets.filter((asset) => lackingInAsset(bank, asset).length === 0);
  const predicted = assets.filter((asset) => predictionsOf(asset).length > 1);
  const [first] = assets;
  const run = bank.generationRuns.list().find(({ status }) => status === 'SUBMITTED');
  const list = (entityType: string, action: string) => (entityIdentifier: string | undefined) => ({
    entityIdentifier,
    entityType,
    action,
  });
  const governedTerms = {
    entityType: 'ASSET',
    entityIdentifier: first?.id,
    governedGlossaryTerms: restricted.slice(0, 3).map(({ id }) => id),
  };
  const target = ({ id, projectId }: Asset): object => ({
    target: { type: 'ASSET', identifier: id },
    owningProjectIdentifier: projectId,
  });
  const cases: Record<string, object[]> = {
    ...termCases(bank, open),
    CreateAssetRevision: [
      ...assets.slice(0, 30).map(revisionOf),
      ...assets.slice(0, 2).map((asset) => ({
        ...revisionOf(asset),
        glossaryTerms: [open[0]?.id],
        predictionConfiguration: { businessNameGeneration: { enabled: true } },
      })),
    ],
    CreateListingChangeSet: [
      ...publishable.map(({ id }) => id).map(list('ASSET', 'PUBLISH')),
      ...publishable.slice(0, 3).map(({ id, revision }) => ({
        ...list('ASSET', 'PUBLISH')(id),
        entityRevision: String(revision),
      })),
      ...publishable.slice(0, 5).map(({ id }) => list('ASSET', 'UNPUBLISH')(id)),
      ...bank.products
        .list()
        .map(({ id }) => id)
        .flatMap((id) => [list('DATA_PRODUCT', 'PUBLISH')(id), list('DATA_PRODUCT', 'UNPUBLISH')(id)]),
    ],
    AssociateGovernedTerms: [governedTerms, governedTerms],
    DisassociateGovernedTerms: [governedTerms, governedTerms],
    StartMetadataGenerationRun: [
      ...assets.slice(0, 1).map((asset) => ({ type: 'BUSINESS_NAMES', ...target(asset) })),
      ...assets.slice(1, 3).map((asset) => ({
        types: ['BUSINESS_DESCRIPTIONS', 'BUSINESS_GLOSSARY_ASSOCIATIONS'],
        ...target(asset),
      })),
    ],
    CancelMetadataGenerationRun: [{ identifier: run?.id ?? 'nosuchrun00000' }],
    AcceptPredictions: [
      ...predicted.slice(0, 1).map(({ id, revision }) => ({
        identifier: id,
        revision: String(revision),
        acceptRule: { rule: 'ALL', threshold: 0.7 },
      })),
      ...predicted.slice(1, 2).map((asset) => ({
        identifier: asset.id,
        acceptRule: { rule: 'NONE' },
        acceptChoices: predictionsOf(asset).map(({ predictionTarget }, at) => ({
          predictionTarget,
          ...(at === 0 ? { editedValue: 'A better name' } : { predictionChoice: 1 }),
        })),
      })),
    ],
    RejectPredictions: [
      ...predicted.slice(0, 1).map(({ id, revision }) => ({
        identifier: id,
        revision: String(revision),
        rejectRule: { rule: 'ALL', threshold: 0.6 },
      })),
      ...predicted.slice(1, 2).map((asset) => ({
        identifier: asset.id,
        rejectChoices: predictionsOf(asset).map(({ predictionTarget }) => ({ predictionTarget })),
      })),
    ],
  };
  return Object.fromEntries(
    Object.entries(cases).map(([name, inputs]) => [name, inputs.map((input) => ({ domainIdentifier, ...input }))]),
  );
};
