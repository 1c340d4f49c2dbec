import { type Address, getAddress, type Hex, size, sliceHex } from 'viem';
import { ask } from '../../../authority/ask.ts';
import { answers } from '../../../authority/contract.ts';
import { optionalAuthority } from '../../../authority/ownership.ts';
import { anyone } from '../../../model/authority.ts';
import { all, chain, known, map, notNull, type Observation, unknown } from '../../../model/observation.ts';
import type { GameCode, GameKind } from './game.ts';

const shape = [
  'function step(uint256, bool, bytes, bytes)',
  'function maxGameDepth() view returns (uint256)',
  'function splitDepth() view returns (uint256)',
  'function maxClockDuration() view returns (uint64)',
] as const;
/** Before FaultDisputeGame 1.3 a move named the claim it attacks by its index alone. */
const attacks = ['function attack(bytes32, uint256, bytes32) payable', 'function attack(uint256, bytes32) payable'];
const proposer = 'function proposer() view returns (address)';
const challenger = 'function challenger() view returns (address)';

/**
 * FaultDisputeGame and PermissionedDisputeGame (contracts-bedrock): an interactive game down to one instruction. The permissioned
 * one has a proposer and a challenger; that difference, not the type's number, decides who may play.
 */
export const faultGame: GameKind = {
  kind: 'fault',
  recognises: (code) => answers(code, ...shape) && attacks.some((attack) => answers(code, attack)),
  async read(code, resolver) {
    const of = code.implementation;
    const closed = answers(of, proposer) || answers(of, challenger);
    const [clock, extension] = await Promise.all([
      ask(resolver, { of, view: 'function maxClockDuration() view returns (uint64)' }),
      ask(resolver, { of, view: 'function clockExtension() view returns (uint64)' }),
    ]);
    const challengeSeconds = map(notNull(clock, `${of.address} names no clock`), Number);
    const role = async (view: typeof proposer, at: number) =>
      closed ? optionalAuthority(await parameter(code, at, () => ask(resolver, { of, view })), resolver) : anyone;
    const open = map(code.args, () => !closed);
    return {
      proof: 'fraud',
      variant: 'INT',
      openToPropose: open,
      openToChallenge: open,
      proposer: await role(proposer, 124),
      challenger: await role(challenger as never, 144),
      challengeSeconds,
      // Both sides may use up their clocks, and each can get one extension at the split and one before the last move.
      longestSeconds: map(all([challengeSeconds, extension]), ([one, more]) => 2 * one + 2 * Number(more ?? 0)),
      judge: null,
      bonds: await parameter(code, 72, () => ask(resolver, { of, view: 'function weth() view returns (address)' })),
      l2ChainId: await chainIdOf(code, () =>
        ask(resolver, { of, view: 'function l2ChainId() view returns (uint256)' }),
      ),
    };
  },
};

/**
 * Clones take their parameters from the factory (DisputeGameFactory 1.3, `gameArgs`): prestate 32 bytes, vm 20, anchor state registry 20,
 * weth 20, chain id 32, and for permissioned games proposer 20 and challenger 20. The getters of their implementation answer zero.
 */
async function parameter(
  { args }: GameCode,
  start: number,
  getter: () => Promise<Observation<Address | null>>,
): Promise<Observation<Address | null>> {
  if (args.status === 'known' && args.value === null) return getter();
  return chain(wellFormed(args), (bytes): Observation<Address> => {
    if (size(bytes) < start + 20) return unknown(`the game's arguments end before its parameter at byte ${start}`);
    return known(getAddress(sliceHex(bytes, start, start + 20)));
  });
}

async function chainIdOf(
  { args }: GameCode,
  getter: () => Promise<Observation<bigint | null>>,
): Promise<Observation<bigint | null>> {
  if (args.status === 'known' && args.value === null) return getter();
  return map(wellFormed(args), (bytes) => BigInt(sliceHex(bytes, 92, 124)));
}

function wellFormed(args: Observation<Hex | null>): Observation<Hex> {
  return chain(notNull(args, 'the game has no arguments'), (bytes): Observation<Hex> => {
    const length = size(bytes);
    return length === 124 || length === 164
      ? known(bytes)
      : unknown(`the game's arguments have ${length} bytes, not 124 or 164`);
  });
}
