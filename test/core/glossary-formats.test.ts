import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvRows } from '#core/catalog/csv.ts';
import { documentOf, glossaryEntry, termEntry } from '#core/glossary/document.ts';
import { guard, parseRefs, printRefs, unguard } from '#core/glossary/formats/cells.ts';
import * as csv from '#core/glossary/formats/csv.ts';
import * as datahub from '#core/glossary/formats/datahub.ts';
import { instructions } from '#core/glossary/formats/instructions.ts';
import * as openmetadata from '#core/glossary/formats/openmetadata.ts';
import * as xlsx from '#core/glossary/formats/xlsx.ts';
import { asNew, expectSame, held, hostile, plain } from './glossary-documents.ts';

const AT = '2026-03-01T09:00:00.000Z';
const bytes = (text: string) => new TextEncoder().encode(text);
const code = (wrong: () => unknown) => {
  try {
    wrong();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

test('our CSV gives back what it was given, and importing it stages nothing', () => {
  fc.assert(
    fc.property(held, (document) => {
      const back = csv.parse(bytes(csv.print(document)));
      expect(plain(back)).toEqual(plain(document));
      expectSame(back, document);
      expect(plain(csv.parse(bytes(csv.print(asNew(document)))))).toEqual(plain(asNew(document)));
    }),
  );
});

test('the workbook gives back what it was given, in the same bytes each time', async () => {
  await fc.assert(
    fc.asyncProperty(held, async (document) => {
      const written = await xlsx.print(document, AT);
      const back = await xlsx.parse(written);
      expect(plain(back)).toEqual(plain(document));
      expectSame(back, document);
      expect(Buffer.from(written).equals(await xlsx.print(document, AT))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('a guarded text is no formula and comes back; no two texts become one', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(unguard(guard(text))).toBe(text);
      expect(/^[=+\-@\t\r]/u.test(guard(text))).toBe(false);
    }),
  );
  expect(guard('=HYPERLINK("http://x")')).toBe(`'=HYPERLINK("http://x")`);
  expect(guard("'=x")).toBe("''=x");
  expect(guard("'tis the season")).toBe("'tis the season");
  expect(guard('\u200b＝cmd')).toBe("'\u200b＝cmd");
  expect(guard('<CLEAR>')).toBe("'<CLEAR>");
});

test('names in one cell are kept apart whatever they hold', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          hostile.map((bare) => ({ bare })),
          fc.record({ glossary: hostile, term: hostile }),
        ),
        { maxLength: 4 },
      ),
      (names) => {
        const back = parseRefs(printRefs(names));
        expect(back).toEqual(names.map((name) => ('bare' in name ? { glossary: null, term: name.bare } : name)));
      },
    ),
  );
  expect(parseRefs(' Risk/ Exposure ;; id: abc-1 ; Limit')).toEqual([
    { glossary: 'Risk', term: 'Exposure' },
    { id: 'abc-1' },
    { glossary: null, term: 'Limit' },
  ]);
  expect(parseRefs('A / B / C')).toMatch(/more than one “\/”/u);
  expect(parseRefs('A / ')).toMatch(/names no term/u);
});

test('the layout of the CSV, to the byte', () => {
  const document = documentOf([
    glossaryEntry({
      id: 'g1',
      name: 'Risk',
      description: 'What we\nmay lose',
      status: 'ENABLED',
      project: 'Risk',
      restricted: false,
      terms: [
        termEntry({ id: 't1', name: 'Exposure', shortDescription: '=1, "so"', status: 'ENABLED' }),
        termEntry({ id: 't2', name: 'A;B', status: 'DISABLED', isA: [{ id: 't1' }, { id: 'gone' }] }),
        termEntry({ name: 'New', classifies: [{ glossary: null, term: 'Exposure' }] }),
      ],
    }),
  ]);
  expect(csv.print(document)).toBe(
    [
      '\ufeffkind,id,glossary,name,description,short_description,long_description,status,project,restricted,is_a,classifies',
      'glossary,g1,,Risk,"What we\nmay lose",,,ENABLED,Risk,no,,',
      `term,t1,Risk,Exposure,,"'=1, ""so""",,ENABLED,,,,`,
      'term,t2,Risk,A;B,,,,DISABLED,,,Risk / Exposure; id:gone,',
      'term,,Risk,New,,,,,,,,Exposure',
      '',
    ].join('\r\n'),
  );
  expect(csv.losses(document)).toEqual([
    "1 text would be taken for a formula: a ' stands before it, which importing takes away again.",
  ]);
  expect(instructions().flat().join('\n')).toContain('<clear>');
});

test('a CSV as people write it: other heads, blank lines, columns of their own, broken rows', () => {
  const back = csv.parse(
    bytes(
      'Kind,Name *,Glossary,SHORT-DESCRIPTION,Is A,Mood\r\n\r\nTerm,Limit,Risk,"two\nlines",,sad\n' +
        ',Exposure,Risk,<clear>,A / B / C,\nfrog,X,,,,\nterm,Y,Risk,,,,,,z\nterm,Z,Risk,<CLEAR>,<clear>,',
    ),
  );
  expect(back.columns.term.shortDescription).toBe('SHORT-DESCRIPTION');
  expect(back.told).toMatchObject([{ code: 'N_COLUMN_UNKNOWN', column: 'Mood' }]);
  expect(back.faults.map(({ at, code: why }) => [at.row, why])).toEqual([
    [5, 'E_ROW_KIND'],
    [6, 'E_ROW_CELLS'],
  ]);
  expect(back.glossaries).toHaveLength(1);
  expect(back.glossaries[0]).toMatchObject({ name: 'Risk', stated: false });
  expect(back.glossaries[0]?.terms).toMatchObject([
    { name: 'Limit', shortDescription: 'two\nlines', at: { row: 3, where: '' }, isA: null },
    { name: 'Exposure', shortDescription: '', at: { row: 4 }, faults: [{ column: 'Is A', code: 'E_CELL_REF' }] },
    { name: 'Z', shortDescription: '', isA: [], at: { row: 7 } },
  ]);
  expect(code(() => csv.parse(bytes('a;b\n1;2')))).toBe('E_IMPORT_COLUMNS');
  expect(code(() => csv.parse(new Uint8Array([0xff, 0xfe, 0x41, 0])))).toBe('E_CSV_ENCODING');
  expect(code(() => csv.parse(bytes('kind,status\nterm,x')))).toBe('E_IMPORT_COLUMNS');
  expect(code(() => csv.parse(bytes('kind,name,Name\nterm,x,y')))).toBe('E_IMPORT_COLUMNS');
  expect(code(() => csv.parse(bytes('')))).toBe('E_IMPORT_COLUMNS');
  expect(code(() => csv.parse(bytes(`kind,name,glossary\n${'term,a,b\n'.repeat(100_001)}`)))).toBe('E_IMPORT_ROWS');
  const latin = csv.parse(new Uint8Array([...bytes('kind,name,glossary\nterm,'), 0xe9, ...bytes(',Risk\n')]));
  expect(latin.faults).toMatchObject([{ code: 'E_ROW_UTF8', at: { row: 2 } }]);
});

/** A ZIP whose members are stored as they are. */
function zip(members: Record<string, string>): Uint8Array {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(members)) {
    const [path, data] = [Buffer.from(name), Buffer.from(content)];
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(data), 0);
    sizes.writeUInt32LE(data.length, 4);
    sizes.writeUInt32LE(data.length, 8);
    sizes.writeUInt16LE(path.length, 12);
    const local = Buffer.concat([Buffer.from('504b030414000000000000000000', 'hex'), sizes, path, data]);
    const entry = Buffer.concat([
      Buffer.from('504b01021400140000000000000000000000', 'hex').subarray(0, 16),
      sizes,
      Buffer.alloc(14),
      path,
    ]);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local);
    directory.push(entry);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listing, end]);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (...targets: (readonly [string, string])[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${REL}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** A workbook with one sheet Terms, as a spreadsheet program writes it. */
const workbook = (rows: string, more: Record<string, string> = {}) =>
  zip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets><sheet name="Terms" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}"><si><t>Glossary</t></si><si><t>Name</t></si><si><r><t>Short </t></r><r><rPr><b/></rPr><t>description</t></r></si><si><t xml:space="preserve"> two_x000D_
lines </t></si></sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  });
const HEAD =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t>Long description</t></is></c></row>';

test('a workbook as spreadsheet programs write it: shared and inline strings, numbers, dates, results, gaps', async () => {
  const back = await xlsx.parse(
    workbook(
      `${HEAD}<row r="3"><c r="A3" t="inlineStr"><is><t>Risk</t></is></c><c r="B3"><v>2024</v></c><c r="C3" t="s"><v>3</v></c><c r="D3" s="1"><v>45352</v></c></row>` +
        `<row r="5"><c r="A5" t="inlineStr"><is><t>Risk</t></is></c><c r="B5" t="str"><f>A5&amp;"!"</f><v>Risk!</v></c><c r="C5" t="b"><v>1</v></c><c r="D5" t="inlineStr"><is><t>&lt;clear&gt;</t></is></c></row>` +
        `<row r="6"><c r="A6" t="inlineStr"><is><t>Risk</t></is></c><c r="B6" t="e"><v>#REF!</v></c></row>`,
    ),
  );
  expect(back.glossaries[0]?.terms).toMatchObject([
    { name: '2024', shortDescription: ' two\r\nlines ', longDescription: '2024-03-01', at: { row: 3, where: 'Terms' } },
    { name: 'Risk!', shortDescription: 'TRUE', longDescription: '', at: { row: 5, where: 'Terms' } },
  ]);
  expect(back.faults).toMatchObject([{ code: 'E_CELL_ERROR', at: { row: 6, where: 'Terms' } }]);
  expect(back.columns.term.shortDescription).toBe('Short description');
});

const failing = async (file: Uint8Array) => {
  try {
    await xlsx.parse(file);
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

test('a workbook that is none, is too large, or does more than hold cells is refused', async () => {
  expect(await failing(workbook(HEAD, { 'xl/vbaProject.bin': 'x' }))).toBe('E_XLSX_MACRO');
  expect(await failing(workbook(HEAD, { 'xl/externalLinks/externalLink1.xml': '<a/>' }))).toBe('E_XLSX_LINKS');
  expect(await failing(workbook(HEAD, { 'xl/media/big.bin': 'x'.repeat(51 * 1024 * 1024) }))).toBe('E_XLSX_SIZE');
  expect(await failing(bytes('kind,name'))).toBe('E_XLSX_BROKEN');
  expect(await failing(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toBe('E_XLSX_ENCRYPTED');
  expect(await failing(workbook('<row r="1"><c r="A1"><v>1</v></c></row>'))).toBe('E_IMPORT_COLUMNS');
  const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
  expect(await failing(workbook(HEAD + far))).toBe('E_XLSX_BROKEN');
  const whole = await xlsx.print(documentOf([glossaryEntry({ name: 'Risk' })]), AT);
  for (let length = 0; length < whole.length; length += 97)
    expect(await failing(whole.slice(0, length)), `cut at ${length}`).toBe('E_XLSX_BROKEN');
});

test('no cell of a workbook is a formula', async () => {
  const document = documentOf([
    glossaryEntry({ name: '=cmd', terms: [termEntry({ name: '@x', shortDescription: '#N/A' })] }),
  ]);
  const back = await xlsx.parse(await xlsx.print(document, AT));
  expect(plain(back)).toEqual(plain(document));
  expect(xlsx.losses(document)).toEqual([]);
  const long = documentOf([glossaryEntry({ name: 'Long', description: 'x'.repeat(40_000) })]);
  expect(xlsx.losses(long)).toHaveLength(1);
  expect((await xlsx.parse(await xlsx.print(long, AT))).glossaries[0]?.description).toHaveLength(32_767);
});

test('what a format cannot hold is told before anything is written', () => {
  const document = documentOf([
    glossaryEntry({
      id: 'g',
      name: 'G',
      description: 'd',
      terms: [
        termEntry({
          id: 't',
          name: 'a.b',
          shortDescription: 's',
          longDescription: 'l',
          status: 'DISABLED',
          isA: [{ id: 'x' }],
        }),
        termEntry({ id: 'u', name: '\ud800' }),
      ],
    }),
  ]);
  expect(csv.losses(document)).toHaveLength(1);
  expect(datahub.losses(document)).toHaveLength(3);
  expect(openmetadata.losses(document)).toEqual([
    '1 glossary of which only the terms are written: description, status, project and restriction are not.',
    '1 relation by id, to a term that is not here or whose name is not unique: OpenMetadata refuses such a row.',
    'The ids of 2 terms, found again by glossary and name.',
    '1 term with a short and a long description: one text, with a line between them.',
    '1 term with “is a”: written as broader; the tree of OpenMetadata stays flat.',
    '1 term: DISABLED is written as Deprecated.',
    '1 term with a dot or a quote in the name: OpenMetadata may read the name otherwise.',
    '1 term with half a character: it becomes �.',
  ]);
  expect(xlsx.losses(document)).toEqual([]);
});

test.each([';', '\t'])('cells may be separated by %j, as Excel does in many countries', (separator) => {
  fc.assert(
    fc.property(held, (document) => {
      const rows: string[][] = [];
      const comma = new TextEncoder().encode(csv.print(document));
      const sink = { row: (cells: string[]) => void rows.push(cells), broken: () => expect.unreachable() };
      const parser = new CsvRows(sink, { cell: 1_000_000, cells: 100 });
      parser.push(comma);
      parser.end();
      const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
      const text = rows.map((cells, at) => cells.map(at === 0 ? (cell) => cell : quoted).join(separator)).join('\r\n');
      expectSame(csv.parse(bytes(text)), document);
    }),
  );
});
