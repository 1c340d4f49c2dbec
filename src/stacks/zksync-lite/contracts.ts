import { type Address, type Hex, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { attempt } from '../../authority/attempt.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readSlotAddress } from '../../evidence/reads.ts';
import type { Chain } from '../../model/chain.ts';
import { all, chainRead, known, type Observation, unknown } from '../../model/observation.ts';
import { entryPoint } from '../discovery.ts';

/** keccak256('eip1967.proxy.admin') - 1: the proxies of this stack keep their gatekeeper there (Proxy.sol, `master`). */
const masterSlot: Hex = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103';
const managed = 'function managedContracts(uint256) view returns (address)';
/** A gatekeeper manages three contracts; more than this are not followed. */
const mostManaged = 8;

const governanceShape = 'function networkGovernor() view returns (address)';
/** Verifier.sol since blocks are proved together, and before. */
const verifies = [
  'function verifyAggregatedBlockProof(uint256[], uint256[], uint8[], uint256[], uint256[16]) view returns (bool)',
  'function verifyBlockProof(uint256[], bytes32, uint32) view returns (bool)',
] as const;

/** The contracts of one rollup. */
export type Contracts = {
  readonly main: Contract;
  readonly gatekeeper: Observation<Contract>;
  readonly governance: Observation<Contract>;
  readonly verifier: Observation<Contract>;
};

/** Finds the contracts: the main one names its gatekeeper, and that the others. */
export async function discover(chain: Chain, resolver: Resolver): Promise<Contracts> {
  const main = await resolver.inspect(entryPoint(chain, 'MainContract'));
  const gatekeeper = await gatekeeperOf(main.address, chain, resolver);
  const others = await chainRead(gatekeeper, (one) => managedBy(one, resolver));
  const named = async (name: string, fits: (contract: Contract) => boolean): Promise<Observation<Contract>> => {
    const listed = chain.contracts[name];
    if (listed !== undefined) return known(await resolver.inspect(listed));
    return chainRead(others, async (contracts) => {
      const unread = contracts.find(({ pushed }) => pushed.status === 'unknown');
      const found = contracts.find(fits);
      if (found !== undefined) return known(found);
      return unread === undefined ? unknown(`${name} is none of the managed contracts`) : (unread.pushed as never);
    });
  };
  return {
    main,
    gatekeeper,
    governance: await named('Governance', (contract) => answers(contract, governanceShape)),
    verifier: await named('Verifier', (contract) => verifies.some((one) => answers(contract, one))),
  };
}

async function gatekeeperOf(main: Address, chain: Chain, resolver: Resolver): Promise<Observation<Contract>> {
  const listed = chain.contracts['UpgradeGatekeeper'];
  const address = listed === undefined ? await readSlotAddress(resolver.reader, main, masterSlot) : known(listed);
  return chainRead(address, async (one) =>
    one === zeroAddress ? unknown(`${main} names no gatekeeper`) : known(await resolver.inspect(one)),
  );
}

async function managedBy(gatekeeper: Contract, resolver: Resolver): Promise<Observation<readonly Contract[]>> {
  const indices = Array.from({ length: mostManaged }, (_, index) => BigInt(index));
  const named = await Promise.all(
    indices.map((index) => attempt(resolver.reader, { on: gatekeeper.address, view: managed, args: [index] })),
  );
  return chainRead(all(named), async (addresses) =>
    known(await Promise.all(addresses.flatMap((one) => (one === null ? [] : [resolver.inspect(one)])))),
  );
}

/** The gatekeeper before a proxy of this stack, and the main contract that it names; null where there is none. */
export async function mainBehind(contract: Contract, resolver: Resolver): Promise<Observation<Address | null>> {
  const view = 'function mainContract() view returns (address)';
  const direct = await ask(resolver, { of: contract, view });
  if (direct.status === 'unknown' || direct.value !== null) return direct;
  const master = await readSlotAddress(resolver.reader, contract.address, masterSlot);
  return chainRead(master, async (address) =>
    address === zeroAddress ? known(null) : ask(resolver, { of: await resolver.inspect(address), view }),
  );
}
