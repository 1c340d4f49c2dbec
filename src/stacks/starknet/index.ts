import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Chain } from '../../model/chain.ts';
import { known, map, type Observation, unknown } from '../../model/observation.ts';
import type { Exit } from '../../model/power.ts';
import { unboundedSeconds } from '../../model/vocabulary.ts';
import { claimed } from '../claims.ts';
import { entryPoint } from '../discovery.ts';
import { type Part, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { withdrawalLimits } from './bridges.ts';
import { coreGovernors, programPowers, type Proofs, readProofs, unknownVerifier } from './core.ts';
import { appointment, type Operation, operationOf } from './operators.ts';
import { recogniseStarknet, stateUpdates } from './recognise.ts';

const messages = 'function sendMessageToL2(uint256, uint256, uint256[]) payable returns (bytes32, uint256)';

/** How long a minority of a council is taken to need to step in: L2BEAT's EXIT_WINDOW_STARKNET counts one day. */
const councilReactionSeconds = 86_400;

/** Chains with a Starknet core contract: every state is proved by a STARK, and operators alone bring the proofs. */
export const starknet: Stack = {
  id: 'starknet',
  title: 'Starknet',
  entryPoints: {
    Starknet: { required: true, meaning: 'the core contract; verifier, governors and operators are found from it' },
    ETHBridge: { required: false, meaning: 'the bridge of a token in which fees are paid' },
    STRKBridge: { required: false, meaning: 'the bridge of a token in which fees are paid' },
    TokenBridge: { required: false, meaning: 'another bridge without which the chain cannot be used' },
  },
  assess,
  recognise: recogniseStarknet,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const core = await resolver.inspect(entryPoint(chain, 'Starknet'));
  const parts = Object.entries(chain.contracts).map(([role, address]) => ({ role, address }));
  const escrows = chain.escrows.map((address) => ({ role: 'escrow', address }));
  const bridges = await inspectAll([...parts.filter(({ address }) => address !== core.address), ...escrows], context);
  const proofs = await readProofs(core, resolver);
  const verifiers = proofs.verifiers.status === 'known' ? proofs.verifiers.value : [];
  const governors = await coreGovernors(core, resolver);
  const operation = await operationOf(core.address, context);
  const limits = await withdrawalLimits(bridges, resolver);
  return {
    facts: { ...proofFacts(proofs), ...wayOut(core, operation), ...(await stateFacts(core, context)) },
    powers: [
      ...(await upgradePowers([...parts, ...verifiers], resolver)),
      ...(await upgradePowers(escrows, resolver)),
      ...unknownVerifier(proofs, core.address),
      ...(await programPowers(core, governors, resolver)),
      operation.withhold,
      appointment(core.address, governors),
      ...limits.powers,
    ],
    exit: { ...exitOf(operation), finish: limits.finish },
    contracts: [...parts, ...verifiers, ...escrows],
    notes: ['The contracts on the chain itself, among them the other ends of its bridges, were not read.'],
  };
}

function inspectAll(parts: readonly Part[], { resolver }: StackContext): Promise<readonly Contract[]> {
  return Promise.all(parts.map(({ address }: { readonly address: Address }) => resolver.inspect(address)));
}

function proofFacts({ verifiers, enforced }: Proofs): Assessment['facts'] {
  return {
    'proof.kind': map(verifiers, () => 'validity'),
    'proof.variant': map(verifiers, () => 'ST'),
    'proof.enforced': enforced,
    'proof.keyless': map(verifiers, () => true),
    'proof.challenge.permissionless': map(verifiers, () => true),
    'proof.challengers': known(0),
    'proof.challenge.seconds': known(0),
    'proof.proposer.permissionless': known(false),
  };
}

async function stateFacts(core: Contract, { chain, resolver }: StackContext): Promise<Assessment['facts']> {
  const [frozen, height] = await Promise.all([
    ask(resolver, { of: core, view: 'function isFrozen() view returns (bool)' }),
    ask(resolver, { of: core, view: 'function stateBlockNumber() view returns (int256)' }),
  ]);
  const location = dataOf(core, chain);
  return {
    'data.location': location,
    'data.content': map(location, (where) => (where === 'ethereum' ? 'state-diffs' : 'none')),
    'data.network': map(location, (where) => (where === 'ethereum' ? 'none' : 'other')),
    'data.attested': map(location, (where) => where === 'ethereum'),
    'data.committee.members': known(0),
    'data.committee.threshold': known(0),
    'pause.active': map(frozen, (value) => value === true),
    'state.posted': map(height, (value) => value !== null && value >= 0n),
    'host.is.ethereum': known(chain.host === 'ethereum'),
    'node.source': claimed(chain, 'node.source', 'boolean'),
    'proof.source.published': claimed(chain, 'proof.source.published', 'boolean'),
  };
}

function dataOf(core: Contract, chain: Chain): Observation<string> {
  if (chain.claims['data.location'] !== undefined) return claimed(chain, 'data.location', 'string');
  if (core.pushed.status === 'unknown') return core.pushed;
  if (stateUpdates.some((one) => answers(core, one))) return known('ethereum', core.evidence);
  return unknown('how the core contract takes the data is not recognised', core.evidence);
}

/** Messages to the chain are kept, but nothing makes an operator take them: they leave a trace, and that is all. */
function wayOut(core: Contract, { minority }: Operation): Assessment['facts'] {
  const leavesTrace = map(core.pushed, () => answers(core, messages));
  return {
    'inclusion.mechanism': map(leavesTrace, (yes) => (yes ? 'log' : 'none')),
    'inclusion.enabled': leavesTrace,
    'inclusion.filterable': known(false),
    'inclusion.seconds': known(unboundedSeconds),
    'exit.alone': known(false),
    'exit.mechanism': map(minority, (yes) => (yes ? 'council-minority' : 'none')),
  };
}

/** Nobody leaves alone; but a council that cannot be kept from proving a state is taken to help whoever is censored. */
function exitOf({ minority }: Operation): Pick<Exit, 'possible' | 'start'> {
  if (minority.status === 'known' && !minority.value) return { possible: minority, start: [] };
  const source = 'a minority of the security council is taken to step in within a day (L2BEAT)';
  const seconds = map(minority, () => councilReactionSeconds);
  return { possible: minority, start: [{ name: 'council', seconds, source }] };
}
