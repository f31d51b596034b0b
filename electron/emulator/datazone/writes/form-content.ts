import type { FormType } from '#emulator/bank/types.ts';
import { invalid } from '#emulator/wire/aws-error.ts';

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** What an element of the lists AWS's own forms carry must have, and may have. */
const elements: Readonly<Record<string, (element: Members) => boolean>> = {
  GlueColumnList: ({ columnName }) => isText(columnName),
  RedshiftColumnList: ({ columnName }) => isText(columnName),
  ColumnBusinessMetadataList: ({ columnIdentifier, name, description, glossaryTerms }) =>
    isText(columnIdentifier) &&
    (name === undefined || isText(name)) &&
    (description === undefined || isText(description)) &&
    (glossaryTerms === undefined || isTexts(glossaryTerms)),
};

const fits = (kind: string, value: unknown): boolean => {
  if (kind === 'String') return isText(value);
  if (kind === 'Long' || kind === 'Integer') return Number.isSafeInteger(value);
  if (kind === 'Double' || kind === 'Float') return typeof value === 'number';
  if (kind === 'Boolean') return typeof value === 'boolean';
  if (!kind.endsWith('List')) return true;
  return Array.isArray(value) && value.every((each) => isObject(each) && (elements[kind]?.(each) ?? true));
};

/** `member: Kind` lines of a model; shapes of its own, beyond the lists above, are not looked into. */
const membersOf = (smithy: string): readonly (readonly [name: string, kind: string])[] =>
  [...smithy.matchAll(/^\s*(\w+): (\w+)\s*$/gm)].map(([, name = '', kind = '']) => [name, kind]);

/**
 * Holds a form's content against its type. Throws ValidationException for what is no JSON object or gives a member of the
 * form type's model a value of the wrong kind. Members the model does not name are let through.
 */
export const checkContent = (formName: string, type: FormType, content: string): void => {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw invalid(`The content of the form ${formName} is no JSON.`);
  }
  if (!isObject(value)) throw invalid(`The content of the form ${formName} is no JSON object.`);
  for (const [name, kind] of membersOf(type.smithy)) {
    if (Object.hasOwn(value, name) && value[name] !== null && !fits(kind, value[name]))
      throw invalid(`The member ${name} of the form ${formName} is no ${kind}, as ${type.name} has it.`);
  }
};
