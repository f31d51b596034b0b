import type { AssetRecord, Form } from '#core/catalog/rows.ts';
import { createBank } from '#emulator/bank/bank.ts';
import type { AssetForm } from '#emulator/bank/types.ts';

/** Assets of the sample bank in the shape in which the mirror takes them. */
export function* bankRecords(assets: number, columnsPerAsset: number): Generator<AssetRecord> {
  const bank = createBank({ seed: 1, assets, columnsPerAsset, region: 'ap-southeast-2' }, () => 0);
  for (const ordinal of bank.assets.ordinals()) {
    const asset = bank.assets.at(ordinal);
    yield {
      id: asset.id,
      name: asset.name,
      description: asset.description ?? null,
      type: asset.typeName,
      typeRevision: asset.typeRevision,
      externalId: asset.externalIdentifier ?? null,
      projectId: asset.projectId,
      createdAt: new Date(asset.createdAt).toISOString(),
      createdBy: asset.createdBy,
      firstCreatedAt: new Date(asset.firstCreatedAt).toISOString(),
      firstCreatedBy: asset.firstCreatedBy,
      terms: [...asset.glossaryTerms],
      governedTerms: [...asset.governedTerms],
      forms: asset.forms.map(formOf),
      readOnlyForms: asset.readOnlyForms.map(formOf),
      revision: null,
    };
  }
}

const formOf = (form: AssetForm): Form => ({
  name: form.formName,
  type: form.typeName,
  revision: form.typeRevision ?? null,
  content: form.content,
});
