import { type Address, getAddress } from 'viem';
import { exerciseOf } from '../../src/authority/attack.ts';
import type { BodyId } from '../../src/model/authority.ts';
import { type Anvil, snapshot } from '../devnet/anvil.ts';
import type { Contract } from '../devnet/contract.ts';
import type { Signer } from '../devnet/safe.ts';
import type { Assessed } from '../stacks/assessed.ts';

/** A coalition that the auditor found, ready to act on the node where it was found. */
export type Attackers = {
  readonly delaySeconds: number;
  readonly keys: readonly Address[];
  /** The kinds of the bodies that act, from the keys outwards. */
  readonly kinds: readonly string[];
  /** Who signs in this Safe, as the auditor's steps say: keys of the coalition and Safes that they sign for; less one key. */
  signersOf(safe: Contract, without?: Address): readonly Signer[];
};

/** The fastest coalition of a power, or the next slower ones by number. Throws where there is none. */
export function attackersOf(found: Assessed, power: string, number = 0): Attackers {
  const coalition = found.frontier(power)[number];
  if (coalition === undefined) throw new Error(`Nobody has the power ${power}.`);
  const { authority, selectors, on: target } = found.power(power);
  const keys = new Set(coalition.keys);
  const withinSeconds = coalition.delaySeconds;
  const { steps } = exerciseOf({ authority, bodies: found.bodies, keys, selectors, target, withinSeconds });
  const signersOf = (safe: Contract, without?: Address): readonly Signer[] => {
    const step = steps.find(({ body }) => addressIn(body) === safe.address);
    if (step === undefined) throw new Error(`${safe.address} takes no step.`);
    return step.by.flatMap((id): readonly Signer[] => {
      const address = addressIn(id);
      if (keys.has(id)) return address === without ? [] : [address];
      const inner = { ...safe, address };
      return [{ safe: inner, signers: signersOf(inner, without) }];
    });
  };
  return {
    delaySeconds: coalition.delaySeconds,
    keys: coalition.keys.map(addressIn),
    kinds: steps.map(({ body }) => found.bodies.get(body)?.kind ?? 'no body'),
    signersOf,
  };
}

/** Lets the keys try without each of these in turn; the node is as before afterwards. Answers with what was said to each. */
export async function tryWithout(
  node: Anvil,
  missing: readonly (Address | undefined)[],
  strike: (without: Address) => Promise<unknown>,
): Promise<readonly string[]> {
  const said: string[] = [];
  for (const key of missing) {
    if (key === undefined) throw new Error('There is no such key.');
    const restore = await snapshot(node);
    said.push(
      await strike(key).then(
        () => 'it worked',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      ),
    );
    await restore();
  }
  return said;
}

/** Mines the next transaction at this time, in Unix seconds. */
export async function nextAt({ client }: Anvil, seconds: bigint): Promise<void> {
  await client.setNextBlockTimestamp({ timestamp: seconds });
}

/** The time of the newest block, in Unix seconds. */
export async function now({ client }: Anvil): Promise<bigint> {
  return (await client.getBlock()).timestamp;
}

/** `<chain id>:<address>`, of a module followed by its Safe. */
function addressIn(id: BodyId): Address {
  return getAddress(id.split(/[:/]/)[1] ?? '');
}
