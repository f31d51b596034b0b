import { describe, expect, it } from 'vitest';
import {
  CHANGE_KINDS,
  ChangeLine,
  COLUMN_FIELDS,
  CONFLICTS,
  FIELDS,
  fieldOf,
  LINE_STATES,
  SetState,
} from '#shared/changes.ts';
import {
  beforeAfter,
  COPY_HEAD,
  copyRow,
  isEditable,
  placeOf,
  type Said,
  sentenceOf,
  sides,
  valueText,
} from '#renderer/features/changes/line-words.ts';
import { changeFieldWord, changeKindWords, conflictWords, lineWords, setWords } from '#renderer/words.ts';

const none = { value: null, name: null };
const text = (value: string) => ({ value, name: null });
const term = { value: 'term-1', name: 'Email Address' };
const said = (changes: Partial<Said>): Said => ({
  kind: 'asset',
  part: '',
  field: 'description',
  op: 'set',
  mine: none,
  base: none,
  theirs: none,
  ...changes,
});

describe('a line in words', () => {
  it('says what becomes of one value', () => {
    expect(sentenceOf(said({ mine: text('New.'), base: text('Old.') }))).toBe('Description changed');
    expect(sentenceOf(said({ mine: text('New.') }))).toBe('Description set');
    expect(sentenceOf(said({ mine: text('New.'), base: text('') }))).toBe('Description set');
    expect(sentenceOf(said({ base: text('Old.') }))).toBe('Description cleared');
    expect(sentenceOf(said({ part: 'email', field: 'name', mine: text('E-mail') }))).toBe(
      'Business name of the column email set',
    );
  });

  it('names the term that comes or goes, and where', () => {
    const added = said({ field: 'terms', op: 'add', mine: term });
    expect(sentenceOf(added)).toBe('Business term “Email Address” added');
    expect(sentenceOf({ ...added, part: 'email' })).toBe('Business term “Email Address” added to the column email');
    const removed = said({ field: 'terms', op: 'remove', base: term });
    expect(sentenceOf(removed)).toBe('Business term “Email Address” taken off');
    expect(sentenceOf({ ...removed, part: 'email' })).toBe('Business term “Email Address” taken off the column email');
    // A term that no pull has met is told by its id.
    expect(sentenceOf({ ...added, mine: text('term-9') })).toBe('Business term “term-9” added');
  });

  it('tells what is made and what is deleted', () => {
    expect(sentenceOf(said({ kind: 'glossary_term', field: '', op: 'create' }))).toBe('New term');
    expect(sentenceOf(said({ kind: 'glossary', field: '', op: 'delete' }))).toBe('Glossary deleted');
    expect(placeOf(said({ kind: 'glossary', field: '', op: 'create' }))).toBe('Glossary');
    expect(beforeAfter(said({ kind: 'glossary_term', field: '', op: 'create' }))).toEqual({
      before: null,
      after: 'new term',
    });
    expect(beforeAfter(said({ kind: 'glossary_term', field: '', op: 'delete' }))).toEqual({
      before: 'this term',
      after: null,
    });
  });

  it('has no other side where a member of a set comes or goes', () => {
    expect(beforeAfter(said({ field: 'terms', op: 'add', mine: term }))).toEqual({
      before: null,
      after: 'Email Address',
    });
    expect(beforeAfter(said({ field: 'terms', op: 'remove', base: term, mine: term }))).toEqual({
      before: 'Email Address',
      after: null,
    });
  });

  it('tells a listing’s state in the words of the catalog, and only a listing’s', () => {
    expect(valueText(said({ kind: 'listing', field: 'state' }), text('published'))).toBe('Published');
    expect(valueText(said({}), text('published'))).toBe('published');
    expect(valueText(said({ kind: 'listing' }), text('constructor'))).toBe('constructor');
  });

  it('has a place that names the column', () => {
    expect(placeOf(said({ part: 'cust_id', field: 'terms', op: 'add' }))).toBe('cust_id: business term');
    expect(placeOf(said({}))).toBe('Description');
  });

  it('has words for every field there is', () => {
    const fields = [
      ...CHANGE_KINDS.flatMap((kind) => Object.keys(FIELDS[kind]).map((field) => ['', field] as const)),
      ...Object.keys(COLUMN_FIELDS).map((field) => ['a_column', field] as const),
    ];
    expect(fields.length).toBeGreaterThan(15);
    for (const [part, field] of fields) {
      expect(changeFieldWord(part, field), field).not.toContain('_');
      expect(changeFieldWord(part, field), field).not.toBe('');
    }
    expect(changeFieldWord('', 'constructor')).toBe('constructor');
    for (const kind of CHANGE_KINDS) expect(changeKindWords[kind]).not.toContain('_');
  });

  it('has words for every state of lines and sets', () => {
    expect(new Set(LINE_STATES.map((state) => lineWords[state].label)).size).toBe(LINE_STATES.length);
    expect(new Set(SetState.options.map((state) => setWords[state].label)).size).toBe(SetState.options.length);
  });
});

describe('a conflict', () => {
  it('of every kind has a sentence of its own and says what the ways come to', () => {
    expect(new Set(CONFLICTS.map((kind) => conflictWords[kind].sentence)).size).toBe(CONFLICTS.length);
    for (const kind of CONFLICTS) {
      expect(conflictWords[kind].sentence, kind).toMatch(/^[A-Z].+\.$/);
      expect(conflictWords[kind].ways.toLowerCase(), kind).toMatch(/theirs|mine|edit/);
    }
  });

  it('has three sides, of which one that is empty says so', () => {
    const value = { ...said({ base: text('Old.'), mine: text('Mine.') }), conflict: 'value' as const };
    expect(sides(value)).toEqual({ base: 'Old.', theirs: 'not set', mine: 'Mine.' });
    const added = { ...said({ field: 'terms', op: 'add', mine: term }), conflict: 'retired' as const };
    expect(sides(added)).toEqual({ base: 'not there', theirs: 'not told', mine: 'Email Address' });
    const removed = { ...said({ field: 'terms', op: 'remove', base: term }), conflict: 'value' as const };
    expect(sides(removed)).toEqual({ base: 'Email Address', theirs: 'not there', mine: 'not there' });
  });

  it('that is not about the value does not make AWS say there is none', () => {
    const line = said({ base: text('Old.'), mine: text('Mine.') });
    expect(sides({ ...line, conflict: 'denied' }).theirs).toBe('not told');
    expect(sides({ ...line, conflict: 'gone' }).theirs).toBe('gone');
    expect(sides({ ...line, conflict: 'exists', theirs: text('Taken') }).theirs).toBe('Taken');
  });

  it('can be given another value only where there is one to write', () => {
    expect(isEditable(said({}))).toBe(true);
    expect(isEditable(said({ part: 'email', field: 'name' }))).toBe(true);
    expect(isEditable(said({ field: 'terms', op: 'add' }))).toBe(false);
    expect(isEditable(said({ kind: 'listing', field: 'state' }))).toBe(false);
    expect(isEditable(said({ kind: 'glossary', field: '', op: 'delete' }))).toBe(false);
    expect(fieldOf('glossary', '', 'status')?.choices).toBeDefined();
    expect(isEditable(said({ kind: 'glossary', field: 'status' }))).toBe(false);
  });
});

it('a line for the clipboard has as many cells as the head', () => {
  const line = ChangeLine.parse({
    ...said({ mine: text('New.'), base: text('Old.'), part: 'email' }),
    id: 1,
    setId: 's',
    entityId: 'a1',
    entityName: 'orders',
    state: 'staged',
    conflict: null,
    moved: false,
    problem: null,
    by: 'ana',
    at: '2026-03-01T12:00:00.000Z',
  });
  const row = copyRow(line, 'Staged');
  expect(row).toHaveLength(COPY_HEAD.length);
  expect(row.slice(0, 5)).toEqual(['asset', 'orders', 'a1', 'email', 'Description of the column email changed']);
  expect(row.slice(5, 8)).toEqual(['Old.', 'New.', 'Staged']);
});
