import type { Step } from '#emulator/bank/month/types.ts';
import type { DataProduct } from '#emulator/bank/types.ts';

const named = (products: readonly DataProduct[], wanted: string): DataProduct | undefined =>
  products.find(({ name }) => name === wanted);

export const productSteps: readonly Step[] = [
  (month) => {
    const { bank } = month;
    const product = named(bank.products.list(), 'Card Fraud Signals');
    const asset = month.asset('Debit card transactions');
    if (!product || !asset || product.items.some(({ assetId }) => assetId === asset.id)) return;
    const item = { assetId: asset.id, revision: asset.revision, glossaryTerms: [] };
    const description = 'Scores, behaviour and the transactions behind them.';
    const changed = bank.edit.changeProduct(product.id, { description, items: [...product.items, item] });
    month.changed('data_product', changed, 'description', 'items');
  },
  (month) => {
    const { bank } = month;
    const product = named(bank.products.list(), 'Churn Insights');
    if (!product) return;
    if (product.listing?.status === 'ACTIVE') month.removed('listing', { id: product.listing.id, name: product.name });
    bank.edit.removeProduct(product.id);
    month.removed('data_product', product);
  },
  (month) => {
    const { bank } = month;
    const product = named(bank.products.list(), 'Credit Risk Reporting');
    const listing = product && !product.listing && bank.edit.publishProduct(product.id).listing;
    if (product && listing) month.added('listing', { id: listing.id, name: product.name });
  },
  (month) => {
    const { bank } = month;
    const project = month.project('Digital Behaviour');
    const asset = month.asset('App sessions');
    if (!project || !asset) return;
    const items = [{ assetId: asset.id, revision: asset.revision, glossaryTerms: [] }];
    const product = {
      name: 'Digital Journeys',
      description: 'What customers do in the app.',
      items,
      glossaryTerms: [],
    };
    month.added('data_product', bank.edit.addProduct(project.id, product));
  },
];
