import { ask } from '../../authority/ask.ts';
import { chainRead, notNull } from '../../model/observation.ts';
import { claimed } from '../claims.ts';
import { entryPoint, partsOf, unknownParts } from '../discovery.ts';
import { inclusionTerm, portalFacts, wayIn } from '../op-facts.ts';
import { leavesAlone } from '../op-leaving.ts';
import { predeployPower } from '../op-predeploys.ts';
import { sequencingPowers } from '../op-sequencing.ts';
import { upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { discover, type KromaContracts } from './contracts.ts';
import { challengeSeconds, finish, type Judging, openToAll, proofFacts } from './facts.ts';
import { knownKinds } from './kinds.ts';
import { hostPowers } from './powers.ts';
import { recogniseKroma } from './recognise.ts';

/** The ProxyAdmin of all predeploys on a Kroma chain (Predeploys.sol). */
const l2ProxyAdmin = '0x4200000000000000000000000000000000000000';

/** Kroma: a fork of the OP Stack whose outputs validators submit, and a challenge by bisection and a proof can delete. */
export const kroma: Stack = {
  id: 'kroma',
  title: 'Kroma',
  entryPoints: {
    KromaPortal: { required: true, meaning: 'takes deposits, pays withdrawals and holds the ether' },
    L1StandardBridge: { required: false, meaning: 'holds tokens and names the messenger; no contract names it' },
    L1ERC721Bridge: { required: false, meaning: 'holds single tokens, where there is one; no contract names it' },
  },
  assess,
  recognise: recogniseKroma,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const contracts = await discover(context);
  const judging = await judgingOf(contracts, context);
  const parts = [...partsOf(contracts), ...chain.escrows.map((address) => ({ role: 'escrow', address }))];
  const { enabled, inclusion } = wayIn(contracts.KromaPortal, chain);
  const alone = leavesAlone([enabled, judging.permissionless], contracts.KromaPortal);
  const paused = await chainRead(contracts.KromaPortal, (of) =>
    ask(resolver, { of, view: 'function paused() view returns (bool)' }),
  );
  return {
    facts: {
      ...proofFacts(judging),
      ...portalFacts(context, { enabled, inclusion, alone }),
      'proof.source.published': claimed(chain, 'proof.source.published', 'boolean'),
      'pause.active': notNull(paused, 'the portal does not say whether it is paused'),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts(contracts, entryPoint(chain, 'KromaPortal')),
      ...(await hostPowers(contracts, judging, resolver)),
      ...(await sequencingPowers({ systemConfig: contracts.SystemConfig }, chain, resolver)),
      await predeployPower(chain.chainId ?? 0, resolver, l2ProxyAdmin),
    ],
    exit: { possible: alone, start: [inclusionTerm(inclusion)], finish: await finish(contracts, resolver) },
    contracts: parts,
    notes: [
      'Whoever submits or challenges an output needs a bond, which is lost with the challenge.',
      'What the verifier’s circuit proves cannot be read from its contract.',
    ],
  };
}

async function judgingOf(contracts: KromaContracts, { resolver }: StackContext): Promise<Judging> {
  const kinds = await knownKinds(contracts, resolver);
  const [permissionless, challenge] = await Promise.all([
    openToAll(contracts, kinds, resolver),
    challengeSeconds(contracts, resolver),
  ]);
  return { kinds, permissionless, challenge };
}
