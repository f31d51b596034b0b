/** Names by number, in the order in which they were met. */
export class Numbering {
  readonly names: string[];
  readonly #numbers: Map<string, number>;

  constructor(names: string[] = []) {
    this.names = names;
    this.#numbers = new Map(names.map((name, number) => [name, number]));
  }

  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.push(name) - 1;
    this.#numbers.set(name, number);
    return number;
  }
}
