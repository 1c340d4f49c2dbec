import { type Address, getAddress, numberToHex } from 'viem';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { corruption } from '../../src/authority/solver/solve.ts';
import { evidenceId } from '../../src/evidence/reader.ts';
import { type Authority, type Body, bodyId } from '../../src/model/authority.ts';
import type { Frontier } from '../../src/model/coalition.ts';
import type { ReadRequest } from '../../src/model/evidence.ts';
import { unknown } from '../../src/model/observation.ts';
import { type StubContract, stubReader } from './stub-reader.ts';

/** Stand-ins by address. */
export type Stubs = Readonly<Record<Address, StubContract>>;
/** Which reads fail. */
export type Lost = (request: ReadRequest) => boolean;

/** An address for a test: distinct numbers give distinct ones, none of them zero or burnt. */
export function someone(number: number): Address {
  return getAddress(numberToHex(0xa000 + number, { size: 20 }));
}

/** Who can make a stand-in act. */
export async function resolveStub(
  contracts: Stubs,
  address: Address,
  lost?: Lost,
): Promise<{ readonly body: Body; readonly frontier: Frontier }> {
  const { resolver, frontierOf } = open(contracts, lost);
  const authority = resolver.resolve(address);
  const frontier = await frontierOf(authority);
  const body = (await resolver.settle()).get(bodyId(1, address));
  if (body === undefined) throw new Error(`${address} was not resolved`);
  return { body, frontier };
}

/** Who can replace the code of a stand-in, and what kind of proxy it is taken for. */
export async function upgradeStub(
  contracts: Stubs,
  address: Address,
  lost?: Lost,
): Promise<{ readonly kind: string | undefined; readonly authority: Authority; readonly frontier: Frontier }> {
  const { resolver, frontierOf } = open(contracts, lost);
  const authority = await resolver.upgradeAuthority(address);
  const { proxy } = await resolver.inspect(address);
  const kind = proxy.status === 'known' ? proxy.value?.kind : `? ${proxy.reason}`;
  return { kind, authority, frontier: await frontierOf(authority) };
}

function open(contracts: Stubs, lost: Lost = () => false) {
  const whole = stubReader(contracts);
  const reader = {
    ...whole,
    read: ((request: ReadRequest) =>
      lost(request)
        ? Promise.resolve(unknown('lost by the test', [evidenceId(1, request)]))
        : whole.read(request as never)) as typeof whole.read,
  };
  const resolver = createResolver(reader, () => undefined);
  const frontierOf = async (authority: Authority) => {
    const bodies = await resolver.settle();
    return corruption({ authority, bodies, unresolved: 'hostile', provableBug: 'aside' });
  };
  return { resolver, frontierOf };
}
