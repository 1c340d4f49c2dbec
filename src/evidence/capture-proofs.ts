import { keccak256, type Address, type Hex } from 'viem';
import type { EvidenceId } from '../model/evidence.ts';
import { known, unknown, type Observation } from '../model/observation.ts';
import { encodeHeader } from './header.ts';
import type { JsonRpc } from './json-rpc.ts';
import { reasonOf, type Pin } from './pin.ts';
import { examineProofs, provable } from './proofs.ts';
import type { ChainProofs, ChainRecording } from './recording.ts';
import type { RpcAnswer } from './rpc-answers.ts';
import { asBytes, asObject } from './rpc-value.ts';

/** How many slots one `eth_getProof` asks for. */
const mostSlots = 100;

/**
 * Fetches proofs of every slot and code that was read, as many as the node gives. Do it soon after the reads: few nodes can
 * prove old blocks. Nodes and codes that lead nowhere are left out; `checkProofs` says what the rest comes to. Unknown
 * where the node gives no header that fits the block's hash.
 */
export async function captureProofs(
  rpc: JsonRpc,
  pin: Pin,
  { block, reads }: ChainRecording,
): Promise<Observation<ChainProofs>> {
  const header = await fetchHeader(rpc, block.hash);
  if (header.status === 'unknown') return header;
  const answered = [...reads].filter(([, read]) => read.status === 'known').map(([id]) => id);
  const [codes, nodes] = await Promise.all([fetchCodes(rpc, pin, answered), fetchNodes(rpc, pin, answered)]);
  const all: ChainProofs = { header: header.value, codes: distinct(codes), nodes: distinct(nodes) };
  const { idleCodes, idleNodes } = examineProofs({ block, reads, proofs: all });
  const idle = new Set([...idleCodes, ...idleNodes]);
  const used = (one: Hex): boolean => !idle.has(one);
  return known({ ...all, codes: all.codes.filter(used), nodes: all.nodes.filter(used) });
}

async function fetchHeader(rpc: JsonRpc, hash: Hex): Promise<Observation<Hex>> {
  const block = await rpc.ask('eth_getBlockByHash', [hash, false]);
  if (block.kind !== 'result') return unknown(reasonOf(block));
  const header = encodeHeader(block.value, hash);
  if (header !== undefined) return known(header);
  // Not every node has this, but where it is, it knows every fork's fields.
  const raw = asBytes(resultOf(await rpc.ask('debug_getRawHeader', [hash])));
  return raw !== undefined && keccak256(raw) === hash
    ? known(raw)
    : unknown("the node's header does not have the hash of the block");
}

async function fetchCodes(rpc: JsonRpc, pin: Pin, ids: readonly EvidenceId[]): Promise<readonly Hex[]> {
  const subjects = ids.map(provable).filter((subject) => subject !== undefined && subject.slot === undefined);
  const answers = await Promise.all(
    subjects.map((subject) => rpc.ask('eth_getCode', [subject?.address, pin.parameter])),
  );
  return answers
    .map((answer) => asBytes(resultOf(answer)))
    .filter((code) => code !== undefined && code !== '0x') as Hex[];
}

async function fetchNodes(rpc: JsonRpc, pin: Pin, ids: readonly EvidenceId[]): Promise<readonly Hex[]> {
  const slots = new Map<Address, Hex[]>();
  for (const id of ids) {
    const subject = provable(id);
    if (subject === undefined) continue;
    const known = slots.get(subject.address) ?? [];
    slots.set(subject.address, subject.slot === undefined ? known : [...known, subject.slot]);
  }
  const questions = [...slots].flatMap(([address, some]) =>
    portions(some).map((portion) => [address, portion] as const),
  );
  const answers = await Promise.all(
    questions.map(([address, portion]) => rpc.ask('eth_getProof', [address, portion, pin.parameter])),
  );
  return answers.flatMap((answer) => nodesOf(resultOf(answer)));
}

/** At least one, so that an account without slots is proved too. */
function portions(slots: readonly Hex[]): readonly (readonly Hex[])[] {
  const count = Math.max(1, Math.ceil(slots.length / mostSlots));
  return Array.from({ length: count }, (_, at) => slots.slice(at * mostSlots, (at + 1) * mostSlots));
}

/** Everything in an answer to `eth_getProof` that might be a node. What it claims besides is not looked at. */
function nodesOf(answer: unknown): readonly Hex[] {
  const { accountProof, storageProof } = asObject(answer) ?? {};
  const lists = [
    accountProof,
    ...(Array.isArray(storageProof) ? storageProof.map((one) => asObject(one)?.['proof']) : []),
  ];
  return lists
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map(asBytes)
    .filter((node) => node !== undefined);
}

function distinct(items: readonly Hex[]): readonly Hex[] {
  return [...new Set(items)].sort();
}

function resultOf(answer: RpcAnswer): unknown {
  return answer.kind === 'result' ? answer.value : undefined;
}
