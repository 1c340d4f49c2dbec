/** A rooted directed graph; a node's children may repeat. */
export type Rooted = { readonly root: number; readonly children: (node: number) => readonly number[] };

/** Which nodes can be reached and through which every path to them must lead. */
export type Dominators = {
  /** Each node before what can be reached only through it. The root is first. */
  readonly order: readonly number[];
  /** The nearest other node that lies on every path from the root; the root's is itself. */
  readonly immediate: ReadonlyMap<number, number>;
};

/** After Cooper, Harvey and Kennedy, “A Simple, Fast Dominance Algorithm” (2001). */
export function dominators(graph: Rooted): Dominators {
  const order = reversePostorder(graph);
  const place = new Map(order.map((node, at) => [node, at]));
  const before: number[][] = order.map(() => []);
  for (const [at, node] of order.entries()) {
    for (const child of graph.children(node)) before[place.get(child) as number]?.push(at);
  }
  const immediate = new Int32Array(order.length).fill(-1);
  immediate[0] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (let at = 1; at < order.length; at++) {
      const known = (before[at] as number[]).filter((one) => immediate[one] !== -1);
      const meet = known.reduce((a, b) => intersect(immediate, a, b));
      if (immediate[at] === meet) continue;
      immediate[at] = meet;
      changed = true;
    }
  }
  return { order, immediate: new Map(order.map((node, at) => [node, order[immediate[at] as number] as number])) };
}

function intersect(immediate: Int32Array, a: number, b: number): number {
  let [left, right] = [a, b];
  while (left !== right) {
    if (left > right) left = immediate[left] as number;
    else right = immediate[right] as number;
  }
  return left;
}

/** Whether every path to `inner` leads through `outer`. */
export function dominates(immediate: ReadonlyMap<number, number>, outer: number, inner: number): boolean {
  for (let node = inner; ;) {
    if (node === outer) return true;
    const next = immediate.get(node) as number;
    if (next === node) return false;
    node = next;
  }
}

/** Every node that can be reached, parents first as far as cycles allow. */
export function reversePostorder({ root, children }: Rooted): number[] {
  const seen = new Set([root]);
  const order: number[] = [];
  const path = [{ node: root, next: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const child = children(top.node)[top.next++];
    if (child === undefined) {
      order.push(top.node);
      path.pop();
    } else if (!seen.has(child)) {
      seen.add(child);
      path.push({ node: child, next: 0 });
    }
  }
  return order.reverse();
}

/** Whether some node is reached from itself. `order` is a reverse postorder: then some edge leads back in it. */
export function isCyclic({ children }: Rooted, order: readonly number[]): boolean {
  const place = new Map(order.map((node, at) => [node, at]));
  return order.some((node, at) => children(node).some((child) => (place.get(child) as number) <= at));
}
