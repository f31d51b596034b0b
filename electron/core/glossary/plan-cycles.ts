/**
 *   a ──> b ──> c        a, b and c lead to each other: one group
 *   ^           │
 *   └───────────┘        d only leads in: a group of its own
 *
 * Numbers the groups of things that lead to each other (Tarjan, Depth-First Search and Linear Graph Algorithms, 1972),
 * without a call per step: a chain of any length must not end the stack.
 */
export function groupsOf<Node>(nodes: Iterable<Node>, next: (node: Node) => readonly Node[]): Map<Node, number> {
  const group = new Map<Node, number>();
  const order = new Map<Node, number>();
  const low = new Map<Node, number>();
  const path: Node[] = [];
  let groups = 0;
  for (const root of nodes) {
    if (order.has(root)) continue;
    const walk: { node: Node; left: Node[] }[] = [];
    const enter = (node: Node) => {
      order.set(node, order.size);
      low.set(node, order.size - 1);
      path.push(node);
      walk.push({ node, left: [...next(node)] });
    };
    const lower = (node: Node, to: number) => low.set(node, Math.min(low.get(node) ?? to, to));
    enter(root);
    for (let step = walk.at(-1); step !== undefined; step = walk.at(-1)) {
      const { node, left } = step;
      const to = left.pop();
      if (to !== undefined) {
        if (!order.has(to)) enter(to);
        else if (!group.has(to)) lower(node, order.get(to) ?? 0);
        continue;
      }
      walk.pop();
      const above = walk.at(-1);
      if (above !== undefined) lower(above.node, low.get(node) ?? 0);
      if (low.get(node) !== order.get(node)) continue;
      for (let member = path.pop(); member !== undefined; member = path.pop()) {
        group.set(member, groups);
        if (member === node) break;
      }
      groups += 1;
    }
  }
  return group;
}
