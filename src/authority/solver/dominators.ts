/** A rooted directed graph over the numbers below `size`; a node's children may repeat. */
export type Rooted = {
  readonly root: number;
  readonly size: number;
  readonly children: (node: number) => readonly number[];
};

/** Which nodes can be reached and through which every path to them must lead. */
export type Dominators = {
  /** Each node before what can be reached only through it. The root is first. */
  readonly order: Int32Array;
  /** By node: the nearest other one that lies on every path from the root; the root's is itself, -1 where no path leads. */
  readonly immediate: Int32Array;
};

/** After Cooper, Harvey and Kennedy, “A Simple, Fast Dominance Algorithm” (2001). */
export function dominators(graph: Rooted): Dominators {
  const order = reversePostorder(graph);
  const place = placesIn(order, graph.size);
  const before: number[][] = Array.from(order, () => []);
  for (let at = 0; at < order.length; at++) {
    for (const child of graph.children(order[at] as number)) before[place[child] as number]?.push(at);
  }
  const nearest = new Int32Array(order.length).fill(-1);
  nearest[0] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (let at = 1; at < order.length; at++) {
      let meet = -1;
      for (const one of before[at] as number[]) {
        if (nearest[one] !== -1) meet = meet === -1 ? one : intersect(nearest, meet, one);
      }
      if (nearest[at] === meet) continue;
      nearest[at] = meet;
      changed = true;
    }
  }
  const immediate = new Int32Array(graph.size).fill(-1);
  for (let at = 0; at < order.length; at++) immediate[order[at] as number] = order[nearest[at] as number] as number;
  return { order, immediate };
}

function intersect(nearest: Int32Array, a: number, b: number): number {
  let [left, right] = [a, b];
  while (left !== right) {
    if (left > right) left = nearest[left] as number;
    else right = nearest[right] as number;
  }
  return left;
}

/** Whether every path to `inner`, which some path reaches, leads through `outer`. */
export function dominates(immediate: Int32Array, outer: number, inner: number): boolean {
  for (let node = inner; ;) {
    if (node === outer) return true;
    const next = immediate[node] as number;
    if (next === node) return false;
    node = next;
  }
}

/** Every node that can be reached, parents first as far as cycles allow. */
export function reversePostorder({ root, size, children }: Rooted): Int32Array {
  const seen = new Uint8Array(size);
  const next = new Int32Array(size);
  const order = new Int32Array(size);
  let first = size;
  const path = [root];
  seen[root] = 1;
  while (path.length > 0) {
    const node = path[path.length - 1] as number;
    const child = children(node)[next[node] as number];
    next[node] = (next[node] as number) + 1;
    if (child === undefined) {
      order[--first] = node;
      path.pop();
    } else if (seen[child] === 0) {
      seen[child] = 1;
      path.push(child);
    }
  }
  return order.subarray(first);
}

/** Whether some node is reached from itself. `order` is a reverse postorder: then some edge leads back in it. */
export function isCyclic({ size, children }: Rooted, order: Int32Array): boolean {
  const place = placesIn(order, size);
  return order.some((node, at) => children(node).some((child) => (place[child] as number) <= at));
}

function placesIn(order: Int32Array, size: number): Int32Array {
  const place = new Int32Array(size);
  for (let at = 0; at < order.length; at++) place[order[at] as number] = at;
  return place;
}
