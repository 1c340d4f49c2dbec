import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Exit } from '../../model/power.ts';
import type { Assessment } from '../stack.ts';
import type { ScrollContracts } from './contracts.ts';

const isEnforced = 'function isEnforcedModeEnabled() view returns (bool)';
const parameters = 'function enforcedBatchParameters() view returns (uint24, uint24)';
const isPaused = 'function paused() view returns (bool)';

/** How a user gets past the sequencer and the provers. */
export type Inclusion = { readonly facts: Assessment['facts']; readonly exit: Exit };

/**
 * Enforced batch mode (Euclid): a transaction queued through the EnforcedTxGateway that is not final after `maxDelayMessageQueue`
 * lets anybody commit and finalise a batch that contains it, with a proof. Before Euclid nobody but sequencers and provers could.
 */
export async function inclusionOf(contracts: ScrollContracts, resolver: Resolver): Promise<Inclusion> {
  const { ScrollChain: rollup, EnforcedTxGateway: gateway, SystemConfig: config } = contracts;
  const mode = await chainRead(rollup, (of) => ask(resolver, { of, view: isEnforced }));
  const exists = map(mode, (flag) => flag !== null);
  const open = await chainRead(exists, async (there) => (there ? notPaused(gateway, resolver) : known(false)));
  const delay = await chainRead(exists, async (there) => (there ? queueDelay(config, resolver) : known(0)));
  return {
    facts: {
      'inclusion.mechanism': map(exists, (there) => (there ? 'self-sequence' : 'none')),
      'inclusion.enabled': open,
      'inclusion.filterable': known(false),
      'inclusion.seconds': delay,
      'exit.alone': open,
      'exit.mechanism': map(open, (yes) => (yes ? 'self-propose' : 'none')),
      'pause.active': await paused(contracts, resolver),
    },
    exit: {
      possible: open,
      start: [
        {
          name: 'inclusion',
          seconds: delay,
          source: 'maxDelayMessageQueue of SystemConfig; then the user finalises the batch',
        },
      ],
      finish: [],
    },
  };
}

async function notPaused(gateway: Observation<Contract | null>, resolver: Resolver): Promise<Observation<boolean>> {
  return chainRead(gateway, async (of) => {
    if (of === null) return known(false);
    const paused = await ask(resolver, { of, view: isPaused });
    return map(notNull(paused, `${of.address} does not say whether it is paused`), (flag) => !flag);
  });
}

async function queueDelay(config: Observation<Contract | null>, resolver: Resolver): Promise<Observation<number>> {
  return chainRead(config, async (of) => {
    if (of === null) return unknown('the rollup names no SystemConfig');
    const read = await ask(resolver, { of, view: parameters });
    return map(notNull(read, `${of.address} names no delays of enforced batches`), ([, queue]) => Number(queue));
  });
}

/** Withdrawals need the messenger, and new finalised batches. */
async function paused(contracts: ScrollContracts, resolver: Resolver): Promise<Observation<boolean>> {
  const flags = await Promise.all(
    [contracts.L1ScrollMessenger, contracts.ScrollChain].map(async (contract) => {
      const read = await chainRead(contract, (of) => ask(resolver, { of, view: isPaused }));
      return notNull(read, 'a contract of the bridge does not say whether it is paused');
    }),
  );
  return chain(all(flags), (values) => known(values.some(Boolean)));
}
