import { FullfaithError } from '../model/error.ts';
import { baseline, type WrittenEntry } from '../registry/chain-schema.ts';
import { addressFrom, writeEntry } from '../registry/new-entry.ts';
import { loadRegistry } from '../registry/load-registry.ts';
import { stacks } from '../stacks/index.ts';
import type { Invocation, Options } from './command.ts';
import { blocksOf, confirmPins, openNodes } from './open-nodes.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { hostOfContract } from './host-of-contract.ts';
import { anyNodesOf } from './nodes.ts';
import { holdsChains, placesOf } from './places.ts';
import { type Recognised, recogniseAddress } from './recognition.ts';

/** `add`: recognises the stack from one address and writes the entry that follows. Nothing is written where that is open. */
export async function runAdd({ words, options, surroundings }: Invocation): Promise<ExitCode> {
  const address = addressFrom(words[0] ?? '');
  const { registry } = placesOf(options, surroundings);
  const nodes = anyNodesOf(options, surroundings.env);
  if (nodes.size === 0)
    throw new FullfaithError(
      'input',
      'To look at a contract takes a node.',
      'Add --rpc-url <url>, or set ETH_RPC_URL.',
    );
  const asked = chainIdOf(options);
  const readers = await openNodes(nodes, blocksOf(options));
  const { reader, host } = await hostOfContract(address, readers, registry);
  const recognised = await recogniseAddress(reader, address);
  const entry = entryOf(recognised, { ...options, host, chainId: asked });
  await confirmPins(readers);
  await refuseTwins(registry, entry);
  const file = await writeEntry(registry, entry, { stacks: Object.fromEntries(stacks.map((one) => [one.id, one])) });
  const { stack, recognition } = recognised;
  surroundings.stderr.write(`${stack.title}: ${recognition.seen.join('; ')}\n`);
  if (entry.chainId === null) {
    surroundings.stderr.write(
      'No contract names the chain id: where it has one, write it into the entry (--chain-id).\n',
    );
  }
  surroundings.stderr.write(
    `Written: ${file}\nWhat no contract says is unknown until the entry claims it, with a source.\n`,
  );
  surroundings.stdout.write(`${entry.id}\n`);
  return exitCodes.expected;
}

/** The entry, called by its chain id or by its stack and first contract unless the options name it. */
function entryOf(
  { stack, recognition }: Recognised,
  {
    id,
    name,
    host,
    chainId,
  }: Pick<Options, 'id' | 'name'> & { readonly host: string; readonly chainId: number | null },
): WrittenEntry {
  const number = chainId ?? recognition.chainId;
  if (chainId !== null && recognition.chainId !== null && chainId !== recognition.chainId) {
    const message = `The contracts say that the chain id is ${recognition.chainId}, not ${chainId}.`;
    throw new FullfaithError('input', message, 'Leave --chain-id out.');
  }
  const [first = ''] = Object.values(recognition.contracts);
  const called = id ?? (number === null ? `${stack.id}-${first.slice(2, 10).toLowerCase()}` : `chain-${number}`);
  return {
    id: called,
    name: name ?? (number === null ? `${stack.title} ${first.slice(0, 10)}` : `Chain ${number}`),
    chainId: number,
    stack: stack.id,
    ...(host !== baseline && { host }),
    contracts: recognition.contracts,
  };
}

function chainIdOf({ chainId }: Options): number | null {
  if (chainId === undefined) return null;
  if (/^[1-9]\d{0,14}$/.test(chainId)) return Number(chainId);
  throw new FullfaithError('input', `--chain-id ${JSON.stringify(chainId)} is no number.`, 'It is that of EIP-155.');
}

/** An entry with the same chain id or the same contract on the same host is the same chain. */
async function refuseTwins(registry: string, entry: WrittenEntry): Promise<void> {
  if (!holdsChains(registry)) return;
  const { chainId, host = baseline, contracts = {} } = entry;
  const addresses = new Set(Object.values(contracts));
  const twin = (await loadRegistry(registry)).find(
    (one) =>
      (chainId !== null && one.chainId === chainId) ||
      (one.host === host && Object.values(one.contracts).some((contract) => addresses.has(contract))),
  );
  if (twin === undefined) return;
  const message = `The chain is in the registry already, as ${JSON.stringify(twin.id)} (${twin.location.file}).`;
  throw new FullfaithError('input', message, 'Change that entry.');
}
