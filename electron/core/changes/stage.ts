import { type ChangeKind, fieldOf, type StageLine, type Staged } from '#shared/changes.ts';
import type { Db } from '../db/open.ts';
import { deleteLine, insertLine, type Line, liveOf, type NewLine, type Place, placeOf, someLive } from './line.ts';
import { columnTerms, hasColumn, known, type KnownTerm, oneOf, setOf, termOf } from './mirrored.ts';
import { Step } from './step.ts';

/** The first so many reasons are told. */
const MOST_REASONS = 100;

/** Who stages, when, and into which set. */
export interface Staging {
  setId: string;
  actor: string;
  at: string;
}

export interface Refusal {
  code: string;
  message: string;
}

/** An entity with what is staged of it, looked up once. */
interface Standing {
  /** There at AWS, or to be made. */
  there: boolean;
  revision: string | null;
  made: boolean;
  /** Live lines by what they are about, of whatever set. */
  live: Map<string, Line>;
}

const WHOLE = keyOf({ part: '', field: '', item: '' });

/** What is to be written, and of what. */
interface Wanted extends Pick<Line, 'op' | 'value' | 'base'> {
  standing: Standing;
}

export type Outcome = 'staged' | 'unchanged' | 'reverted' | Refusal;

/**
 *   a line ──> is there such a thing? may it be so? ──> what AWS says now is its base ──> one live line per value
 *                                                          └─ the same already: nothing, or its line is taken back
 *
 * Stage lines in the caller's transaction. A line that cannot be staged is skipped with its reason; the others are.
 * @param met told what became of each line
 */
export function stageLines(
  db: Db,
  staging: Staging,
  lines: readonly StageLine[],
  step: Step,
  met: (index: number, outcome: Outcome) => void = () => {},
): Staged {
  const stager = new Stager(db, staging, step);
  const told = { staged: 0, unchanged: 0, reverted: 0, skipped: 0 };
  const reasons: Staged['reasons'] = [];
  for (const [index, line] of lines.entries()) {
    const outcome = stager.stage(line);
    met(index, outcome);
    if (typeof outcome === 'string') told[outcome] += 1;
    else {
      told.skipped += 1;
      if (reasons.length < MOST_REASONS) reasons.push({ index, ...outcome });
    }
  }
  return { setId: staging.setId, ...told, reasons };
}

class Stager {
  readonly #db: Db;
  readonly #staging: Staging;
  readonly #step: Step;
  /** Whether anything was staged before this. */
  readonly #some: boolean;
  readonly #standings = new Map<string, Standing>();
  readonly #terms = new Map<string, KnownTerm | undefined>();
  readonly #columnTerms: ReturnType<typeof columnTerms>;

  constructor(db: Db, staging: Staging, step: Step) {
    this.#db = db;
    this.#staging = staging;
    this.#step = step;
    this.#some = someLive(db);
    this.#columnTerms = columnTerms(db);
  }

  stage(line: StageLine): Outcome {
    const place = placeOf(line);
    const standing = this.#standing(line.kind, line.id);
    const live = standing.live.get(keyOf(place));
    if (live !== undefined && live.set_id !== this.#staging.setId) return PENDING;
    if (line.op === 'create') return this.#create(line, place, live, standing);
    if (!standing.there) return UNKNOWN[line.kind];
    if (line.op === 'delete') return this.#delete(line, place, live, standing);
    return standing.live.get(WHOLE)?.op === 'delete' ? DELETED : this.#change(line, place, live, standing);
  }

  #change(line: StageLine, place: Place, live: Line | undefined, standing: Standing): Outcome {
    const rule = fieldOf(line.kind, line.part, line.field);
    if (rule === undefined) return refusal('E_FIELD', `A ${WORDS[line.kind]} has no field “${line.field}”.`);
    if (rule.born === true && !standing.made)
      return refusal('E_FIELD_FIXED', `“${line.field}” is said when a ${WORDS[line.kind]} is made, and stays.`);
    if ((rule.shape === 'one') !== (line.op === 'set'))
      return refusal(
        'E_CHANGE_OP',
        rule.shape === 'one' ? `“${line.field}” is one value: set it.` : `“${line.field}” is a set: add or remove.`,
      );
    const value = line.op === 'set' && line.value === '' ? null : line.value;
    if (rule.shape === 'one') {
      const wrong = wrongValue(line.field, value, rule);
      if (wrong !== null) return wrong;
      if (line.part !== '' && !hasColumn(this.#db, line.id, line.part)) return noColumn(line.part);
      const base = standing.made ? null : oneOf(this.#db, line.kind, line.id, line.part, line.field);
      return this.#put(place, live, { ...line, value, base, standing });
    }
    if (value === null) return refusal('E_INPUT', 'Name what is to be added or removed.');
    const held = standing.made ? [] : this.#held(line);
    if (held === null) return noColumn(line.part);
    const base = held.includes(value) ? value : null;
    if (line.op === 'add' && base === null) {
      const wrong = this.#wrongTerm(line, value) ?? tooMany(line, held, rule.most, standing);
      if (wrong !== null) return wrong;
    }
    return this.#put(place, live, { ...line, value, base, standing });
  }

  #create(line: StageLine, place: Place, live: Line | undefined, standing: Standing): Outcome {
    if (line.kind !== 'glossary' && line.kind !== 'glossary_term')
      return refusal('E_CHANGE_OP', `A ${WORDS[line.kind]} is not made here.`);
    if (live !== undefined) return 'unchanged';
    if (standing.there) return refusal('E_ID_TAKEN', 'There is something with this id already.');
    standing.there = true;
    standing.made = true;
    this.#write(place, { op: 'create', value: null, base: null, standing });
    return 'staged';
  }

  #delete(line: StageLine, place: Place, live: Line | undefined, standing: Standing): Outcome {
    if (line.kind !== 'glossary' && line.kind !== 'glossary_term')
      return refusal('E_CHANGE_OP', `A ${WORDS[line.kind]} is not deleted here.`);
    if (live?.op === 'delete') return 'unchanged';
    // What was only to be made is not to be made any more; what was to become of it goes with it.
    for (const one of standing.live.values()) if (one.set_id === this.#staging.setId) this.#take(one, standing);
    if (standing.made) {
      standing.there = false;
      standing.made = false;
      return 'reverted';
    }
    this.#write(place, { op: 'delete', value: null, base: null, standing });
    return 'staged';
  }

  #put(place: Place, live: Line | undefined, line: Wanted): Outcome {
    const wanted = line.op === 'remove' ? null : line.value;
    if ((wanted ?? '') === (line.base ?? '') && !(line.standing.made && wanted !== null)) {
      if (live === undefined) return 'unchanged';
      this.#take(live, line.standing);
      return 'reverted';
    }
    if (live !== undefined && live.op === line.op && live.value === line.value && live.state === 'staged')
      return 'unchanged';
    if (live !== undefined) this.#take(live, line.standing);
    this.#write(place, line);
    return 'staged';
  }

  #write(place: Place, { op, value, base, standing }: Wanted): void {
    const line: NewLine = {
      ...place,
      set_id: this.#staging.setId,
      op,
      value,
      base,
      theirs: null,
      base_revision: standing.revision,
      state: 'staged',
      conflict: null,
      problem: null,
      staged_by: this.#staging.actor,
      staged_at: this.#staging.at,
      ended_at: null,
    };
    const written = { ...line, id: insertLine(this.#db, line) };
    standing.live.set(keyOf(place), written);
    this.#step.wrote(written);
  }

  #take(live: Line, standing: Standing): void {
    deleteLine(this.#db, live.id);
    standing.live.delete(keyOf(live));
    this.#step.took(live);
  }

  #standing(kind: ChangeKind, id: string): Standing {
    const key = `${kind} ${id}`;
    let standing = this.#standings.get(key);
    if (standing === undefined) {
      const row = known(this.#db, kind, id);
      const lines = this.#some ? liveOf(this.#db, kind, id) : [];
      const live = new Map(lines.map((line) => [keyOf(line), line]));
      const made = row === undefined && live.get(WHOLE)?.op === 'create';
      standing = { there: row !== undefined || made, revision: row?.revision ?? null, made, live };
      this.#standings.set(key, standing);
    }
    return standing;
  }

  #held({ kind, id, part, field }: StageLine): readonly string[] | null {
    return kind === 'asset' && part !== '' ? this.#columnTerms(id, part) : setOf(this.#db, kind, id, part, field);
  }

  #wrongTerm(line: StageLine, id: string): Refusal | null {
    const term = this.#terms.has(id) ? this.#terms.get(id) : termOf(this.#db, id);
    this.#terms.set(id, term);
    if (term === undefined) return refusal('E_TERM_UNKNOWN', 'There is no such term.');
    if (term.status !== 'ENABLED') return refusal('E_TERM_DISABLED', `The term “${term.name}” is disabled.`);
    if (line.kind === 'asset' && term.restricted !== (line.field === 'governed_terms'))
      return refusal(
        'E_TERM_RESTRICTED',
        term.restricted
          ? `“${term.name}” is of a restricted glossary: it goes on assets, as a governed term.`
          : `“${term.name}” is of a glossary that is not restricted: it is no governed term.`,
      );
    return null;
  }
}

/** What would be in the set once this and what is staged beside it came true. */
function tooMany(line: StageLine, held: readonly string[], most: number, { live }: Standing): Refusal | null {
  if (held.length + live.size < most) return null;
  const all = new Set(held);
  for (const { part, field, op, item } of live.values()) {
    if (part !== line.part || field !== line.field) continue;
    if (op === 'add') all.add(item);
    else all.delete(item);
  }
  return all.size < most || all.has(line.value ?? '')
    ? null
    : refusal('E_TERM_LIMIT', `AWS takes ${most} of “${line.field}” at most; these are as many already.`);
}

function wrongValue(
  field: string,
  value: string | null,
  rule: NonNullable<ReturnType<typeof fieldOf>>,
): Refusal | null {
  if (value === null) return rule.clears === true ? null : refusal('E_FIELD_EMPTY', `“${field}” cannot be empty.`);
  if (rule.choices?.includes(value) === false)
    return refusal('E_FIELD_CHOICE', `“${field}” is one of ${rule.choices.join(', ')}.`);
  // AWS counts code points (Smithy's length of strings).
  return value.length > rule.most && Array.from(value).length > rule.most
    ? refusal('E_FIELD_LONG', `“${field}” has ${rule.most} characters at most.`)
    : null;
}

const noColumn = (name: string): Refusal => refusal('E_COLUMN_UNKNOWN', `The asset has no column “${name}”.`);

const refusal = (code: string, message: string): Refusal => ({ code, message });

/** What of an entity a line is about. */
function keyOf({ part, field, item }: Pick<Line, 'part' | 'field' | 'item'>): string {
  return `${part}\n${field}\n${item}`;
}

const WORDS: Record<ChangeKind, string> = {
  glossary: 'glossary',
  glossary_term: 'term',
  asset: 'asset',
  listing: 'listing',
};
const UNKNOWN: Record<ChangeKind, Refusal> = {
  glossary: refusal('E_GLOSSARY_UNKNOWN', 'The mirror holds no glossary with this id.'),
  glossary_term: refusal('E_TERM_UNKNOWN', 'There is no such term.'),
  asset: refusal('E_ASSET_UNKNOWN', 'The mirror holds no asset with this id.'),
  listing: refusal('E_ASSET_UNKNOWN', 'The mirror holds no asset with this id.'),
};
const PENDING = refusal('E_CHANGE_PENDING', 'The same value is in a set that waits to be approved or pushed.');
const DELETED = refusal('E_CHANGE_DELETED', 'It is staged to be deleted.');
