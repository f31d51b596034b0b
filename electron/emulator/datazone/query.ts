import { invalid } from '#emulator/wire/aws-error.ts';

export interface Filter {
  readonly attribute: string;
  readonly value?: string;
  readonly intValue?: number;
  readonly operator?: 'EQ' | 'LE' | 'LT' | 'GE' | 'GT' | 'TEXT_SEARCH';
}

export interface FilterClause {
  readonly filter?: Filter;
  readonly and?: readonly FilterClause[];
  readonly or?: readonly FilterClause[];
}

/** The query part Search, SearchListings and SearchTypes share. */
export interface QueryInput {
  readonly searchText?: string;
  readonly searchIn?: readonly { readonly attribute: string }[];
  readonly filters?: FilterClause;
  readonly sort?: { readonly attribute: string; readonly order?: 'ASCENDING' | 'DESCENDING' };
}

type Value = string | number | readonly string[] | undefined;

/** How to read an item: texts are what `searchText` looks into, values what filters and sorting name. */
export interface Readers<T> {
  /** all texts of an item at once, where that is cheaper than one by one */
  readonly wholeText?: (item: T) => string;
  readonly texts: Readonly<Record<string, (item: T) => string | undefined>>;
  readonly values: Readonly<Record<string, (item: T) => Value>>;
  /** attributes of the form `FormName.member`; absent: there are none */
  readonly dotted?: (item: T, attribute: string) => Value;
}

const timeAttributes = new Set(['lastUpdatedTime', 'creationTime']);

const readerOf = <T>(readers: Readers<T>, attribute: string): ((item: T) => Value) => {
  const { values, dotted } = readers;
  const named = Object.hasOwn(values, attribute) ? values[attribute] : undefined;
  if (named) return named;
  if (attribute.includes('.') && dotted) return (item) => dotted(item, attribute);
  throw invalid(`The attribute ${attribute} is not searchable.`);
};

const texts = (value: Value): readonly string[] =>
  value === undefined ? [] : typeof value === 'object' ? value : [String(value)];

const compare: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  EQ: (a, b) => a === b,
  LE: (a, b) => a <= b,
  LT: (a, b) => a < b,
  GE: (a, b) => a >= b,
  GT: (a, b) => a > b,
};

const filterTest = <T>(
  filter: Filter,
  readers: Readers<T>,
  unit: 'seconds' | 'milliseconds',
): ((item: T) => boolean) => {
  const read = readerOf(readers, filter.attribute);
  const operator = filter.operator ?? 'EQ';
  if (filter.intValue !== undefined) {
    const test = compare[operator];
    if (!test) throw invalid(`The operator ${operator} needs a text value.`);
    const wanted = filter.intValue;
    // The service keeps whole seconds or milliseconds; the bank keeps milliseconds.
    const scaled = (value: number): number =>
      timeAttributes.has(filter.attribute) && unit === 'seconds' ? Math.floor(value / 1000) : value;
    return (item) => {
      const value = read(item);
      return typeof value === 'number' && test(scaled(value), wanted);
    };
  }
  const { value } = filter;
  if (value === undefined) throw invalid(`The filter on ${filter.attribute} has neither value nor intValue.`);
  if (operator === 'TEXT_SEARCH') {
    const wanted = value.toLowerCase();
    return (item) => texts(read(item)).some((text) => text.toLowerCase().includes(wanted));
  }
  if (operator !== 'EQ') throw invalid(`The operator ${operator} needs an intValue.`);
  return (item) => texts(read(item)).includes(value);
};

const clauseTest = <T>(
  clause: FilterClause,
  readers: Readers<T>,
  unit: 'seconds' | 'milliseconds',
): ((item: T) => boolean) => {
  if (clause.filter) return filterTest(clause.filter, readers, unit);
  const parts = (clause.and ?? clause.or ?? []).map((each) => clauseTest(each, readers, unit));
  return clause.and ? (item) => parts.every((test) => test(item)) : (item) => parts.some((test) => test(item));
};

/** The words of a search text; a text in double quotes is one phrase. */
export const wordsOf = (searchText: string): readonly string[] => {
  const trimmed = searchText.trim().toLowerCase();
  const phrase = /^"(.*)"$/s.exec(trimmed)?.[1];
  return phrase === undefined ? trimmed.split(/\s+/).filter((word) => word !== '') : phrase === '' ? [] : [phrase];
};

/** Lexical match: every word must occur in one of the texts looked into. */
const textTest = <T>(input: QueryInput, readers: Readers<T>): ((item: T) => boolean) | undefined => {
  const words = wordsOf(input.searchText ?? '');
  if (words.length === 0) return undefined;
  const named = input.searchIn?.map(({ attribute }) => {
    const read = readers.texts[attribute] ?? readerOf(readers, attribute);
    return (item: T): string => texts(read(item)).join('\n');
  });
  const { wholeText } = readers;
  if (!named && wholeText) {
    return (item) => {
      const text = wholeText(item).toLowerCase();
      return words.every((word) => text.includes(word));
    };
  }
  const reads = named ?? Object.values(readers.texts);
  return (item) => {
    const text = reads
      .map((read) => read(item) ?? '')
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  };
};

const order = (a: Value, b: Value): number => {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [texts(a).join('\n'), texts(b).join('\n')];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** The items that match, in the asked order; without a sort, in the order they were given. */
export const runQuery = <T>(
  items: readonly T[],
  input: QueryInput,
  readers: Readers<T>,
  unit: 'seconds' | 'milliseconds',
): readonly T[] => {
  const text = textTest(input, readers);
  const filter = input.filters && clauseTest(input.filters, readers, unit);
  const matching = text || filter ? items.filter((item) => (filter?.(item) ?? true) && (text?.(item) ?? true)) : items;
  if (!input.sort) return matching;
  const read = readerOf(readers, input.sort.attribute);
  const sign = input.sort.order === 'DESCENDING' ? -1 : 1;
  return matching
    .map((item) => ({ item, value: read(item) }))
    .toSorted((a, b) => sign * order(a.value, b.value))
    .map(({ item }) => item);
};

/** Where the words of a search text stand in a text: the match rationale of one attribute. */
export const textMatches = (searchText: string | undefined, attribute: string, text: string | undefined): object[] => {
  if (text === undefined) return [];
  const lower = text.toLowerCase();
  const matchOffsets = wordsOf(searchText ?? '').flatMap((word) => {
    const at = lower.indexOf(word);
    return at < 0 ? [] : [{ startOffset: at, endOffset: at + word.length }];
  });
  return matchOffsets.length === 0 ? [] : [{ attribute, text, matchOffsets }];
};

/** The search part of an input alone, as a key for remembered results. */
export const queryKey = (input: QueryInput & object): string => {
  const {
    nextToken: _token,
    maxResults: _size,
    additionalAttributes: _more,
    ...query
  } = input as Record<string, unknown>;
  return JSON.stringify(query);
};
