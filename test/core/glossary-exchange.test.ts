import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentOf, glossaryEntry, termEntry } from '#core/glossary/document.ts';
import * as datahub from '#core/glossary/formats/datahub.ts';
import { isParted } from '#core/glossary/formats/one-description.ts';
import * as openmetadata from '#core/glossary/formats/openmetadata.ts';
import * as skos from '#core/glossary/formats/skos.ts';
import { expectSame, held } from './glossary-documents.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const code = (wrong: () => unknown) => {
  try {
    wrong();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

test('DataHub’s YAML gives back what it was given', () => {
  fc.assert(
    fc.property(held, (document) => {
      const back = datahub.parse(datahub.print(document));
      expectSame(back, document);
      expect(back.glossaries.map(({ name }) => name)).toEqual(document.glossaries.map(({ name }) => name));
    }),
  );
});

test('OpenMetadata’s CSV gives back the terms of each glossary, but for what it has told', () => {
  fc.assert(
    fc.property(held, (document) => {
      for (const { glossary, text } of openmetadata.print(document)) {
        const own = document.glossaries.find(({ name }) => name === glossary);
        const mixed = own?.terms.some((term) => !isParted(term.shortDescription ?? '', term.longDescription ?? ''));
        const told = openmetadata.losses(document).some((loss) => loss.startsWith('The border'));
        if (mixed === true) expect(told).toBe(true);
        else expectSame(openmetadata.parse(bytes(text), { glossary }), document);
      }
    }),
  );
});

const OM_HEAD =
  'parent,name*,displayName,description,synonyms,relatedTerms,references,tags,reviewers,owner,glossaryStatus,color,iconURL,extension';

test('OpenMetadata’s CSV as its documentation describes it', () => {
  const back = openmetadata.parse(
    bytes(
      [
        OM_HEAD,
        ',Customer,Customer,Who buys.,client,,customer;http://domain.com/customer,PII.Sensitive,john;adam,user:john,Approved,#FF5733,,',
        'Business terms.Customer,CustomerId,,As defined by the **Legal Team**.,cid,synonym:Business terms.Client;broader:Support.Key;narrower:Business terms."a.b",,,,team;marketing,draft,,,',
        ',Old,,,,partOf:Business terms.Customer;Business terms.Customer,,,,,deprecated,,,',
        ',Odd,,,,,,,,,Frozen,,,',
      ].join('\r\n'),
    ),
    { glossary: 'Business terms' },
  );
  expect(back.glossaries).toMatchObject([{ name: 'Business terms', stated: false }]);
  expect(back.glossaries[0]?.terms).toMatchObject([
    {
      name: 'Customer',
      shortDescription: 'Who buys.',
      longDescription: null,
      status: 'ENABLED',
      isA: null,
      aside: [
        ['displayName', 'Customer'],
        ['synonyms', 'client'],
        ['references', 'customer;http://domain.com/customer'],
        ['tags', 'PII.Sensitive'],
        ['reviewers', 'john;adam'],
        ['owner', 'user:john'],
        ['color', '#FF5733'],
      ],
    },
    {
      name: 'CustomerId',
      status: 'DISABLED',
      isA: [{ glossary: 'Support', term: 'Key' }],
      classifies: [{ glossary: 'Business terms', term: 'a.b' }],
      below: { glossary: 'Business terms', term: 'Customer' },
    },
    { name: 'Old', status: 'DISABLED', isA: [{ glossary: 'Business terms', term: 'Customer' }] },
    { name: 'Odd', status: 'Frozen' },
  ]);
  const codes = back.glossaries[0]?.terms.map((term) => term.told.map((told) => told.code));
  expect(codes).toEqual([[], ['N_RELATION', 'N_PARENT', 'N_STATUS'], ['N_RELATION'], []]);
  expect(back.told.map(({ column }) => column)).toEqual([
    'displayName',
    'synonyms',
    'references',
    'tags',
    'reviewers',
    'owner',
    'color',
  ]);
});

test('older heads of OpenMetadata, and what an import of it answers', () => {
  const eight = 'parent,name*,displayName,description,synonyms,relatedTerms,references,tags\r\n,A,,Text,,,,';
  expect(openmetadata.parse(bytes(eight), { glossary: 'G' }).glossaries[0]?.terms).toMatchObject([
    { name: 'A', shortDescription: 'Text', status: null },
  ]);
  const eleven =
    'parent,name*,displayName,description,synonyms,relatedTerms,references,tags,reviewers,owner,status\r\n,A,,,,,,,,,APPROVED';
  expect(openmetadata.parse(bytes(eleven), { glossary: 'G' }).glossaries[0]?.terms).toMatchObject([
    { name: 'A', status: 'ENABLED' },
  ]);
  const answer = `status,details,${OM_HEAD},domains\r\nsuccess,Entity created,,A,,,,,,,,,Draft,,,,Finance`;
  const back = openmetadata.parse(bytes(answer), { glossary: 'G' });
  expect(back.glossaries[0]?.terms).toMatchObject([{ name: 'A', status: 'DISABLED' }]);
  expect(back.told.map(({ column }) => column)).toEqual(['status', 'details', 'domains']);
  expect(openmetadata.print(back)[0]?.text).toContain('domains');
  const homeless = openmetadata.parse(bytes(eight), { glossary: null });
  expect(homeless.faults).toMatchObject([{ code: 'E_ROW_GLOSSARY', at: { row: 2 } }]);
  expect(code(() => openmetadata.parse(bytes('a,b\n1,2'), { glossary: 'G' }))).toBe('E_IMPORT_COLUMNS');
});

test('what a file of OpenMetadata had beside ours is printed back', () => {
  const row = ',A,Display,one,s1;s2,synonym:G.B,r;http://r,PII.X,john,user:john,Approved,#fff,http://i,k:v';
  const back = openmetadata.parse(bytes(`${OM_HEAD}\r\n${row}\r\n`), { glossary: 'G' });
  expect(openmetadata.print(back)).toEqual([{ glossary: 'G', text: `\ufeff${OM_HEAD}\r\n${row}\r\n` }]);
});

test('DataHub’s business glossary as its documentation shows it', () => {
  const back = datahub.parse(`
version: 1
source: DataHub
owners:
  users:
    - mjames
url: "https://github.com/datahub-project/datahub/"
nodes:
  - name: Classification
    description: A set of terms related to Data Classification
    knowledge_links:
      - label: Wiki link for classification
    terms:
      - name: Sensitive
        description: Sensitive Data
        custom_properties:
          is_confidential: "false"
      - name: HighlyConfidential
        description:
        inherits:
          - Classification.Sensitive
        contains: urn:li:glossaryTerm:abc
    nodes:
      - name: Inner
        id: urn:li:glossaryNode:n1
        description: ""
        terms:
          - name: 1.10
            description: <clear>
`);
  expect(back.glossaries).toMatchObject([
    { name: 'Classification', description: 'A set of terms related to Data Classification', id: null },
    { name: 'Classification.Inner', id: 'n1', description: null, told: [{ code: 'N_NESTED' }] },
  ]);
  expect(back.glossaries[0]?.terms).toMatchObject([
    { name: 'Sensitive', shortDescription: 'Sensitive Data', at: { row: 14 } },
    {
      name: 'HighlyConfidential',
      shortDescription: null,
      isA: [{ glossary: null, term: 'Classification.Sensitive' }],
      classifies: [{ id: 'abc' }],
    },
  ]);
  expect(back.glossaries[1]?.terms).toMatchObject([{ name: '1.10', shortDescription: '' }]);
  expect(back.told.map(({ column }) => column)).toEqual(['knowledge_links']);
});

test('hostile YAML is refused with its line, quickly', () => {
  const of = (text: string) => code(() => datahub.parse(text));
  expect(of('nodes: &a [x]\nterms: *a')).toBe('E_YAML_ALIAS');
  expect(of('nodes: !!js/function "x"')).toBe('E_YAML_TAG');
  expect(of('nodes: []\nnodes: []')).toBe('E_YAML_DUP_KEY');
  expect(of(`nodes: ${'['.repeat(20_000)}`)).toBe('E_TOO_DEEP');
  expect(of('nodes: []\n---\nnodes: []')).toBe('E_YAML_DOCUMENTS');
  expect(of('nodes: "')).toBe('E_YAML');
  expect(of('just text')).toBe('E_DATAHUB');
  expect(of('')).toMatch(/^E_/u);
  expect(of(`nodes: "${'x'.repeat(51 * 1024 * 1024)}"`)).toBe('E_IMPORT_SIZE');
  const odd = datahub.parse('nodes:\n  - name: {a: 1}\n  - __proto__: x\n    name: G\n  - 7\n');
  expect(odd.glossaries).toMatchObject([{ name: null, faults: [{ code: 'E_YAML_SHAPE' }] }, { name: 'G' }]);
  expect(odd.faults).toMatchObject([{ code: 'E_YAML_SHAPE', at: { row: 5 } }]);
});

test('SKOS in Turtle', () => {
  const document = documentOf([
    glossaryEntry({
      id: 'g1',
      name: 'Risk "A"',
      project: 'Risk',
      terms: [
        termEntry({ id: 't1', name: 'Exposure', shortDescription: 'a\\b\n\u202e"', longDescription: 'More.' }),
        termEntry({
          name: 'É & new>',
          status: 'DISABLED',
          isA: [{ id: 't1' }, { glossary: null, term: 'Exposure' }],
          classifies: [{ glossary: 'Other', term: 'X' }],
        }),
      ],
    }),
  ]);
  expect(skos.print(document)).toBe(`@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<urn:meshward:glossary:g1>
    a skos:ConceptScheme ;
    dcterms:title "Risk \\"A\\"" .

<urn:meshward:term:t1>
    a skos:Concept ;
    skos:inScheme <urn:meshward:glossary:g1> ;
    skos:prefLabel "Exposure" ;
    skos:definition "a\\\\b\\u000A\\u202E\\"" ;
    skos:note "More." .

<urn:meshward:term-named:Risk%20%22A%22:%C3%89%20%26%20new%3E>
    a skos:Concept ;
    skos:inScheme <urn:meshward:glossary:g1> ;
    skos:prefLabel "É & new>" ;
    skos:broader <urn:meshward:term:t1>, <urn:meshward:term:t1> ;
    skos:narrower <urn:meshward:term-named:Other:X> ;
    owl:deprecated true .
`);
  fc.assert(
    fc.property(held, (any) => {
      const outside = skos.print(any).replaceAll(/"(?:[^"\\\n\r]|\\.)*"/gu, '');
      expect(outside).toMatch(/^[\x20-\x7e\n]*$/u);
      expect(outside).not.toContain('"');
    }),
  );
  expect(skos.losses(document)).toHaveLength(2);
});
