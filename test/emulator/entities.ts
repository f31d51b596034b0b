import { columnMetadataOf, columnsOf } from '#emulator/bank/form-columns.ts';
import type { AssetForm } from '#emulator/bank/types.ts';

/** An entity as two readings compare it. */
export type Entity = Readonly<Record<string, unknown>>;

/** What moves with every change, or says only that there was one. */
const moving = new Set(
  `revision listingRevision createdAt createdBy updatedAt updatedBy lastUpdatedAt lastUpdatedBy listingCreatedBy
  listingUpdatedBy CreatedAt UpdatedAt CreateTime UpdateTime VersionId $metadata`.split(/\s+/),
);

export const plain = (value: object): Entity =>
  Object.fromEntries(Object.entries(value).filter(([name, member]) => !moving.has(name) && member !== undefined));

interface SearchItem {
  readonly additionalAttributes?: {
    readonly formsOutput?: readonly AssetForm[];
    readonly readOnlyFormsOutput?: readonly AssetForm[];
    readonly forms?: string;
  };
}

/** An asset with its forms taken apart: what the month calls columns, names, terms and so on. */
export const assetEntity = (item: object): Entity => {
  const { additionalAttributes, ...rest } = item as SearchItem & Record<string, unknown>;
  const forms = additionalAttributes?.formsOutput ?? [];
  const metadata = columnMetadataOf({ forms });
  const by = (read: (column: (typeof metadata)[number]) => unknown): unknown =>
    metadata.map((column) => [column.columnIdentifier, read(column)]).filter(([, value]) => value !== undefined);
  const details = forms.find(({ formName }) => formName === 'AssetCommonDetailsForm')?.content ?? '{}';
  const { readMe, ...others } = JSON.parse(details) as { readMe?: string };
  const known = new Set(['GlueTableForm', 'ColumnBusinessMetadataForm', 'AssetCommonDetailsForm']);
  return {
    ...rest,
    columns: columnsOf({ forms }),
    columnNames: by(({ name }) => name),
    columnDescriptions: by(({ description }) => description),
    columnTerms: by(({ glossaryTerms }) => glossaryTerms),
    readMe,
    details: others,
    forms: forms.filter(({ formName }) => !known.has(formName)),
    predictions: additionalAttributes?.readOnlyFormsOutput,
  };
};

export const listingEntity = (item: object): Entity => {
  const { additionalAttributes, ...rest } = item as SearchItem & Record<string, unknown>;
  return { ...rest, forms: additionalAttributes?.forms };
};
