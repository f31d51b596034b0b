import type { Bank } from '#emulator/bank/bank.ts';
import { columnMetadataOf } from '#emulator/bank/form-columns.ts';
import type { Asset } from '#emulator/bank/types.ts';

/** A column of the bank, read from its asset's forms and from nothing else. */
export interface BankColumn {
  asset: Asset;
  name: string;
  dataType: string;
  businessName: string | null;
  description: string | null;
  comment: string | null;
  terms: readonly string[];
}

/** Every column of every asset of the bank, in the order of the assets. */
export function columnsByHand(bank: Bank): BankColumn[] {
  return bank.assets.ordinals().flatMap((ordinal) => {
    const asset = bank.assets.at(ordinal);
    const business = new Map(columnMetadataOf(asset).map((column) => [column.columnIdentifier, column]));
    return technical(asset).map(({ columnName = '', dataType = '', columnDescription }) => {
      const told = business.get(columnName);
      return {
        asset,
        name: columnName,
        dataType,
        comment: columnDescription ?? null,
        businessName: told?.name ?? null,
        description: told?.description ?? null,
        terms: told?.glossaryTerms ?? [],
      };
    });
  });
}

interface Technical {
  columnName?: string;
  dataType?: string;
  columnDescription?: string;
}

function technical(asset: Asset): Technical[] {
  const form = asset.forms.find(({ formName }) => formName === 'GlueTableForm' || formName === 'RedshiftTableForm');
  if (form === undefined) return [];
  const { columns = [], partitionKeys = [] } = JSON.parse(form.content) as Record<string, Technical[]>;
  return [...columns, ...partitionKeys];
}
