import { type Evidence, reasonOf, shown, titleOf } from './cluster.ts';
import { FAMILY_WORDS, type Family, familyOf } from './family.ts';
import type { State } from './kept.ts';
import { heavier } from './lead.ts';

export interface Member {
  /** Strangers' text, as it was told. */
  name: string;
  dataType: string;
  businessName: string | null;
  /** Ids of the terms it carries. */
  terms: string[];
  columns: number;
  /** How sure it is that it belongs here, from 0 to 1. */
  score: number;
  /** `CUST_NO`: “cust” is customer, … */
  reason: string;
}

/** What evidence takes from certainty beside names that say the same. */
const JOINED: Readonly<Record<Evidence, number>> = { 'business name': 0.2, description: 0.25, terms: 0.25 };
const OTHER_FAMILY = 0.05;

/** A page of a cluster's signatures by columns, then by what they are. */
export function members(
  state: State,
  cell: number,
  offset: number,
  limit: number,
): { total: number; members: Member[] } {
  const { rows, links } = state;
  const all: number[] = [];
  const families = new Map<Family, number>();
  let lead = cell;
  for (const one of links.cells(cell)) {
    if (heavier(state, one, lead)) lead = one;
    for (const row of rows.threads.cell.rows(one)) {
      all.push(row);
      const family = likeness(familyOf(rows.texts.type.text(rows.at('type', row))));
      families.set(family, (families.get(family) ?? 0) + (rows.counts.data[row] ?? 0));
    }
  }
  const most = [...families].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? 'unknown';
  const sorted = all.toSorted((a, b) => count(state, b) - count(state, a) || compare(state, a, b));
  const joins = new Map<number, Joined | null>([[lead, null]]);
  const joinOf = (row: number) => {
    const of = rows.at('cell', row);
    if (!joins.has(of)) joins.set(of, joinedBy(state, of));
    return joins.get(of) ?? null;
  };
  return {
    total: all.length,
    members: sorted.slice(offset, offset + limit).map((row) => member(state, row, joinOf(row), most)),
  };
}

function member(state: State, row: number, joined: Joined | null, most: Family): Member {
  const { rows } = state;
  const signature = rows.signature(row);
  const told = reasonOf(signature, rows.placeAt(row));
  let { score } = told;
  const reasons = [told.reason];
  const family = likeness(familyOf(signature.dataType));
  if (family !== most && family !== 'unknown' && most !== 'unknown') {
    score -= OTHER_FAMILY;
    reasons.push(`it holds ${FAMILY_WORDS[family]} where most here hold ${FAMILY_WORDS[most]}`);
  }
  if (joined !== null) {
    score -= JOINED[joined.by];
    reasons.push(joined.words);
  }
  return {
    name: signature.name,
    dataType: signature.dataType,
    businessName: signature.businessName,
    terms: [...signature.terms],
    columns: count(state, row),
    score: Math.round(Math.max(0.1, score) * 100) / 100,
    reason: `\`${shown(signature.name)}\`: ${reasons.join('; ')}`,
  };
}

interface Joined {
  by: Evidence;
  words: string;
}

/** Why a cell stands beside the one that names the cluster. */
function joinedBy({ rows, links }: State, cell: number): Joined | null {
  const evidence = links.evidenceFor(cell);
  if (evidence === null) return null;
  const { by } = evidence;
  const said = titleOf(rows.texts.keys.text(cell));
  let other: string | null = null;
  for (const mate of rows.threads.cell.rows(evidence.cell)) {
    const name = rows.texts.name.text(rows.at('name', mate));
    if (other === null || name < other) other = name;
  }
  const subject = said === null ? 'columns of this name' : `columns that say ${said}`;
  const what =
    by === 'terms'
      ? 'carry the same terms as'
      : by === 'description'
        ? 'are described word for word like'
        : 'have the same business name as';
  return { by, words: `${subject} ${what} \`${shown(other ?? '')}\`` };
}

/** Whole and other numbers are as good as each other. */
const likeness = (family: Family): Family => (family === 'integer' ? 'decimal' : family);

const count = ({ rows }: State, row: number): number => rows.counts.data[row] ?? 0;

const ORDER = ['name', 'type', 'businessName', 'description', 'terms'] as const;

/** By name, then by whatever tells two signatures apart. */
function compare({ rows }: State, a: number, b: number): number {
  for (const field of ORDER) {
    const [one, other] = [rows.at(field, a), rows.at(field, b)];
    if (one !== other) return rows.texts[field].text(one) < rows.texts[field].text(other) ? -1 : 1;
  }
  return 0;
}
