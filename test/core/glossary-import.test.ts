import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldOf, StageLine } from '#shared/changes.ts';
import { documentOf, type GlossaryDocument, glossaryEntry, type Ref, termEntry } from '#core/glossary/document.ts';
import { stageLines } from '#core/changes/stage.ts';
import { Step } from '#core/changes/step.ts';
import { migrate } from '#core/db/migrate.ts';
import * as csv from '#core/glossary/formats/csv.ts';
import * as openmetadata from '#core/glossary/formats/openmetadata.ts';
import { type ImportPlan, planImport } from '#core/glossary/plan-import.ts';
import { asNew, held, planning } from './glossary-documents.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const ids = (...list: string[]): Ref[] => list.map((id) => ({ id }));

/** Two glossaries of a bank. */
const BANK = documentOf([
  glossaryEntry({
    id: 'g-risk',
    name: 'Risk',
    description: 'What we may lose',
    status: 'ENABLED',
    project: 'p-1',
    restricted: false,
    terms: [
      termEntry({ id: 't-exp', name: 'Exposure', shortDescription: 'At risk', status: 'ENABLED' }),
      termEntry({ id: 't-lim', name: 'Limit', longDescription: 'The most', status: 'ENABLED', isA: ids('t-exp') }),
      termEntry({ id: 't-old', name: 'VaR 95', status: 'DISABLED' }),
    ],
  }),
  glossaryEntry({
    id: 'g-ret',
    name: 'Retail',
    status: 'ENABLED',
    project: 'p-2',
    restricted: true,
    terms: [
      termEntry({ id: 't-cus', name: 'Customer', status: 'ENABLED', classifies: ids('t-gone') }),
      termEntry({ id: 't-lim2', name: 'Limit', status: 'ENABLED' }),
    ],
  }),
]);

const HEAD =
  'kind,id,glossary,name,description,short_description,long_description,status,project,restricted,is_a,classifies';
const plan = (rows: string[], more: Parameters<typeof planning>[0] = {}, current: GlossaryDocument = BANK) =>
  planImport(csv.parse(bytes([HEAD, ...rows].join('\n'))), current, planning(more));

/** Each row's outcome with the codes that refuse it. */
const verdicts = ({ rows }: ImportPlan) =>
  rows.map(({ place, outcome, reasons }) =>
    [place?.row, outcome, ...reasons.filter(({ refuses }) => refuses).map(({ code }) => code)].join(' '),
  );
const lines = ({ lines: all }: ImportPlan) =>
  all.map(({ id, op, field, value }) => `${id} ${op} ${field} ${value ?? 'null'}`.trim());

test('an empty cell keeps what is there, the marker takes it away, a missing row deletes nothing', () => {
  const found = plan([
    'glossary,g-risk,,Risk,,,,,,,,',
    'term,t-exp,Risk,Exposure,,<clear>,,,,,,',
    'term,t-lim,Risk,Limit,,,New text,,,,<CLEAR>,',
  ]);
  expect(verdicts(found)).toEqual(['2 unchanged', '3 update', '4 update']);
  expect(lines(found)).toEqual([
    't-exp set short_description null',
    't-lim set long_description New text',
    't-lim remove is_a t-exp',
  ]);
  expect(found.summary).toMatchObject({ create: 0, update: 2, unchanged: 1, refused: 0, lines: 3 });
});

test('new glossaries and terms, which name each other in any order', () => {
  const found = plan([
    'term,,Fraud,Mule,,Carries money,,,,,Fraud / Account; Risk / Exposure,',
    'glossary,,,Fraud,New,,,disabled,Retail Banking,yes,,',
    'term,,Fraud,Account,,,,Enabled,,,,Mule',
  ]);
  expect(verdicts(found)).toEqual(['2 create', '3 create', '4 create']);
  expect(lines(found)).toEqual([
    'new-1 create  null',
    'new-1 set project p-2',
    'new-1 set name Fraud',
    'new-1 set description New',
    'new-1 set status DISABLED',
    'new-1 set restriction ASSET_GOVERNED_TERMS',
    'new-2 create  null',
    'new-2 set glossary new-1',
    'new-2 set name Mule',
    'new-2 set short_description Carries money',
    'new-2 set status ENABLED',
    'new-3 create  null',
    'new-3 set glossary new-1',
    'new-3 set name Account',
    'new-3 set status ENABLED',
    'new-2 add is_a new-3',
    'new-2 add is_a t-exp',
    'new-3 add classifies new-2',
  ]);
  expect(found.rows[1]?.reasons.map(({ code, refuses }) => [code, refuses])).toEqual([['N_STATUS_WORD', false]]);
});

test('each row is judged for itself, with its column and why', () => {
  const long = 'x'.repeat(1025);
  const found = plan([
    'term,,Risk,,,,,,,,,',
    `term,t-exp,Risk,Exposure,,${long},,,,,,`,
    'term,t-lim,Risk,Limit,,,,Frozen,,,,',
    'term,t-cus,Risk,Customer,,,,,,,,',
    'term,t-cus,Retail,<clear>,,,,,,,,',
    'glossary,g-risk,,Risk,,,,,Retail Banking,,,',
    'glossary,g-ret,,Retail,,,,,p-2,no,,',
    'glossary,,,NoProject,,,,,,,,',
    'glossary,,,Odd,,,,,Twice,,,',
    'term,,Nowhere,Lost,,,,,,,,',
    'term,,,Lost,,,,,,,,',
    'term,,Risk,New,,,,,,,VaR 95,',
    'term,,Risk,Newer,,,,,,,Nothing,Limit; Retail / Customer',
    'term,,NoProject,Child,,,,,,,,',
  ]);
  expect(verdicts(found)).toEqual([
    '2 refused E_ROW_NAME',
    '3 refused E_FIELD_LONG',
    '4 refused E_FIELD_CHOICE',
    '5 refused E_FIELD_FIXED',
    '6 refused E_ROW_DUPLICATE',
    '7 refused E_FIELD_FIXED',
    '8 refused E_FIELD_FIXED',
    '9 refused E_PROJECT_MISSING',
    '10 refused E_PROJECT_UNKNOWN',
    ' refused E_GLOSSARY_UNKNOWN',
    '11 refused E_GLOSSARY_REFUSED',
    '12 refused E_ROW_GLOSSARY',
    '13 refused E_TERM_DISABLED',
    '14 refused E_REF_UNKNOWN',
    '15 refused E_GLOSSARY_REFUSED',
  ]);
  expect(found.lines).toEqual([]);
  const columns = found.rows.flatMap(({ reasons }) => reasons.map(({ column }) => column));
  expect(columns).toEqual(expect.arrayContaining(['project', 'short_description', 'status', 'is_a', 'restricted']));
  for (const { reasons } of found.rows) for (const { message } of reasons) expect(message).toMatch(/\.$|:.*\.$|id:…$/u);
});

test('a name is enough, but for case only where one is meant, and the name stays as it is', () => {
  const found = plan(['term,, risk ,EXPOSURE,,Changed,,,,,,', 'term,zzz,Retail,Customer,,,,,,,,']);
  expect(verdicts(found)).toEqual(['2 update', '3 unchanged']);
  expect(lines(found)).toEqual(['t-exp set short_description Changed']);
  expect(found.rows.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([['N_NAME_CASE'], ['N_ID_UNKNOWN']]);
  expect(verdicts(plan(['term,,Risk,EXPOSURE,,,,,,,,', 'term,,Risk,exposure,,,,,,,,']))).toEqual([
    '2 unchanged',
    '3 refused E_ROW_DUPLICATE',
  ]);
  const twins = documentOf([
    glossaryEntry({
      id: 'g',
      name: 'G',
      status: 'ENABLED',
      project: 'p-1',
      terms: [
        termEntry({ id: 'a', name: 'Loan', status: 'ENABLED' }),
        termEntry({ id: 'b', name: 'LOAN', status: 'ENABLED' }),
      ],
    }),
  ]);
  expect(verdicts(plan(['term,,G,loan,,,,,,,,'], {}, twins))).toEqual(['2 create']);
});

test('a row with an id renames; a name that is taken, or taken twice, is refused; one that becomes free is not', () => {
  expect(lines(plan(['term,t-exp,Risk,Exposed,,,,,,,,', 'term,t-lim,Risk,Limit,,,,,,,Risk / Exposure,']))).toEqual([
    't-exp set name Exposed',
  ]);
  expect(verdicts(plan(['term,t-exp,Risk,Limit,,,,,,,,']))).toEqual(['2 refused E_NAME_TAKEN']);
  expect(verdicts(plan(['term,,Risk,A,,,,,,,,', 'term,,Risk,A,,,,,,,,']))).toEqual([
    '2 create',
    '3 refused E_ROW_DUPLICATE',
  ]);
  const freed = plan(['term,t-exp,Risk,Exposed,,,,,,,,', 'term,,Risk,Exposure,,,,,,,,']);
  expect(verdicts(freed)).toEqual(['2 update', '3 create']);
  const kept = plan([
    'term,t-exp,Risk,Exposed,,,,Frozen,,,,',
    'term,,Risk,Exposure,,,,,,,,',
    'term,,Risk,X,,,,,,,id:n,',
  ]);
  expect(verdicts(kept)).toEqual(['2 refused E_FIELD_CHOICE', '3 refused E_NAME_TAKEN', '4 refused E_REF_UNKNOWN']);
  expect(kept.lines).toEqual([]);
});

test('what names a row that cannot be made is refused with it, however far', () => {
  const found = plan([
    'term,,Risk,A,,,,,,,B,',
    'term,,Risk,B,,,,,,,C,',
    'term,,Risk,C,,,,Frozen,,,,',
    'term,,Risk,D,,,,,,,Exposure,',
  ]);
  expect(verdicts(found)).toEqual([
    '2 refused E_REF_REFUSED',
    '3 refused E_REF_REFUSED',
    '4 refused E_FIELD_CHOICE',
    '5 create',
  ]);
});

test('a name that may be two terms is not guessed; an id or a path decides', () => {
  const found = plan([
    'term,t-exp,Risk,,,,,,,,,Limit',
    'glossary,,,Third,,,,,Risk,,,',
    'term,,Third,One,,,,,,,Limit,',
    'term,,Third,Two,,,,,,,Retail / Limit,id:t-lim',
  ]);
  expect(verdicts(found)).toEqual(['2 update', '3 create', '4 refused E_REF_AMBIGUOUS', '5 create']);
  // Its own glossary goes before any other.
  expect(lines(found)).toContain('t-exp add classifies t-lim');
  expect(lines(found).filter((line) => / add /u.test(line))).toEqual([
    'new-2 add is_a t-lim2',
    'new-2 add classifies t-lim',
    't-exp add classifies t-lim',
  ]);
});

test('is a that leads back to itself is refused where the file closes the ring, also over what is held', () => {
  expect(verdicts(plan(['term,t-exp,Risk,Exposure,,,,,,,Limit,']))).toEqual(['2 refused E_TERM_CYCLE']);
  const ring = plan([
    'term,,Risk,A,,,,,,,B,',
    'term,,Risk,B,,,,,,,C,',
    'term,,Risk,C,,,,,,,A,',
    'term,,Risk,D,,,,,,,A,',
  ]);
  expect(verdicts(ring)).toEqual([
    '2 refused E_TERM_CYCLE',
    '3 refused E_TERM_CYCLE',
    '4 refused E_TERM_CYCLE',
    '5 refused E_REF_REFUSED',
  ]);
  expect(verdicts(plan(['term,t-exp,Risk,Exposure,,,,,,,Exposure,']))).toEqual(['2 refused E_TERM_SELF']);
  // Turned round in one file: no ring is left.
  const turned = plan(['term,t-exp,Risk,Exposure,,,,,,,Limit,', 'term,t-lim,Risk,Limit,,,,,,,<clear>,']);
  expect(lines(turned)).toEqual(['t-exp add is_a t-lim', 't-lim remove is_a t-exp']);
});

test('relations stay in AWS’s limits, and one to a term that is not here may stay', () => {
  const eleven = Array.from({ length: 11 }, (_one, at) => `term,,Risk,T${at},,,,,,,,`);
  const all = Array.from({ length: 11 }, (_one, at) => `T${at}`).join(';');
  const found = plan([
    ...eleven,
    `term,t-exp,Risk,Exposure,,,,,,,,${all}`,
    'term,t-cus,Retail,Customer,,,,,,,,id:t-gone',
  ]);
  expect(verdicts(found).slice(-2)).toEqual(['13 refused E_TERM_LIMIT', '14 unchanged']);
});

test('terms of a file of OpenMetadata: their glossary is made where that is wanted, a parent is an “is a” beside others', () => {
  const file =
    'parent,name*,displayName,description,synonyms,relatedTerms,references,tags\n,Party,,,,,,\nNew.Party,Person,,,,,,';
  const read = () => openmetadata.parse(bytes(file), { glossary: 'New' });
  const refused = planImport(read(), BANK, planning());
  expect(refused.rows.map(({ outcome, reasons }) => [outcome, reasons.at(-1)?.code])).toEqual([
    ['refused', 'E_GLOSSARY_UNKNOWN'],
    ['refused', 'E_GLOSSARY_REFUSED'],
    ['refused', 'E_GLOSSARY_REFUSED'],
  ]);
  const made = planImport(read(), BANK, planning({ makeGlossaries: true, project: 'p-1' }));
  expect(lines(made)).toEqual([
    'new-1 create  null',
    'new-1 set project p-1',
    'new-1 set name New',
    'new-1 set status ENABLED',
    'new-2 create  null',
    'new-2 set glossary new-1',
    'new-2 set name Party',
    'new-2 set status ENABLED',
    'new-3 create  null',
    'new-3 set glossary new-1',
    'new-3 set name Person',
    'new-3 set status ENABLED',
    'new-3 add is_a new-2',
  ]);
  const beside = openmetadata.parse(bytes('parent,name*\nRisk.VaR 95,Limit\nRisk.Exposure,Limit\n'), {
    glossary: null,
  });
  expect(verdicts(planImport(beside, BANK, planning()))).toEqual([
    '2 refused E_TERM_DISABLED',
    '3 refused E_ROW_DUPLICATE',
  ]);
  const kept = openmetadata.parse(bytes('parent,name*\nRetail.Customer,Limit\n'), { glossary: null });
  expect(lines(planImport(kept, BANK, planning()))).toEqual(['t-lim2 add is_a t-cus']);
});

test('terms without a glossary are known by their ids', () => {
  const found = planImport(csv.parse(bytes('kind,id,name,status\nterm,t-exp,,DISABLED\nterm,x,Y,')), BANK, planning());
  expect(verdicts(found)).toEqual(['2 update', '3 refused E_ROW_GLOSSARY']);
  expect(lines(found)).toEqual(['t-exp set status DISABLED']);
});

test('every line of any import is one that staging takes, and applying an export to nothing makes all of it', () => {
  fc.assert(
    fc.property(held, held, (file, current) => {
      const found = planImport(csv.parse(bytes(csv.print(file))), current, planning());
      for (const line of found.lines) {
        expect(StageLine.parse(line)).toEqual(line);
        if (line.field !== '') expect(fieldOf(line.kind, '', line.field)).toBeDefined();
      }
      const refused = new Set(found.rows.filter(({ outcome }) => outcome === 'refused').map(({ id }) => id));
      for (const { id } of found.lines) expect(refused.has(id)).toBe(false);
      expect(found.rows.length).toBe(
        found.summary.create + found.summary.update + found.summary.unchanged + found.summary.refused,
      );
      const fresh = planImport(csv.parse(bytes(csv.print(asNew(file)))), documentOf([]), planning());
      const entries = file.glossaries.length + file.glossaries.flatMap(({ terms }) => terms).length;
      expect(fresh.rows.length).toBe(entries);
      const rings = fresh.rows.filter(({ outcome }) => outcome === 'refused').flatMap(({ reasons }) => reasons);
      for (const { code, refuses } of rings)
        if (refuses) expect(['E_TERM_CYCLE', 'E_TERM_SELF', 'E_REF_REFUSED']).toContain(code);
    }),
  );
});

test('10,000 terms are planned in seconds: changed, new, refused and drawn along', () => {
  const terms = Array.from({ length: 9_000 }, (_one, at) =>
    termEntry({
      id: `t-${at}`,
      name: `Term ${at}`,
      shortDescription: `What ${at} means`,
      status: 'ENABLED',
      isA: at === 0 ? null : ids(`t-${at - 1}`),
    }),
  );
  const current = documentOf([glossaryEntry({ id: 'g', name: 'Large', status: 'ENABLED', project: 'p-1', terms })]);
  const changed = terms.map((term, at) => (at % 3 === 0 ? { ...term, shortDescription: `Now ${at}` } : term));
  const added = Array.from({ length: 1_000 }, (_one, at) =>
    termEntry({
      name: `New ${at}`,
      status: at === 999 ? 'Frozen' : 'ENABLED',
      isA: [{ glossary: 'Large', term: at >= 500 && at < 999 ? `New ${at + 1}` : 'Term 7' }],
    }),
  );
  const file = documentOf([glossaryEntry({ id: 'g', name: 'Large', terms: [...changed, ...added] })]);
  const text = csv.print(file);
  const began = performance.now();
  const found = planImport(csv.parse(bytes(text)), current, planning());
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`10,000 rows read and planned in ${seconds.toFixed(2)} s\n`);
  expect(found.summary).toMatchObject({
    create: 500,
    update: 3_000,
    unchanged: 6_001,
    refused: 500,
    lines: 3_000 + 500 * 5,
  });
  expect(found.rows.filter(({ reasons }) => reasons.some(({ code }) => code === 'E_REF_REFUSED'))).toHaveLength(499);
  expect(seconds).toBeLessThan(20);
});

/** A workspace whose mirror holds this, with an open set. */
function mirrorOf(current: GlossaryDocument): Database.Database {
  const db = new Database(':memory:');
  migrate(db);
  db.prepare(
    "INSERT INTO change_set (id, title, state, created_by, created_at) VALUES ('s', 'Import', 'open', 'me', '2026-03-01T09:00:00.000Z')",
  ).run();
  const glossary = db.prepare(
    "INSERT INTO remote_glossary (id, name, description, status, owning_project_id, usage_restrictions, hash, seen_run) VALUES (?, ?, ?, ?, ?, ?, '', 1)",
  );
  const term = db.prepare(
    "INSERT INTO remote_glossary_term (id, glossary_id, name, short_description, long_description, status, is_a, classifies, hash, seen_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 1)",
  );
  const list = (refs: readonly Ref[] | null) => JSON.stringify((refs ?? []).map((ref) => ('id' in ref ? ref.id : '')));
  for (const held of current.glossaries) {
    const restrictions = held.restricted === true ? '["ASSET_GOVERNED_TERMS"]' : '[]';
    glossary.run(held.id, held.name, held.description, held.status, held.project, restrictions);
    for (const { id, name, shortDescription, longDescription, status, isA, classifies } of held.terms)
      term.run(id, held.id, name, shortDescription, longDescription, status, list(isA), list(classifies));
  }
  return db;
}

test('staging takes every planned line, and says the same of all that is unchanged', () => {
  fc.assert(
    fc.property(held, held, (file, current) => {
      const db = mirrorOf(current);
      const { lines: all } = planImport(csv.parse(bytes(csv.print(file))), current, planning());
      const staged = stageLines(db, { setId: 's', actor: 'me', at: '2026-03-01T09:00:00.000Z' }, all, new Step());
      db.close();
      expect(staged).toMatchObject({ staged: all.length, skipped: 0, unchanged: 0, reverted: 0, reasons: [] });
    }),
    { numRuns: 60 },
  );
});
