import { CLEAR } from './cells.ts';
import { GLOSSARY_COLUMNS, TERM_COLUMNS } from './layout.ts';
import { LIMITS } from './limits.ts';

/** What a person who edits our layout needs to know, as rows of two cells. The CSV holds both kinds in one sheet. */
export function instructions(): readonly (readonly [about: string, text: string])[] {
  return [
    [
      'Glossary exchange',
      'Change what you want and import the file: you see every difference before anything is staged.',
    ],
    ['Empty cell', 'The value stays as it is.'],
    [CLEAR, 'The value is taken away. No other text does that.'],
    ['Missing row', 'Nothing is ever deleted by an import.'],
    ['Missing column', 'The same as empty cells.'],
    ['New row', 'Leave the id empty. Terms of one file may name each other, whichever comes first.'],
    [
      'Apostrophe (CSV)',
      `A text that a spreadsheet would take for a formula (it begins with = + - @ or a tab, or is blank) has a ' before it in the CSV; reading takes one ' away again. The same goes for a text that is ${CLEAR} itself, here too.`,
    ],
    [
      'Numbers and dates',
      'A spreadsheet that opens the CSV may turn 007 into 7. The workbook keeps texts as they are: its cells are texts.',
    ],
    ['Size', `${LIMITS.rows.toLocaleString('en')} rows at most; no macros, no links to other workbooks.`],
    ['', ''],
    ['Glossaries', 'Column by column:'],
    ...GLOSSARY_COLUMNS.map(({ title, means }) => [title, means] as const),
    ['', ''],
    ['Terms', 'Column by column:'],
    ...TERM_COLUMNS.map(({ title, means }) => [title, means] as const),
  ];
}
