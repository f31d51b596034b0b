/** What kind of value a column holds; `unknown` where the type is missing or nobody knows it. */
export type Family = 'string' | 'integer' | 'decimal' | 'time' | 'clock' | 'boolean' | 'complex' | 'unknown';

/** Types of Glue, Athena, Redshift, Snowflake and the usual databases, without lengths and precisions. */
const FAMILIES: Readonly<Record<Exclude<Family, 'unknown'>, string>> = {
  string: `string varchar char character nvarchar nchar bpchar text clob nclob varchar2 nvarchar2 uuid guid
    uniqueidentifier tinytext mediumtext longtext enum citext ntext`,
  integer:
    'int integer bigint smallint tinyint mediumint int2 int4 int8 int16 int32 int64 long short byte serial bigserial',
  decimal: 'decimal numeric number double float real float4 float8 money smallmoney dec',
  time: 'date datetime datetime2 smalldatetime timestamp timestamptz timestampltz timestampntz datetimeoffset',
  clock: 'time timetz',
  boolean: 'boolean bool bit logical',
  complex: `struct array map row super json jsonb variant object record xml binary varbinary blob bytea geometry geography
    hllsketch interval uniontype union`,
};

const byName = new Map(
  Object.entries(FAMILIES).flatMap(([family, names]) => names.split(/\s+/).map((name) => [name, family as Family])),
);

/** `decimal(18,2)`, `NUMBER(10,0)`, `array<string>`, `timestamp with time zone`: the first word tells. */
export function familyOf(dataType: string): Family {
  const word = /^\s*([a-z]+[0-9]*)/i.exec(dataType.slice(0, 64))?.[1]?.toLowerCase() ?? '';
  const family = byName.get(word) ?? byName.get(word.replace(/\d+$/, '')) ?? 'unknown';
  return family === 'decimal' &&
    /^\s*(number|numeric|decimal|dec)\s*\(\s*\d+\s*(,\s*0\s*)?\)/i.test(dataType.slice(0, 64))
    ? 'integer'
    : family;
}

/** The words for a person. */
export const FAMILY_WORDS: Readonly<Record<Family, string>> = {
  string: 'text',
  integer: 'whole numbers',
  decimal: 'numbers',
  time: 'dates or moments',
  clock: 'times of day',
  boolean: 'true or false',
  complex: 'a structure',
  unknown: 'of a type nobody knows',
};
