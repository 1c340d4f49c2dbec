import { fromRlp, keccak256, type Hex } from 'viem';
import { known, unknown, type Observation } from '../model/observation.ts';

/** The root of a trie that holds nothing: the hash of RLP's empty string. */
export const emptyRoot: Hex = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421';

/**
 * Parts of Merkle-Patricia tries (Yellow Paper, appendix D) that are only believed as far as they hang from a root: every
 * node is found by its hash.
 */
export type Trie = {
  /**
   * The RLP stored under the hash of this key, or `null` where the trie provably has nothing there. Unknown where a node
   * is missing or not a node.
   */
  lookup(root: Hex, key: Hex): Observation<Hex | null>;
  /** The nodes that no lookup has passed through so far. */
  unused(): readonly Hex[];
};

type Item = Hex | readonly Item[];
type Node = readonly Item[];

/** A trie of these nodes, in any order; those of several tries may be mixed. */
export function trieOf(nodes: Iterable<Hex>): Trie {
  const byHash = new Map([...nodes].map((node) => [keccak256(node), node]));
  const decoded = new Map<Hex, Node>();

  function nodeAt(hash: Hex): Node | undefined {
    const raw = byHash.get(hash);
    const node = decoded.get(hash) ?? (raw === undefined ? undefined : decode(raw));
    if (node !== undefined) decoded.set(hash, node);
    return node;
  }

  return {
    lookup: (root, key) => (root === emptyRoot ? known(null) : walk(root, keccak256(key).slice(2), nodeAt)),
    unused: () => [...byHash].filter(([hash]) => !decoded.has(hash)).map(([, raw]) => raw),
  };
}

function walk(root: Hex, path: string, nodeAt: (hash: Hex) => Node | undefined): Observation<Hex | null> {
  let next: Item = root;
  let rest = path;
  for (;;) {
    const node: Node | undefined = typeof next === 'string' ? nodeAt(next) : next;
    if (node === undefined) return unknown('a node of the proof is missing');
    const step: Step | undefined = node.length === 17 ? branch(node, rest) : twoItems(node, rest);
    if (step === undefined) return unknown('a node of the proof is malformed');
    if ('end' in step) return known(step.end);
    next = step.next;
    rest = step.rest;
  }
}

/** Where a node leads: on to a child with the rest of the path, or to the end of the search. */
type Step = { readonly end: Hex | null } | { readonly next: Item; readonly rest: string };

function branch(node: Node, path: string): Step | undefined {
  const child = node[path === '' ? 16 : Number.parseInt(path.charAt(0), 16)];
  if (child === undefined || (path === '' && typeof child !== 'string')) return undefined;
  if (child === '0x') return { end: null };
  return path === '' ? { end: child as Hex } : onwards(child, path.slice(1));
}

/** A leaf or an extension. In hex-prefix encoding the first digit says whether it is a leaf (2) and of odd length (1). */
function twoItems([encoded, value]: Node, path: string): Step | undefined {
  const [, odd, even, digits] =
    (typeof encoded === 'string' && /^0x(?:([13])|([02])0)([0-9a-f]*)$/.exec(encoded)) || [];
  const flag = odd ?? even;
  if (flag === undefined || digits === undefined || value === undefined) return undefined;
  const isLeaf = flag === '2' || flag === '3';
  if (isLeaf) return typeof value === 'string' ? { end: digits === path ? value : null } : undefined;
  if (digits === '') return undefined;
  return path.startsWith(digits) ? onwards(value, path.slice(digits.length)) : { end: null };
}

function onwards(child: Item, rest: string): Step | undefined {
  const isReference = typeof child !== 'string' || child.length === 66;
  return isReference ? { next: child, rest } : undefined;
}

function decode(raw: Hex): Node | undefined {
  try {
    const node = fromRlp(raw, 'hex') as Item;
    return typeof node !== 'string' && (node.length === 17 || node.length === 2) ? node : undefined;
  } catch {
    return undefined;
  }
}
