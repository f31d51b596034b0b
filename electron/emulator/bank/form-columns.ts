import type { ColumnMetadata } from '#emulator/bank/forms.ts';
import type { Asset, AssetForm } from '#emulator/bank/types.ts';

export interface AssetColumn {
  readonly name: string;
  readonly type: string;
}

const parsed = (form: AssetForm | undefined): Record<string, unknown> => {
  if (!form) return {};
  try {
    const value: unknown = JSON.parse(form.content);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const listAt = (value: Record<string, unknown>, name: string): Record<string, unknown>[] => {
  const found = value[name];
  return Array.isArray(found)
    ? (found as unknown[]).filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null)
    : [];
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The technical columns of an asset, out of whichever form carries them. */
export const columnsOf = (asset: Pick<Asset, 'forms'>): AssetColumn[] => {
  const form = asset.forms.find(({ formName }) => formName === 'GlueTableForm' || formName === 'RedshiftTableForm');
  return listAt(parsed(form), 'columns').map((column) => ({
    name: textOf(column['columnName']),
    type: textOf(column['dataType']),
  }));
};

/** The business metadata of an asset's columns; empty when nobody wrote any. */
export const columnMetadataOf = (asset: Pick<Asset, 'forms'>): ColumnMetadata[] => {
  const form = asset.forms.find(({ formName }) => formName === 'ColumnBusinessMetadataForm');
  return listAt(parsed(form), 'columnsBusinessMetadata') as unknown as ColumnMetadata[];
};

/** The forms with the business metadata of columns replaced; the form is appended where it was absent. */
export const withColumnMetadata = (forms: readonly AssetForm[], metadata: readonly ColumnMetadata[]): AssetForm[] => {
  const content = JSON.stringify({ columnsBusinessMetadata: metadata });
  const has = forms.some(({ formName }) => formName === 'ColumnBusinessMetadataForm');
  const fresh: AssetForm = {
    formName: 'ColumnBusinessMetadataForm',
    typeName: 'amazon.datazone.ColumnBusinessMetadataFormType',
    typeRevision: '7',
    content,
  };
  return has
    ? forms.map((form) => (form.formName === 'ColumnBusinessMetadataForm' ? { ...form, content } : form))
    : [...forms, fresh];
};
