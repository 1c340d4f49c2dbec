import { type Address, decodeAbiParameters, getAddress, type Hex, toEventSelector } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { hostBlockSeconds } from '../../authority/nitro-rollup.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs, readView } from '../../evidence/reads.ts';
import { all, chainRead, known, notNull, type Observation, unknown } from '../../model/observation.ts';

const whitelistDisabled = 'function validatorWhitelistDisabled() view returns (bool)';
const listed = 'function getValidators() view returns (address[])';
const isValidator = 'function isValidator(address) view returns (bool)';
const setValidator = 'function setValidator(address[], bool[])';

/** Emitted by the owner's functions of rollups before BoLD; number 6 is `setValidator` (RollupAdminLogic.sol). */
const ownerCalled = toEventSelector('event OwnerFunctionCalled(uint256 indexed id)');
const setValidatorNumber: Hex = `0x${'6'.padStart(64, '0')}`;

/** More calls or addresses than this are not followed. */
const callLimit = 64;
const candidateLimit = 512;

/** Anybody may assert and challenge. */
export async function isOpen(rollup: Contract, resolver: Resolver): Promise<Observation<boolean>> {
  const open = await ask(resolver, { of: rollup, view: whitelistDisabled });
  return notNull(open, `${rollup.address} does not say whether it has a list of validators`);
}

/**
 * Who is on the list of validators. Rollups with BoLD keep it; of older ones it is gathered from the transactions that set it, and every
 * address is checked with `isValidator`. It is then as complete as those transactions show it.
 */
export async function readValidators(rollup: Contract, resolver: Resolver): Promise<Observation<readonly Address[]>> {
  if (rollup.pushed.status === 'unknown') return rollup.pushed;
  if (answers(rollup, listed)) {
    return notNull(await ask(resolver, { of: rollup, view: listed }), 'there is no list of validators');
  }
  const candidates = await candidatesOf(rollup, resolver);
  return chainRead(candidates, async (addresses) => {
    const flags = await Promise.all(
      addresses.map((one) => readView(resolver.reader, { on: rollup.address, view: isValidator, args: [one] })),
    );
    return chainRead(all(flags), async (values) => {
      const members = addresses.filter((_, at) => values[at]);
      return members.length > 0 ? known(members) : unknown(`no transaction shows who validates ${rollup.address}`);
    });
  });
}

async function candidatesOf(rollup: Contract, { reader }: Resolver): Promise<Observation<readonly Address[]>> {
  const logs = await readLogs(reader, rollup.address, [ownerCalled, setValidatorNumber]);
  return chainRead(logs, async (calls) => {
    const hashes = [...new Set(calls.map(({ transaction }) => transaction))];
    if (hashes.length === 0) return unknown(`no log says who validates ${rollup.address}: its logs are incomplete`);
    if (hashes.length > callLimit)
      return unknown(`the validators of ${rollup.address} were set ${hashes.length} times`);
    const inputs = await Promise.all(hashes.map((hash) => reader.read({ kind: 'transaction', hash })));
    return chainRead(all(inputs), async (transactions) => {
      const found = [...new Set(transactions.flatMap(({ input }) => [...embedded(input), ...words(input)]))];
      return found.length <= candidateLimit ? known(found) : unknown(`${found.length} addresses may be validators`);
    });
  });
}

/** The addresses in calls of `setValidator` that a transaction carries, however deep (through a Safe, an UpgradeExecutor…). */
function embedded(input: Hex): readonly Address[] {
  const parts = input.split(selectorOf(setValidator).slice(2)).slice(1);
  return parts.flatMap((rest) => {
    try {
      return decodeAbiParameters([{ type: 'address[]' }, { type: 'bool[]' }], `0x${rest}`)[0];
    } catch {
      return [];
    }
  });
}

/** The words of a call's arguments that may be addresses: a RollupCreator is given its validators in a list. */
function words(input: Hex): readonly Address[] {
  const found = input.slice(10).match(/.{64}/g) ?? [];
  // Twelve bytes of zeros, then a number too large to be an amount or an offset.
  return found.filter((word) => /^0{24}(?!0{24})/.test(word)).map((word) => getAddress(`0x${word.slice(24)}`));
}

/** After so many seconds without an assertion anybody may drop the list; null where the code knows no such way or it is off. */
export async function fallbackSeconds(
  rollup: Contract,
  confirmation: Observation<number>,
  resolver: Resolver,
): Promise<Observation<number | null>> {
  if (rollup.pushed.status === 'unknown') return rollup.pushed;
  if (!answers(rollup, 'function removeWhitelistAfterValidatorAfk()')) return known(null, rollup.evidence);
  const [setting, constant] = await Promise.all([
    ask(resolver, { of: rollup, view: 'function validatorAfkBlocks() view returns (uint64)' }),
    ask(resolver, { of: rollup, view: 'function VALIDATOR_AFK_BLOCKS() view returns (uint256)' }),
  ]);
  return chainRead(all([setting, constant, confirmation]), async ([blocks, older, period]) => {
    if (blocks !== null) return known(blocks === 0n ? null : Number(blocks) * hostBlockSeconds);
    if (older === null) return unknown(`${rollup.address} does not say when its validators count as gone`);
    // Before BoLD the last assertion also has to be past its confirmation period.
    return known(period + Number(older) * hostBlockSeconds);
  });
}
