import { type Address, numberToHex, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { attempt } from '../../authority/attempt.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readSlotAddress, readView } from '../../evidence/reads.ts';
import { chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';

const shared =
  'uint256 SNARK_SCALAR_FIELD, uint256 MAX_OPEN_FORCED_REQUESTS, uint256 MAX_AGE_FORCED_REQUEST_UNTIL_WITHDRAW_MODE, uint256 TIMESTAMP_HALF_WINDOW_SIZE_IN_SECONDS, uint256 MAX_NUM_ACCOUNTS, uint256 MAX_NUM_TOKENS, uint256 MIN_AGE_PROTOCOL_FEES_UNTIL_UPDATED, uint256 MIN_TIME_IN_SHUTDOWN, uint256 TX_DATA_AVAILABILITY_SIZE, uint256 MAX_AGE_DEPOSIT_UNTIL_WITHDRAWABLE_UPPERBOUND';
const constants = `function getConstants() view returns ((${shared}))` as const;
/** The constants of forks that also bound the price of a forced request. */
const constantsWithFee =
  `function getConstants() view returns ((${shared}, uint256 MAX_FORCED_WITHDRAWAL_FEE, uint256 DEFAULT_PROTOCOL_FEE_BIPS))` as const;

/** `state.loopring`: LoopringV3, which names the verifier and the price of forced requests (ExchangeData.sol). */
const loopringSlot = numberToHex(5, { size: 32 });

/** What an ExchangeV3 says of itself, and the contracts that it depends on. */
export type Exchange = {
  readonly contract: Contract;
  /** How long a forced request may wait before anybody may start the withdrawal mode, in seconds. */
  readonly maxAgeSeconds: Observation<number>;
  /** How many forced requests may be open at a time. */
  readonly places: Observation<number>;
  /** Whether a constant bounds the price of a forced request. */
  readonly feeBounded: Observation<boolean>;
  /** Everybody withdraws by the Merkle tree, and nothing else happens any more. */
  readonly withdrawalMode: Observation<boolean>;
  readonly blocks: Observation<bigint>;
  readonly deposits: Observation<Contract>;
  readonly loopring: Observation<Contract>;
  readonly verifier: Observation<Contract>;
  /** The registry of those who may act for users; null where the exchange knows none. */
  readonly agents: Observation<Contract | null>;
};

/** Reads an exchange and what it leads to. */
export async function readExchange(address: Address, resolver: Resolver): Promise<Exchange> {
  const { reader } = resolver;
  const contract = await resolver.inspect(address);
  const [limits, bounded, withdrawalMode, height, deposits, loopring, agents] = await Promise.all([
    readView(reader, { on: address, view: constants }),
    attempt(reader, { on: address, view: constantsWithFee }),
    readView(reader, { on: address, view: 'function isInWithdrawalMode() view returns (bool)' }),
    readView(reader, { on: address, view: 'function getBlockHeight() view returns (uint256)' }),
    readView(reader, { on: address, view: 'function getDepositContract() view returns (address)' }),
    readLoopring(address, resolver),
    ask(resolver, { of: contract, view: 'function getAgentRegistry() view returns (address)' }),
  ]);
  return {
    contract,
    maxAgeSeconds: map(limits, (all) => Number(all.MAX_AGE_FORCED_REQUEST_UNTIL_WITHDRAW_MODE)),
    places: map(limits, (all) => Number(all.MAX_OPEN_FORCED_REQUESTS)),
    feeBounded: map(bounded, (all) => all !== null),
    withdrawalMode,
    blocks: height,
    deposits: await inspected(deposits, resolver),
    loopring,
    verifier: await chainRead(loopring, (of) => readVerifier(of, resolver)),
    agents: await chainRead(agents, async (registry) =>
      registry === null || registry === zeroAddress ? known(null) : known(await resolver.inspect(registry)),
    ),
  };
}

async function inspected(address: Observation<Address>, resolver: Resolver): Promise<Observation<Contract>> {
  return chainRead(address, async (one) => known(await resolver.inspect(one)));
}

async function readLoopring(exchange: Address, resolver: Resolver): Promise<Observation<Contract>> {
  const address = await readSlotAddress(resolver.reader, exchange, loopringSlot);
  return chainRead(address, async (one) => {
    const contract = await resolver.inspect(one);
    if (contract.pushed.status === 'unknown') return contract.pushed;
    return answers(contract, 'function blockVerifierAddress() view returns (address)')
      ? known(contract)
      : unknown(`the contract behind ${exchange} that names its verifier was not found`, contract.evidence);
  });
}

async function readVerifier(of: Contract, resolver: Resolver): Promise<Observation<Contract>> {
  const view = 'function blockVerifierAddress() view returns (address)';
  const address = notNull(await ask(resolver, { of, view }), `${of.address} names no verifier`);
  return chainRead(address, async (one) => {
    const contract = await resolver.inspect(one);
    if (contract.pushed.status === 'unknown') return contract.pushed;
    return answers(contract, 'function verifyProofs(uint8, uint16, uint8, uint256[], uint256[]) view returns (bool)')
      ? known(contract)
      : unknown(`the verifier at ${one} is of a kind that is not recognised`, contract.evidence);
  });
}
