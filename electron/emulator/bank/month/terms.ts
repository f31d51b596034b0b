import type { Step } from '#emulator/bank/month/types.ts';

/** Words and types. Terms that assets carry are not renamed: their name is copied into every listing. */
export const termSteps: readonly Step[] = [
  (month) => {
    const glossary = month.bank.glossaries.list().find(({ name }) => name === 'Risk Terms');
    if (!glossary) return;
    const description = 'The words of credit, market and operational risk, as the committee agreed them.';
    month.changed('glossary', month.bank.edit.changeGlossary(glossary.id, { description }), 'description');
  },
  (month) => {
    const project = month.project('Wealth Advisory');
    if (!project) return;
    const glossary = month.bank.edit.addGlossary(project.id, 'Wealth Terms', 'Words of advice and portfolios.');
    month.added('glossary', glossary);
    for (const name of ['Mandate', 'Suitability'])
      month.added('glossary_term', month.bank.edit.addTerm(glossary.id, name, `${name} of a private client.`));
  },
  (month) => {
    const { bank } = month;
    const glossary = bank.glossaries.list().find(({ name }) => name === 'Legacy Words');
    if (!glossary) return;
    for (const term of bank.terms.list()) if (term.glossaryId === glossary.id) month.removed('glossary_term', term);
    bank.edit.removeGlossary(glossary.id);
    month.removed('glossary', glossary);
  },
  (month) => {
    const term = month.term('Critical Data Element');
    if (!term) return;
    month.changed('glossary_term', month.bank.edit.changeTerm(term.id, { status: 'DISABLED' }), 'status');
  },
  (month) => {
    const term = month.term('Churn');
    if (!term) return;
    const longDescription = 'A customer who closes the last product, or does not use any for twelve months.';
    month.changed('glossary_term', month.bank.edit.changeTerm(term.id, { longDescription }), 'longDescription');
  },
  (month) => {
    const term = month.term('Data Residency');
    if (!term) return;
    const change = { name: 'Data Residency at Home', shortDescription: 'May not leave the country, copies included.' };
    month.changed('glossary_term', month.bank.edit.changeTerm(term.id, change), 'name', 'shortDescription');
  },
  (month) => {
    const [event, parent] = [month.term('Loss Event'), month.term('Confidential')];
    if (!event || !parent) return;
    month.changed('glossary_term', month.bank.edit.changeTerm(event.id, { isA: [parent.id] }), 'termRelations');
  },
  (month) => {
    const glossary = month.bank.glossaries.list().find(({ name }) => name === 'Risk Terms');
    if (!glossary) return;
    month.added(
      'glossary_term',
      month.bank.edit.addTerm(glossary.id, 'Risk Appetite', 'How much risk the board accepts.'),
    );
  },
  (month) => {
    const term = month.term('Consumer Data Right');
    if (!term) return;
    month.bank.edit.removeTerm(term.id);
    month.removed('glossary_term', term);
  },
  (month) => {
    const type = month.bank.formTypes.get('DataContractForm');
    if (!type) return;
    const smithy = type.smithy.replace(
      'retention: String',
      'retention: String\n\n    @amazon.datazone#searchable\n    slo: String',
    );
    month.bank.edit.changeFormType(type.name, { smithy });
    month.changed('form_type', { id: type.name, name: type.name }, 'model');
  },
  (month) => {
    const project = month.project('Data Governance Office');
    if (!project) return;
    const name = 'ModelRiskForm';
    const smithy = '$version: "2.0"\n\nstructure ModelRiskForm {\n    tier: String\n}\n';
    month.bank.edit.addFormType({ name, description: 'How much hangs on a model.', smithy }, project.id);
    month.added('form_type', { id: name, name });
  },
  (month) => {
    const type = month.bank.assetTypes.get('ModelEvaluation');
    const form = month.bank.formTypes.get('ModelRiskForm');
    if (!type || !form) return;
    const forms = {
      ...type.forms,
      ModelRiskForm: { typeName: form.name, typeRevision: form.revision, required: false },
    };
    month.bank.edit.changeAssetType(type.name, { forms });
    month.changed('asset_type', { id: type.name, name: type.name }, 'formsOutput');
  },
];
