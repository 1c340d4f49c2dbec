import { ask, askAny } from '../authority/ask.ts';
import { answers, type Contract, selectorOf } from '../authority/contract.ts';
import { addressAuthority } from '../authority/ownership.ts';
import type { Resolver } from '../authority/resolver.ts';
import { type Authority, unresolved } from '../model/authority.ts';
import type { Chain } from '../model/chain.ts';
import { map, notNull, type Observation } from '../model/observation.ts';
import type { Power } from '../model/power.ts';
import { claimed } from './claims.ts';
import { power } from './powers.ts';

const setResourceConfig = 'function setResourceConfig((uint32,uint8,uint8,uint32,uint32,uint128))';
/** The batcher's address, left-padded; read as an address by its low 20 bytes. */
const batcherHash = 'function batcherHash() view returns (bytes32)';

/** The powers of those who run the chain: the owner of its configuration, and the batcher where the data lie elsewhere. */
export async function sequencingPowers(
  { systemConfig }: { readonly systemConfig: Observation<Contract> },
  chain: Chain,
  resolver: Resolver,
): Promise<readonly Power[]> {
  if (systemConfig.status === 'unknown') return [];
  const config = systemConfig.value;
  const owner = await addressAuthority(
    notNull(
      await ask(resolver, { of: config, view: 'function owner() view returns (address)' }),
      `${config.address} names no owner`,
    ),
    resolver,
  );
  const powers = [configure(config.address, owner)];
  if (answers(config, setResourceConfig)) powers.push(throttle(config.address, owner));
  const data = claimed(chain, 'data.location', 'string');
  if (data.status === 'known' && data.value === 'ethereum') return powers;
  const batcher = await addressAuthority(
    map(
      notNull(await askAny(resolver, config, [batcherHash]), 'no batcher is named'),
      (word) => `0x${word.slice(-40)}` as const,
    ),
    resolver,
  );
  return [...powers, withhold(config.address, data.status === 'known' ? batcher : unresolved(data.reason))];
}

function configure(on: Power['on'], authority: Authority): Power {
  return power({
    id: 'configure-sequencer',
    title: 'choose the sequencer, the batcher and the fees',
    breaks: [],
    authority,
    on,
    selectors: [
      'function setBatcherHash(bytes32)',
      'function setUnsafeBlockSigner(address)',
      'function setGasLimit(uint64)',
    ].map(selectorOf),
    effect: 'Another sequencer can order and exclude as it likes; forced transactions still get in.',
  });
}

function throttle(on: Power['on'], authority: Authority): Power {
  return power({
    id: 'throttle-deposits',
    title: 'make forced transactions impossible or as dear as it likes',
    breaks: ['uncensored'],
    authority,
    on,
    selectors: [selectorOf(setResourceConfig)],
    effect: 'With no gas for deposits a censored user cannot get in by way of Ethereum.',
  });
}

function withhold(on: Power['on'], authority: Authority): Power {
  return power({
    id: 'withhold-data',
    title: 'keep the data from which the state is rebuilt to itself',
    breaks: ['valid', 'uncensored', 'unreverted'],
    authority,
    on,
    effect: 'Nothing on Ethereum asks for the data: without them nobody can check, continue or leave the chain.',
  });
}
