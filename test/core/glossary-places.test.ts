import fs from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Assembly, Parts, partsOf } from '#core/glossary/document-parts.ts';
import { documentOf } from '#core/glossary/document.ts';
import { fileName, placeFile, placeFolder } from '#core/glossary/place-files.ts';
import { asNew, held, hostile } from './glossary-documents.ts';
import { tempFolder } from '../temp.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const first = { overwrite: false, mark: 'job', again: false };
const codeOf = (work: () => void): string | undefined => {
  try {
    work();
  } catch (error) {
    return (error as { problem?: { code: string } }).problem?.code;
  }
  return undefined;
};

test('a document that went over the wire in pieces is the same document', () => {
  const remark = { column: '__proto__', code: 'N_X', message: 'told', at: { row: 3, where: 'Terms' } };
  fc.assert(
    fc.property(held, fc.boolean(), (document, made) => {
      const said = documentOf((made ? asNew(document) : document).glossaries, {
        columns: { glossary: { name: 'Name' }, term: { isA: 'Is a' } },
        told: [remark, { ...remark, at: null }],
        faults: [remark],
      });
      const assembly = new Assembly();
      for (const part of partsOf(said))
        for (const taken of Parts.parse(JSON.parse(JSON.stringify([part])))) assembly.take(taken);
      expect(assembly.document()).toEqual(said);
    }),
  );
});

test('any glossary gives a file a name of its own that every system takes', () => {
  const odd = fc.constantFrom(
    'CON',
    'nul.txt',
    '..',
    '/etc/passwd',
    'a\\b',
    ' . ',
    'COM1',
    'x'.repeat(400),
    '👩‍👩‍👧'.repeat(99),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(hostile, odd), { maxLength: 12 }), (names) => {
      const taken = new Set<string>();
      const files = names.map((name) => fileName(name, '.csv', taken));
      expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length);
      for (const file of files) {
        expect(path.basename(file)).toBe(file);
        expect(Buffer.byteLength(file)).toBeLessThan(256);
        expect(file).not.toMatch(/[\p{Cc}\p{Cf}<>:"/\\|?*]|^\.|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu);
      }
    }),
  );
  const folder = tempFolder();
  const taken = new Set<string>();
  for (const name of ['Risk', 'risk', 'RISK/2', ''])
    fs.writeFileSync(path.join(folder, fileName(name, '.csv', taken)), '');
  expect(fs.readdirSync(folder)).toHaveLength(4);
});

test('done again after a crash, what was placed is taken for its own, and what is another’s is not', () => {
  const folder = tempFolder();
  const file = path.join(folder, 'a.csv');
  placeFile(file, bytes('mine'), first);
  placeFile(file, bytes('mine'), { ...first, again: true });
  expect(codeOf(() => placeFile(file, bytes('mine'), first))).toBe('E_EXPORT_EXISTS');
  expect(codeOf(() => placeFile(file, bytes('other'), { ...first, again: true }))).toBe('E_EXPORT_EXISTS');
  const files = [
    { name: 'a.csv', bytes: bytes('a') },
    { name: 'b.csv', bytes: bytes('b') },
  ];
  const target = path.join(folder, 'om');
  placeFolder(target, files, first);
  placeFolder(target, files, { ...first, again: true });
  expect(codeOf(() => placeFolder(target, files.slice(1), { ...first, again: true }))).toBe('E_EXPORT_EXISTS');
  // It died between setting the old folder aside and giving the new one its name.
  fs.renameSync(target, `${target}.job.old`);
  fs.mkdirSync(`${target}.job.part`);
  placeFolder(target, files.slice(1), { overwrite: true, mark: 'job', again: true });
  expect(fs.readdirSync(target)).toEqual(['b.csv']);
  expect(fs.readdirSync(folder).toSorted()).toEqual(['a.csv', 'om']);
});

test('where nothing can be written, nothing is changed', () => {
  const folder = tempFolder();
  const target = path.join(folder, 'om');
  fs.mkdirSync(target);
  fs.writeFileSync(path.join(target, 'old.csv'), 'old');
  const broken = [
    { name: 'a.csv', bytes: bytes('a') },
    { name: 'x'.repeat(300), bytes: bytes('b') },
  ];
  expect(codeOf(() => placeFolder(target, broken, { ...first, overwrite: true }))).toBe('E_EXPORT_PATH');
  expect(fs.readdirSync(folder)).toEqual(['om']);
  expect(fs.readdirSync(target)).toEqual(['old.csv']);
  expect(codeOf(() => placeFile(path.join(target, 'old.csv', 'x'), bytes(''), first))).toBe('E_EXPORT_PATH');
});
