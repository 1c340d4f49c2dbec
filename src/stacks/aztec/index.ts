import { zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import { settledByProof, transactionsOnHost } from '../rollup-facts.ts';
import { claimed } from '../claims.ts';
import { entryPoint } from '../discovery.ts';
import { upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { ownerPowers } from './owner-powers.ts';
import { recogniseAztec } from './recognise.ts';

const hatch = 'function getEscapeHatchStatus() view returns (bool, uint256)';
const closedBlocks = 'function escapeBlockLowerBound() view returns (uint256)';
const verifierOf = 'function verifier() view returns (address)';
/** Of the verifiers of both generations: a proof and the hash of its public inputs, or how many transactions it covers. */
const verifies = ['function verify(bytes, uint256)', 'function verify(bytes, bytes32)'];
/** Seconds between two Ethereum blocks, in which the hatch is timed. */
const blockSeconds = 12;

/** The rollups of zk.money and Connect: every block is proved by a SNARK, and for some hours a day anybody may post one. */
export const aztec: Stack = {
  id: 'aztec',
  title: 'Aztec Connect',
  entryPoints: { RollupProcessor: { required: true, meaning: 'the rollup; its verifier is found from it' } },
  assess,
  recognise: recogniseAztec,
};

async function assess({ chain, resolver }: StackContext): Promise<Assessment> {
  const rollup = await resolver.inspect(entryPoint(chain, 'RollupProcessor'));
  const verifier = await readVerifier(rollup, resolver);
  const [closed, paused] = await Promise.all([
    ask(resolver, { of: rollup, view: closedBlocks }),
    ask(resolver, { of: rollup, view: 'function paused() view returns (bool)' }),
  ]);
  const open = map(rollup.pushed, () => answers(rollup, hatch));
  const wait = map(notNull(closed, 'the rollup has no escape hatch'), (blocks) => Number(blocks) * blockSeconds);
  const parts = [
    { role: 'RollupProcessor', address: rollup.address },
    ...(verifier.status === 'known' ? [{ role: 'Verifier', address: verifier.value.address }] : []),
    ...chain.escrows.map((address) => ({ role: 'escrow', address })),
  ];
  return {
    facts: {
      ...settledByProof(verifier, 'SN'),
      'proof.proposer.permissionless': open,
      // What a block changes is in its calldata, and the proof is about its hash.
      ...transactionsOnHost(rollup.pushed),
      'inclusion.mechanism': map(open, (yes) => (yes ? 'self-sequence' : 'none')),
      'inclusion.enabled': open,
      'inclusion.filterable': known(false),
      'inclusion.seconds': wait,
      'exit.alone': open,
      'exit.mechanism': map(open, (yes) => (yes ? 'self-propose' : 'none')),
      'pause.active': map(paused, (yes) => yes === true),
      'state.posted': map(rollup.pushed, () => true),
      'host.is.ethereum': known(chain.host === 'ethereum'),
      'node.source': claimed(chain, 'node.source', 'boolean'),
      'proof.source.published': claimed(chain, 'proof.source.published', 'boolean'),
    },
    powers: [...(await upgradePowers(parts, resolver)), ...(await ownerPowers(rollup, verifier, resolver))],
    exit: {
      possible: open,
      start: [{ name: 'escape hatch', seconds: wait, source: 'escapeBlockLowerBound: how long the hatch is shut' }],
      finish: [],
    },
    contracts: parts,
    notes: [],
  };
}

async function readVerifier(rollup: Contract, resolver: Resolver): Promise<Observation<Contract>> {
  const named = notNull(await ask(resolver, { of: rollup, view: verifierOf }), `${rollup.address} names no verifier`);
  return chainRead(named, async (address) => {
    if (address === zeroAddress) return unknown(`${rollup.address} has no verifier`);
    const contract = await resolver.inspect(address);
    if (contract.pushed.status === 'unknown') return contract.pushed;
    const isKnown = verifies.some((one) => answers(contract, one));
    return isKnown ? known(contract) : unknown(`the verifier at ${address} is of a kind that is not recognised`);
  });
}
