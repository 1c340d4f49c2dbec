import { numberToHex } from 'viem';
import { answers, type Contract } from '../../authority/contract.ts';
import { readView } from '../../evidence/reads.ts';
import { unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { chain, known, map, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { type Part, power, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { type Contracts, discover } from './contracts.ts';
import { fullExits, recogniseZksyncLite } from './recognise.ts';
import { revertPower } from './validators.ts';
import { forcedOrOut, settledByProof, transactionsOnHost } from '../rollup-facts.ts';

/** PRIORITY_EXPIRATION of Config.sol: 14 days in blocks of 15 s, a constant of the code that no function tells. */
const expirationBlocks = 80_640;
/** Seconds between two Ethereum blocks, in which the expiration is counted. */
const blockSeconds = 12;

/** zkSync's first rollup and its forks: every block is proved by a SNARK over data that are in its calldata. */
export const zksyncLite: Stack = {
  id: 'zksync-lite',
  title: 'zkSync Lite and its forks',
  entryPoints: {
    MainContract: { required: true, meaning: 'the main contract; its gatekeeper names the others' },
    UpgradeGatekeeper: { required: false, meaning: 'where the main contract does not name it' },
    Governance: { required: false, meaning: 'where the gatekeeper does not name it' },
    Verifier: { required: false, meaning: 'where the gatekeeper does not name it' },
  },
  assess,
  recognise: recogniseZksyncLite,
};

async function assess({ chain: entry, resolver }: StackContext): Promise<Assessment> {
  const contracts = await discover(entry, resolver);
  const { main, governance } = contracts;
  const exodus = await readView(resolver.reader, {
    on: main.address,
    view: 'function exodusMode() view returns (bool)',
  });
  const parts = [...partsOf(contracts), ...entry.escrows.map((address) => ({ role: 'escrow', address }))];
  const open = map(main.pushed, () => fullExits.some((one) => answers(main, one)));
  const expiration = unlessOver(exodus, expirationOf(main));
  return {
    facts: {
      ...factsOf(contracts, open),
      'inclusion.seconds': expiration,
      'host.is.ethereum': known(entry.host === 'ethereum'),
      'node.source': claimed(entry, 'node.source', 'boolean'),
      'proof.source.published': claimed(entry, 'proof.source.published', 'boolean'),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownContracts(contracts),
      await revertPower(main, governance, resolver),
    ],
    exit: {
      possible: open,
      start: [
        {
          name: 'priority request',
          seconds: expiration,
          source: 'PRIORITY_EXPIRATION of the code, in blocks of 12 s: then anybody starts the exodus mode',
        },
      ],
      finish: [],
    },
    contracts: parts,
    notes: [],
  };
}

function partsOf({ main, gatekeeper, governance, verifier }: Contracts): readonly Part[] {
  const others = { UpgradeGatekeeper: gatekeeper, Governance: governance, Verifier: verifier };
  return [
    { role: 'MainContract', address: main.address },
    ...Object.entries(others).flatMap(([role, one]) =>
      one.status === 'known' ? [{ role, address: one.value.address }] : [],
    ),
  ];
}

function unknownContracts({ main, gatekeeper, governance, verifier }: Contracts): readonly Power[] {
  const others = { gatekeeper, governance, verifier };
  return Object.entries(others).flatMap(([name, one]) => {
    if (one.status === 'known') return [];
    return [
      power({
        id: `unknown-${name}`,
        title: `act through the ${name}, which was not found`,
        breaks: guarantees,
        authority: unresolved(one.reason),
        on: main.address,
        effect: 'Nothing is known of who controls this contract.',
      }),
    ];
  });
}

function factsOf({ main, verifier }: Contracts, open: Observation<boolean>): Assessment['facts'] {
  return {
    ...settledByProof(verifier, 'SN'),
    'proof.proposer.permissionless': known(false),
    // The public data of a block are in the calldata that commits it, and their hash is what the proof is about.
    ...transactionsOnHost(main.pushed),
    ...forcedOrOut(open),
    'pause.active': known(false),
    'state.posted': map(main.pushed, () => true),
  };
}

/** How long a priority request may be left, in seconds; unknown where the code does not hold the number that is known. */
function expirationOf({ pushed }: Contract): Observation<number> {
  return chain(pushed, (values): Observation<number> => {
    if (values.has(numberToHex(expirationBlocks, { size: 4 }))) return known(expirationBlocks * blockSeconds);
    return unknown('how long priority requests may be left is a constant of the code, and not the known one');
  });
}

function unlessOver(exodus: Observation<boolean>, seconds: Observation<number>): Observation<number> {
  return exodus.status === 'known' && exodus.value ? map(exodus, () => 0) : seconds;
}
