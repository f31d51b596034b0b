import { pieces } from './hidden-characters.ts';

interface Node {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
}

/** Brackets, emphasis marks and quotes past this count make parsers slow or deep without making a text richer. */
const MOST_MARKS = 2_000;

/** Whether markdown may be parsed: no more marks than a long honest page has, and no deep nests. */
export function isPlainEnough(markdown: string): boolean {
  const head = markdown.slice(0, 20_000);
  const marks = head.match(/[[\]*_<>`!&\\]/g)?.length ?? 0;
  return (
    marks <= MOST_MARKS && !/(?:>[ \t]*){20}|(?:[-*+][ \t]+){20}|[[(*_]{40}/.test(head) && !/^[ \t]{80}/m.test(head)
  );
}

/** A rehype plugin: each hidden character in a text becomes a badge element. */
export function badgeHiddenCharacters() {
  const visit = (node: Node) => {
    node.children = node.children?.flatMap((child) => {
      if (child.type !== 'text' || child.value === undefined) {
        visit(child);
        return [child];
      }
      return pieces(child.value, { lines: true }).map((piece): Node => {
        if (piece.kind === 'text') return { type: 'text', value: piece.text };
        const label = piece.kind === 'hidden' ? piece.code : `+${piece.count} marks`;
        const title =
          piece.kind === 'hidden' ? `Hidden character: ${piece.name}` : 'Combining marks piled on one letter';
        return {
          type: 'element',
          tagName: 'span',
          properties: { className: ['mw-hidden-character'], title },
          children: [{ type: 'text', value: label }],
        };
      });
    }) as Node[];
  };
  return (tree: Node) => {
    if (tree.children) visit(tree);
  };
}
