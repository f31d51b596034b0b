import { Lists } from './lists.ts';
import { Numbering } from './numbering.ts';
import { Vector } from './vector.ts';

/** The terms that assets carry and those the glossaries hold. A renamed one changes here alone, not in each asset. */
export class Terms {
  readonly ids: Numbering;
  /** Per term: its name; empty where the mirror knows none. */
  readonly names: string[];
  /** Per term: the text of its name. */
  readonly texts: Vector;
  /** Per term: the slots of the assets that carry it, removed ones among them. */
  readonly carriers: Lists;

  /** How often a term was given another name. */
  renames = 0;

  constructor(ids = new Numbering(), names: string[] = [], texts = new Vector(), carriers = new Lists()) {
    this.ids = ids;
    this.names = names;
    this.texts = texts;
    this.carriers = carriers;
  }

  number(id: string): number {
    const number = this.ids.number(id);
    if (number === this.names.length) {
      this.names.push('');
      this.texts.push(0);
      this.carriers.begin();
    }
    return number;
  }

  /** What the term is called; undefined where the mirror knows no name of it. */
  nameOf(id: string): string | undefined {
    const name = this.names[this.ids.find(id) ?? -1];
    return name === '' ? undefined : name;
  }

  /** What the term is called from now on; null once the glossaries do not hold it any more. */
  rename(id: string, name: string | null, text: number): void {
    const number = this.number(id);
    this.names[number] = name ?? '';
    if (this.texts.data[number] !== text) this.renames += 1;
    this.texts.data[number] = text;
  }
}
