import { fieldOf, FIELDS } from '#shared/changes.ts';
import type { Columns, GlossaryField, TermField } from './document.ts';
import { short } from './formats/cells.ts';
import { type GlossaryTarget, refuse, tell, type TermTarget } from './plan-match.ts';

/** A value of one field that is to become another; null takes it away. */
export interface NewValue {
  field: string;
  value: string | null;
}

/** Projects by which a new glossary can be owned. */
export interface Projects {
  all: readonly { id: string; name: string }[];
  /** Of a new glossary that names none; null where there is none to fall back on. */
  fallback: string | null;
}

const GLOSSARY: Partial<Record<GlossaryField, string>> = { name: 'name', description: 'description', status: 'status' };
const TERM: Partial<Record<TermField, string>> = {
  name: 'name',
  shortDescription: 'short_description',
  longDescription: 'long_description',
  status: 'status',
};
const RESTRICTION = FIELDS.glossary.restriction.choices[0];

/** What of a glossary is to change; refuses its row where a value cannot be. */
export function glossaryValues(target: GlossaryTarget, columns: Columns, projects: Projects): NewValue[] {
  const { said, held } = target;
  if (said === null) return [];
  const values = plainValues(target, columns.glossary, GLOSSARY);
  const project = projectOf(target, columns, projects);
  if (project !== null) values.unshift({ field: 'project', value: project });
  if (said.restricted !== null && said.restricted !== (held?.restricted ?? false)) {
    if (held === null) values.push({ field: 'restriction', value: RESTRICTION });
    else
      refuse(
        target,
        columns.glossary.restricted ?? null,
        'E_FIELD_FIXED',
        'Whether a glossary is restricted is said when it is made, and stays.',
      );
  }
  return values;
}

/** As above, without its relations. */
export const termValues = (target: TermTarget, columns: Columns): NewValue[] =>
  target.said === null ? [] : plainValues(target, columns.term, TERM);

/** The project a new glossary is made in; null for one that is there, whose project stays. */
function projectOf(target: GlossaryTarget, columns: Columns, projects: Projects): string | null {
  const column = columns.glossary.project ?? null;
  const project = target.said?.project || null;
  const meant = project === null ? projects.fallback : idOf(project, projects);
  if (target.held !== null) {
    const held = target.held.project;
    if (project !== null && project !== held && (meant === null || meant !== idOf(held ?? '', projects)))
      refuse(target, column, 'E_FIELD_FIXED', 'The project of a glossary is said when it is made, and stays.');
    return null;
  }
  if (meant === null)
    refuse(
      target,
      column,
      project === null ? 'E_PROJECT_MISSING' : 'E_PROJECT_UNKNOWN',
      project === null
        ? 'A new glossary needs the project that owns it: name it.'
        : `“${short(project)}” is no project here, or more than one: give its id.`,
    );
  return meant;
}

function idOf(project: string, { all }: Projects): string | null {
  if (all.some(({ id }) => id === project)) return project;
  const named = all.filter(({ name }) => name === project);
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}

function plainValues<Field extends string>(
  target: GlossaryTarget | TermTarget,
  columns: Partial<Record<Field, string>>,
  fields: Partial<Record<Field, string>>,
): NewValue[] {
  const values: NewValue[] = [];
  for (const [key, field] of Object.entries(fields) as [Field, string][]) {
    const column = columns[key] ?? null;
    const said = saidOf(target, key, column);
    const held = textOf(target.held, key);
    if (said === null || said === held) continue;
    const wrong = wrongValue(target.kind, field, said);
    if (wrong === null) values.push({ field, value: said === '' ? null : said });
    else refuse(target, column, wrong.code, wrong.message);
  }
  return values;
}

/** What is to stand in a field: the status in AWS's words, the name as it was matched; null where it stays. */
function saidOf(target: GlossaryTarget | TermTarget, key: string, column: string | null): string | null {
  const { said, held } = target;
  if (key === 'name') {
    if (said?.name === '') return '';
    return held === null || target.name !== held.name ? target.name : null;
  }
  const text = said === null ? null : textOf(said, key, null);
  if (key !== 'status') return text;
  // AWS does not say what a status is that nobody gave: it is given.
  if (text === null) return held === null ? 'ENABLED' : null;
  const word = text.toUpperCase();
  const status = word === 'ENABLE' || word === 'DISABLE' ? `${word}D` : word;
  if (status !== text && (status === 'ENABLED' || status === 'DISABLED'))
    tell(target, column, 'N_STATUS_WORD', `“${short(text)}” is taken for ${status}.`);
  return status;
}

function textOf(entry: object | null, key: string): string;
function textOf(entry: object | null, key: string, otherwise: null): string | null;
function textOf(entry: object | null, key: string, otherwise: string | null = ''): string | null {
  const value: unknown = entry === null ? null : Reflect.get(entry, key);
  return typeof value === 'string' ? value : otherwise;
}

/** The same rules as staging has, so that a row is refused before anything of it is staged. */
function wrongValue(
  kind: 'glossary' | 'glossary_term',
  field: string,
  value: string,
): { code: string; message: string } | null {
  const rule = fieldOf(kind, '', field);
  if (rule === undefined) return { code: 'E_FIELD', message: `There is no field ${field}.` };
  if (value === '')
    return rule.clears === true ? null : { code: 'E_FIELD_EMPTY', message: 'The value cannot be taken away.' };
  if (rule.choices?.includes(value) === false)
    return { code: 'E_FIELD_CHOICE', message: `“${short(value)}” is none of ${rule.choices.join(', ')}.` };
  if (!value.isWellFormed())
    return { code: 'E_FIELD_TEXT', message: 'The text has half a character in it: write it again.' };
  const length = value.length > rule.most ? Array.from(value).length : value.length;
  return length > rule.most
    ? {
        code: 'E_FIELD_LONG',
        message: `The text has ${length.toLocaleString('en')} characters; ${rule.most.toLocaleString('en')} are allowed.`,
      }
    : null;
}
