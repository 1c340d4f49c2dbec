import { type Address, getAddress } from 'viem';
import type { Contract } from '../../authority/contract.ts';
import { guarantees } from '../../model/guarantee.ts';
import { known, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { counterpartPowers } from '../counterparts.ts';
import { entryPoint } from '../discovery.ts';
import { type OwnerPower, ownerPowers } from '../owner-powers.ts';
import type { StackContext } from '../stack.ts';
import type { ScrollContracts } from './contracts.ts';

/** L2MessageQueue, which keeps the root of all withdrawals (ScrollPredeploy.sol). */
const messageQueue: Address = getAddress('0x5300000000000000000000000000000000000000');

const queuePowers: readonly OwnerPower[] = [
  {
    id: 'replace-l2-messenger',
    title: 'choose who may send messages to Ethereum',
    breaks: guarantees,
    functions: ['function initialize(address)'],
    effect: 'Whoever is chosen can withdraw every deposit by a message of its own.',
  },
];

/** The powers over the chain's own contracts: the other halves of the bridge, and the queue of its withdrawals. */
export async function l2Powers(
  { chain, resolver }: StackContext,
  contracts: ScrollContracts,
  gateways: Observation<readonly Contract[]>,
): Promise<readonly Power[]> {
  const held = gateways.status === 'known' ? gateways.value : [];
  const bridged = [
    { role: 'L2ScrollMessenger', host: contracts.L1ScrollMessenger },
    ...held.map((gateway) => ({ role: 'L2 gateway', host: known(gateway) })),
  ];
  const view = 'function counterpart() view returns (address)';
  const on = entryPoint(chain, 'ScrollChain');
  const l2 = chain.chainId === null ? undefined : resolver.on(chain.chainId);
  return [
    ...(await counterpartPowers(chain, { bridged, view, on }, resolver)),
    ...(l2 ? await ownerPowers(known(await l2.inspect(messageQueue)), queuePowers, l2) : []),
  ];
}
