import { FIELDS } from '#shared/changes.ts';
import { Unreadable } from '../../imports/source.ts';
import {
  documentOf,
  type GlossaryDocument,
  glossaryEntry,
  type GlossaryEntry,
  type Ref,
  type Remark,
  termEntry,
  type TermEntry,
} from '../document.ts';
import { isClear, short, unguardMarker } from './cells.ts';
import { type YamlNode, readYaml } from './yaml.ts';

/** Names of what DataZone has and DataHub has no field for, among a node's or term's own properties. */
export const PROPERTIES = {
  status: 'status',
  longDescription: 'long_description',
  project: 'project',
  restricted: 'restricted',
} as const;

const URN = 'urn:li:glossaryTerm:';
const NODE_URN = 'urn:li:glossaryNode:';
const SHORT = FIELDS.glossary_term.short_description.most;

const OF_ROOT = new Set(['version', 'source', 'owners', 'url', 'source_type', 'nodes', 'terms']);
const OF_NODE = new Set(['id', 'name', 'description', 'custom_properties', 'nodes', 'terms']);
const OF_TERM = new Set(['id', 'name', 'description', 'custom_properties', 'inherits', 'contains']);

interface Reading {
  glossaries: GlossaryEntry[];
  told: GlossaryDocument['told'][number][];
  faults: GlossaryDocument['faults'][number][];
}

/**
 * Reads a DataHub business glossary. A node within a node becomes a glossary named `outer.inner`: DataZone's are flat.
 * Throws `Unreadable` where it is none. @param glossary of terms that stand in no node
 */
export function parse(text: string, { glossary }: { glossary: string | null } = { glossary: null }): GlossaryDocument {
  const root = readYaml(text);
  const members = root.kind === 'map' ? root.members : new Map<string, YamlNode>();
  if (!members.has('nodes') && !members.has('terms'))
    throw new Unreadable(
      'invalid',
      'E_DATAHUB',
      'The file is no business glossary of DataHub: it has neither nodes nor terms.',
      'Take the YAML that DataHub ingests as datahub-business-glossary.',
    );
  const reading: Reading = { glossaries: [], told: [], faults: [] };
  for (const node of nodesIn(members.get('nodes'), reading)) readNode(node, '', reading);
  const terms = nodesIn(members.get('terms'), reading).map((node) => readTerm(node, reading));
  if (terms.length > 0 && glossary !== null)
    reading.glossaries.push(glossaryEntry({ name: glossary, stated: false, terms }));
  else
    for (const { at } of terms)
      if (at !== null)
        fault(
          reading,
          at.row,
          'terms',
          'E_ROW_GLOSSARY',
          'The term stands in no node: say its glossary when you import.',
        );
  tellAside(members, OF_ROOT, reading);
  const { glossaries, told, faults } = reading;
  return documentOf(glossaries, { columns: COLUMNS, told, faults });
}

const COLUMNS: GlossaryDocument['columns'] = {
  glossary: {
    id: 'id',
    name: 'name',
    description: 'description',
    status: `custom_properties.${PROPERTIES.status}`,
    project: `custom_properties.${PROPERTIES.project}`,
    restricted: `custom_properties.${PROPERTIES.restricted}`,
  },
  term: {
    id: 'id',
    glossary: 'nodes',
    name: 'name',
    shortDescription: 'description',
    longDescription: `custom_properties.${PROPERTIES.longDescription}`,
    status: `custom_properties.${PROPERTIES.status}`,
    isA: 'inherits',
    classifies: 'contains',
  },
};

type MapNode = Extract<YamlNode, { kind: 'map' }>;

/** Members of a list that are maps; what is not is told. */
function nodesIn(node: YamlNode | undefined, reading: Reading): MapNode[] {
  if (node === undefined || node.kind === 'nothing') return [];
  const items = node.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => {
    if (item.kind === 'map') return [item];
    fault(reading, item.line, null, 'E_YAML_SHAPE', 'There is neither a node nor a term here: it needs a name.');
    return [];
  });
}

const fault = (reading: Reading, row: number, column: string | null, code: string, message: string) =>
  reading.faults.push({ at: { row, where: '' }, column, code, message });

function readNode(node: MapNode, outer: string, reading: Reading): void {
  const at = { row: node.line, where: '' };
  const faults: Remark[] = [];
  const told: Remark[] = [];
  const own = textOf(node, 'name', faults);
  const name = own === null || own === '' || outer === '' ? own : `${outer}.${own}`;
  if (outer !== '')
    told.push({
      column: 'nodes',
      code: 'N_NESTED',
      message: `It stands within “${short(outer)}”: glossaries are flat, so its name holds both.`,
    });
  const properties = propertiesOf(node, faults);
  const terms = nodesIn(node.members.get('terms'), reading).map((term) => readTerm(term, reading));
  reading.glossaries.push(
    glossaryEntry({
      id: idOf(node, NODE_URN, faults),
      name,
      description: textOf(node, 'description', faults) || marked(node, 'description'),
      status: properties.get(PROPERTIES.status) ?? null,
      project: properties.get(PROPERTIES.project) ?? null,
      restricted: flag(properties.get(PROPERTIES.restricted), faults),
      at,
      faults,
      told,
      terms,
    }),
  );
  tellAside(node.members, OF_NODE, reading, node.line);
  for (const inner of nodesIn(node.members.get('nodes'), reading)) readNode(inner, name ?? '', reading);
}

function readTerm(node: MapNode, reading: Reading): TermEntry {
  const faults: Remark[] = [];
  const properties = propertiesOf(node, faults);
  const description = textOf(node, 'description', faults) || marked(node, 'description');
  const long = properties.get(PROPERTIES.longDescription) ?? null;
  // What is too long for the one goes where the other has room.
  const moves = long === null && description !== null && Array.from(description).length > SHORT;
  tellAside(node.members, OF_TERM, reading, node.line);
  return termEntry({
    id: idOf(node, URN, faults),
    name: textOf(node, 'name', faults),
    shortDescription: moves ? null : description,
    longDescription: moves ? description : long,
    status: properties.get(PROPERTIES.status) ?? null,
    isA: refsOf(node, 'inherits', faults),
    classifies: refsOf(node, 'contains', faults),
    at: { row: node.line, where: '' },
    faults,
  });
}

/** The text of a member; null where there is none, '' where it is the marker or empty. */
function textOf(node: MapNode, key: string, faults: Remark[]): string | null {
  const member = node.members.get(key);
  if (member === undefined || member.kind === 'nothing') return null;
  if (member.kind === 'text') return isClear(member.text) ? '' : unguardMarker(member.text);
  faults.push({ column: key, code: 'E_YAML_SHAPE', message: `“${key}” is no text: write it in quotes.` });
  return null;
}

/** '' where a member is the marker, null where it is nothing: an empty description says nothing. */
function marked(node: MapNode, key: string): '' | null {
  const member = node.members.get(key);
  return member?.kind === 'text' && isClear(member.text) ? '' : null;
}

function idOf(node: MapNode, urn: string, faults: Remark[]): string | null {
  const id = textOf(node, 'id', faults);
  if (id === null || id === '') return null;
  return id.startsWith(urn) ? id.slice(urn.length) : id;
}

function propertiesOf(node: MapNode, faults: Remark[]): Map<string, string> {
  const member = node.members.get('custom_properties');
  if (member?.kind !== 'map') return new Map();
  const inner: MapNode = member;
  return new Map(
    [...inner.members.keys()].flatMap((key) => {
      const value = textOf(inner, key, faults);
      const own = (Object.values(PROPERTIES) as string[]).includes(key);
      return own && value !== null && (value !== '' || marked(inner, key) === '') ? [[key, value] as const] : [];
    }),
  );
}

function flag(text: string | undefined, faults: Remark[]): boolean | null {
  if (text === undefined) return null;
  const word = text.trim().toLowerCase();
  if (word === 'true' || word === 'yes') return true;
  if (word === 'false' || word === 'no') return false;
  faults.push({
    column: `custom_properties.${PROPERTIES.restricted}`,
    code: 'E_FIELD_CHOICE',
    message: `“${short(text)}” is neither true nor false.`,
  });
  return null;
}

function refsOf(node: MapNode, key: string, faults: Remark[]): Ref[] | null {
  const member = node.members.get(key);
  if (member === undefined || member.kind === 'nothing') return null;
  const items = member.kind === 'list' ? member.items : [member];
  if (items.length === 1 && items[0]?.kind === 'text' && isClear(items[0].text)) return [];
  return items.flatMap((item) => {
    if (item.kind === 'text' && item.text !== '') {
      const text = item.text;
      return [text.startsWith(URN) ? { id: text.slice(URN.length) } : { glossary: null, term: text }];
    }
    faults.push({
      column: key,
      code: 'E_CELL_REF',
      message: `“${key}” holds something that is no term (line ${item.line}).`,
    });
    return [];
  });
}

/** Members that hold something and have no counterpart. */
function tellAside(
  members: ReadonlyMap<string, YamlNode>,
  known: ReadonlySet<string>,
  { told }: Reading,
  row?: number,
): void {
  for (const [key, node] of members) {
    if (known.has(key) || node.kind === 'nothing') continue;
    const at = { row: row ?? node.line, where: '' };
    told.push({
      at,
      column: key,
      code: 'N_COLUMN_ASIDE',
      message: `“${short(key)}” has no counterpart in DataZone: it was not read.`,
    });
  }
}
