import { type ChangeLine, fieldOf } from '#shared/changes.ts';
import { capital, changeFieldWord, changeKindWords, listingWords } from '../../words.ts';

/** What of a line its words rest on. */
export type Said = Pick<ChangeLine, 'kind' | 'part' | 'field' | 'op' | 'mine' | 'base' | 'theirs'>;

type Value = ChangeLine['mine'];

/** Where on its entity a line acts: "Description", "email: business term". */
export function placeOf({ kind, part, field, op }: Pick<Said, 'kind' | 'part' | 'field' | 'op'>): string {
  if (op === 'create' || op === 'delete') return capital(changeKindWords[kind]);
  const word = changeFieldWord(part, field);
  return part === '' ? capital(word) : `${part}: ${word}`;
}

/** A value as people read it: a term by its name, a listing by its word; null where there is none. */
export function valueText({ kind }: Pick<Said, 'kind'>, { value, name }: Value): string | null {
  if (value === null) return null;
  if (kind === 'listing' && Object.hasOwn(listingWords, value))
    return listingWords[value as keyof typeof listingWords].label;
  return name ?? value;
}

/** What stood there, and what is to stand there; for one member of a set, null on the side where it is not in it. */
export function beforeAfter(line: Said): { before: string | null; after: string | null } {
  if (line.op === 'create') return { before: null, after: `new ${changeKindWords[line.kind]}` };
  if (line.op === 'delete') return { before: `this ${changeKindWords[line.kind]}`, after: null };
  return {
    before: line.op === 'add' ? null : valueText(line, line.base),
    after: line.op === 'remove' ? null : valueText(line, line.mine),
  };
}

const ids = (line: Said): Value => (line.op === 'remove' ? line.base : line.mine);

/** A line in one sentence: "Description changed", "Business term “Email Address” added to email". */
export function sentenceOf(line: Said): string {
  const { kind, part, op } = line;
  if (op === 'create') return `New ${changeKindWords[kind]}`;
  if (op === 'delete') return `${capital(changeKindWords[kind])} deleted`;
  const word = capital(changeFieldWord(part, line.field));
  const where = part === '' ? '' : ` of the column ${part}`;
  if (op === 'set') {
    const { before, after } = beforeAfter(line);
    const verb = after === null || after === '' ? 'cleared' : before === null || before === '' ? 'set' : 'changed';
    return `${word}${where} ${verb}`;
  }
  const named = `“${valueText(line, ids(line)) ?? ''}”`;
  if (op === 'add') return `${word} ${named} added${part === '' ? '' : ` to the column ${part}`}`;
  return `${word} ${named} taken off${part === '' ? '' : ` the column ${part}`}`;
}

/** Whether a line has a value that can be written anew. */
export const isEditable = ({ kind, part, field, op }: Pick<Said, 'kind' | 'part' | 'field' | 'op'>): boolean => {
  const rule = fieldOf(kind, part, field);
  return op === 'set' && rule?.shape === 'one' && rule.choices === undefined;
};

/**
 * The three sides of a conflict in words; a side that says nothing is "not set", one member of a set is there or not.
 * Where it is not about the value AWS was not asked for it, or has nothing to tell.
 */
export function sides(line: Said & Pick<ChangeLine, 'conflict'>): { base: string; theirs: string; mine: string } {
  const isSet = line.op === 'add' || line.op === 'remove';
  const side = (value: Value): string => {
    if (isSet) return value.value === null ? 'not there' : (value.name ?? value.value);
    const text = valueText(line, value);
    return text === null || text === '' ? 'not set' : text;
  };
  const untold = line.conflict !== 'value' && line.theirs.value === null;
  const theirs = untold ? (line.conflict === 'gone' ? 'gone' : 'not told') : side(line.theirs);
  const mine = line.op === 'remove' ? 'not there' : side(line.mine);
  return { base: side(line.base), theirs, mine };
}

export const COPY_HEAD = ['Kind', 'Name', 'Id', 'Column', 'What', 'Before', 'After', 'State', 'By', 'At'];

/** One row for the clipboard. */
export function copyRow(line: ChangeLine, state: string): string[] {
  const { before, after } = beforeAfter(line);
  return [
    changeKindWords[line.kind],
    line.entityName,
    line.entityId,
    line.part,
    sentenceOf(line),
    before ?? '',
    after ?? '',
    state,
    line.by,
    line.at,
  ];
}
