import { keccak256, type Address, type Hex } from 'viem';
import type { EvidenceId, PinnedBlock } from '../model/evidence.ts';
import { known, unknown, type Observation } from '../model/observation.ts';
import { exploreCall } from './evm/replay-call.ts';
import { encodeHeader } from './header.ts';
import type { JsonRpc } from './json-rpc.ts';
import { reasonOf, type Pin } from './pin.ts';
import { calledIn, examineProofs, provable, type Subject } from './proofs.ts';
import type { ChainProofs, ChainRecording } from './recording.ts';
import type { RpcAnswer } from './rpc-answers.ts';
import { asBytes, asObject, asWord } from './rpc-value.ts';

/** How many slots one `eth_getProof` asks for. */
const mostSlots = 100;

/** Steps of one call that are followed to see what it touches. */
const mostSteps = 500_000;

/**
 * Fetches proofs of every slot and code that was read, and of all that the calls touch, as many as the node gives. Do it soon
 * after the reads: few nodes can prove old blocks. Nodes and codes that lead nowhere are left out; `checkProofs` says what the
 * rest comes to. Unknown where the node gives no header that fits the block's hash, or no proofs at all.
 */
export async function captureProofs(
  rpc: JsonRpc,
  pin: Pin,
  { block, reads }: ChainRecording,
): Promise<Observation<ChainProofs>> {
  const header = await fetchHeader(rpc, block.hash);
  if (header.status === 'unknown') return header;
  const answered = [...reads].filter(([, read]) => read.status === 'known').map(([id]) => id);
  const state = stateOf(rpc, pin);
  const called = await Promise.all(answered.map((id) => touchedBy(id, block, state)));
  const subjects = [...answered.map(provable).filter((one) => one !== undefined), ...called.flat()];
  const [codes, nodes] = await Promise.all([fetchCodes(state, subjects), fetchNodes(rpc, pin, subjects)]);
  if (nodes.status === 'unknown') return nodes;
  const all: ChainProofs = { header: header.value, codes: distinct(codes), nodes: distinct(nodes.value) };
  const { idleCodes, idleNodes } = examineProofs({ block, reads, proofs: all });
  const idle = new Set([...idleCodes, ...idleNodes]);
  const used = (one: Hex): boolean => !idle.has(one);
  return known({ ...all, codes: all.codes.filter(used), nodes: all.nodes.filter(used) });
}

/** The node's state, each part asked once. What it says here is believed for nothing but where to look for proofs. */
type NodeState = (subject: Subject) => Promise<Hex | undefined>;

function stateOf(rpc: JsonRpc, pin: Pin): NodeState {
  const asked = new Map<string, Promise<Hex | undefined>>();
  return ({ address, slot }) => {
    const key = `${address}/${slot ?? ''}`;
    const answer =
      asked.get(key) ??
      (slot === undefined
        ? rpc.ask('eth_getCode', [address, pin.parameter]).then((one) => asBytes(resultOf(one)))
        : rpc.ask('eth_getStorageAt', [address, slot, pin.parameter]).then((one) => asWord(resultOf(one))));
    asked.set(key, answer);
    return answer;
  };
}

async function touchedBy(id: EvidenceId, block: PinnedBlock, state: NodeState): Promise<readonly Subject[]> {
  const call = calledIn(id);
  if (call === undefined) return [];
  const questions = await exploreCall({ ...call, block, budget: { left: mostSteps } }, state);
  return questions.map((one) =>
    one.kind === 'slot' ? { address: one.address, slot: one.slot } : { address: one.address },
  );
}

/** The RLP of the header with this hash; unknown where what the node says of the block does not have it. */
export async function fetchHeader(rpc: JsonRpc, hash: Hex): Promise<Observation<Hex>> {
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

async function fetchCodes(state: NodeState, subjects: readonly Subject[]): Promise<readonly Hex[]> {
  const codes = await Promise.all(subjects.filter(({ slot }) => slot === undefined).map(state));
  return codes.filter((code) => code !== undefined && code !== '0x') as Hex[];
}

async function fetchNodes(rpc: JsonRpc, pin: Pin, subjects: readonly Subject[]): Promise<Observation<readonly Hex[]>> {
  const slots = new Map<Address, Set<Hex>>();
  for (const { address, slot } of subjects) {
    const known = slots.get(address) ?? new Set();
    slots.set(address, slot === undefined ? known : known.add(slot));
  }
  const questions = [...slots].flatMap(([address, some]) =>
    portions([...some]).map((portion) => [address, portion] as const),
  );
  const answers = await Promise.all(
    questions.map(([address, portion]) => rpc.ask('eth_getProof', [address, portion, pin.parameter])),
  );
  const nodes = answers.flatMap((answer) => nodesOf(resultOf(answer)));
  const refusal = answers.find((answer) => answer.kind !== 'result');
  return nodes.length === 0 && refusal !== undefined ? unknown(reasonOf(refusal)) : known(nodes);
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
