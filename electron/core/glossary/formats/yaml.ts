import {
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  type ScalarEvent,
  SCALAR_STYLE,
  YAMLException,
} from 'js-yaml';
import { Unreadable } from '../../imports/source.ts';
import { short } from './cells.ts';
import { LIMITS } from './limits.ts';

/** A node of a YAML text with the line it begins in. A scalar is its text as written: `1.10` and `NO` stay what they are. */
export type YamlNode =
  | { kind: 'text'; line: number; text: string }
  | { kind: 'nothing'; line: number }
  | { kind: 'list'; line: number; items: YamlNode[] }
  | { kind: 'map'; line: number; members: Map<string, YamlNode> };

type Open = Extract<YamlNode, { kind: 'list' | 'map' }> & { key?: string | undefined };

/**
 * Reads one document. Throws `Unreadable` for a text that is too large or deep, names nodes twice (aliases), has types
 * of its own (tags), two members of one name, or is no YAML.
 */
export function readYaml(text: string): YamlNode {
  if (Buffer.byteLength(text) > LIMITS.file)
    throw refused(
      'E_IMPORT_SIZE',
      `The file is larger than ${LIMITS.file / 1024 ** 2} MB.`,
      'Split it into several files.',
    );
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  let events: Event[];
  try {
    events = parseEvents(source, { maxDepth: LIMITS.depth });
  } catch (error) {
    throw noYaml(error);
  }
  return compose(source, events);
}

function noYaml(error: unknown): Unreadable {
  if (error instanceof YAMLException && /depth/iu.test(error.reason))
    return refused('E_TOO_DEEP', `The file has more than ${LIMITS.depth} levels.`, 'Make it flatter.');
  const at = error instanceof YAMLException && error.mark !== undefined ? ` (line ${error.mark.line + 1})` : '';
  return refused('E_YAML', `The file is no YAML${at}.`, 'Mend it there and import it again.');
}

function compose(source: string, events: readonly Event[]): YamlNode {
  const lineOf = lines(source);
  const open: Open[] = [];
  let root: YamlNode | null = null;
  let documents = 0;
  let inDocument = false;
  let line = 1;
  const put = (node: YamlNode) => {
    const parent = open.at(-1);
    if (parent === undefined) root = node;
    else if (parent.kind === 'list') parent.items.push(node);
    else if (parent.key === undefined) parent.key = keyOf(node, parent.members);
    else {
      parent.members.set(parent.key, node);
      parent.key = undefined;
    }
  };
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) {
      documents += 1;
      inDocument = true;
      if (documents > 1)
        throw refused('E_YAML_DOCUMENTS', 'The file holds several documents.', 'Import them one by one.');
    } else if (event.type === EVENT_ID.POP) {
      if (open.pop() === undefined) inDocument = false;
    } else if (event.type === EVENT_ID.ALIAS) {
      line = lineOf(event.anchorStart);
      throw refused('E_YAML_ALIAS', `Aliases are not allowed (line ${line}).`, 'Write out what the alias stands for.');
    } else {
      line = Math.max(line, lineOf(event.type === EVENT_ID.SCALAR ? event.valueStart : event.start));
      const tag = event.tagStart < 0 ? '' : source.slice(event.tagStart, event.tagEnd);
      if (tag !== '' && tag !== '!!str' && tag !== '!')
        throw refused('E_YAML_TAG', `The type ${short(tag)} is not allowed (line ${line}).`, 'Leave the type out.');
      if (event.type === EVENT_ID.SCALAR) put(scalar(source, event, line, tag));
      else {
        const node: Open =
          event.type === EVENT_ID.SEQUENCE
            ? { kind: 'list', line, items: [] }
            : { kind: 'map', line, members: new Map() };
        put(node);
        open.push(node);
      }
    }
  }
  if (root === null || inDocument) return { kind: 'nothing', line };
  return root;
}

function keyOf(node: YamlNode, members: ReadonlyMap<string, YamlNode>): string {
  const key = node.kind === 'text' ? node.text : node.kind === 'nothing' ? '' : null;
  if (key === null)
    throw refused('E_YAML', `A name is a list or a map (line ${node.line}).`, 'Mend it there and import it again.');
  if (members.has(key))
    throw refused('E_YAML_DUP_KEY', `“${short(key)}” is there twice (line ${node.line}).`, 'Keep the one you mean.');
  return key;
}

function scalar(source: string, event: ScalarEvent, line: number, tag: string): YamlNode {
  const text = getScalarValue(source, event);
  const empty = event.style === SCALAR_STYLE.PLAIN && tag === '' && /^(?:|~|null|Null|NULL)$/u.test(text);
  return empty ? { kind: 'nothing', line } : { kind: 'text', line, text };
}

/** The line of an offset, from 1. */
function lines(source: string): (offset: number) => number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

const refused = (code: string, message: string, next: string) => new Unreadable('invalid', code, message, next);
