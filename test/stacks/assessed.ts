import { encodeFunctionResult, parseAbi, toFunctionSelector, type Address } from 'viem';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import type { Bodies } from '../../src/model/authority.ts';
import type { Chain, Claim } from '../../src/model/chain.ts';
import type { ReadRequest, ReadResult } from '../../src/model/evidence.ts';
import { known, type Observation, unknown } from '../../src/model/observation.ts';
import type { Power } from '../../src/model/power.ts';
import type { Frontier } from '../../src/model/coalition.ts';
import { corruption } from '../../src/authority/solver/solve.ts';
import type { Assessment, Stack } from '../../src/stacks/stack.ts';
import type { Anvil } from '../devnet/anvil.ts';

/** What a stack made of contracts on a node, with its powers by id. */
export type Assessed = Assessment & {
  readonly bodies: Bodies;
  /** The value of a fact, or `? reason` where it is unknown. */
  fact(name: string): unknown;
  power(id: string): Power;
  frontier(id: string): Frontier;
};

/** A registry entry for a test. */
export function entry(of: Partial<Chain> & Pick<Chain, 'stack' | 'contracts'>): Chain {
  const location = { file: 'registry/chains/test.yaml', line: 1, column: 1 };
  return {
    id: 'test',
    name: 'Test',
    chainId: 10,
    host: 'ethereum',
    archived: false,
    escrows: [],
    councils: [],
    entities: [],
    claims: {},
    waivers: [],
    location,
    locations: {},
    ...of,
  };
}

/** A claim that has not expired. */
export function claim<T>(value: T): Claim<T> {
  return { value, source: 'a test', date: '2026-01-01', expires: '2028-01-01' };
}

/** In place of an answer: the code has the function, and the call cannot be read. */
export const unreadable = Symbol('unreadable');
/** In place of an answer: the code does not have the function. */
export const missing = Symbol('missing');

/** An answer given in place of the node's, to a function of a contract (whatever the arguments). */
export type Answer = { readonly of: Address; readonly view: string; readonly value: unknown };

/** Assesses a chain on a node, with some answers replaced; the contract's code need not have the function. */
export async function assessOn(
  node: Anvil,
  stack: Stack,
  chain: Chain,
  answers: readonly Answer[] = [],
): Promise<Assessed> {
  return assessWith(answering(await openLiveReader({ url: node.url, block: 'latest' }), answers), stack, chain);
}

/** Assesses a chain of which there is evidence on Ethereum alone. */
export async function assessWith(reader: EvidenceReader, stack: Stack, chain: Chain): Promise<Assessed> {
  const resolver = createResolver(reader, () => undefined);
  const assessment = await stack.assess({ chain, reader, readerOf: () => undefined, resolver });
  return assessed(assessment, await resolver.settle());
}

/** What tests ask of an assessment. */
export function assessed(assessment: Assessment, bodies: Bodies): Assessed {
  const power = (id: string) => {
    const found = assessment.powers.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no power ${id} among ${assessment.powers.map((one) => one.id).join()}`);
    return found;
  };
  return {
    ...assessment,
    bodies,
    power,
    fact: (name) => {
      const fact = (assessment.facts as Record<string, Observation<unknown> | undefined>)[name];
      return fact?.status === 'known' ? fact.value : `? ${fact?.reason}`;
    },
    frontier: (id) => {
      const { authority, selectors, on: target } = power(id);
      const called = selectors.length > 0 ? { selectors } : {};
      return corruption({ authority, bodies, ...called, target, unresolved: 'hostile', provableBug: 'aside' });
    },
  };
}

/** The reader, with some answers replaced; the codes have the functions that are answered. */
export function answering(reader: EvidenceReader, answers: readonly Answer[]): EvidenceReader {
  return {
    ...reader,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const asked: ReadRequest = request;
      const real = await reader.read<K>(request);
      if (asked.kind === 'code' && real.status === 'known') {
        const given = answers.filter(({ of }) => of === asked.address);
        const selectors = (some: readonly Answer[]) => some.map(({ view }) => toFunctionSelector(view));
        const gone = selectors(given.filter(({ value }) => value === missing));
        const code = real.value as ReadResult['code'];
        const pushed = new Set([...code.pushed, ...selectors(given)]);
        return known({
          ...code,
          pushed: [...pushed].filter((one) => !gone.includes(one)).sort(),
        }) as unknown as Observation<ReadResult[K]>;
      }
      if (asked.kind !== 'call') return real;
      const answer = answers.find(({ of, view }) => of === asked.to && asked.data.startsWith(toFunctionSelector(view)));
      if (answer === undefined) return real;
      if (answer.value === unreadable) return unknown('not answered, says the test');
      const returned = encodeFunctionResult({ abi: parseAbi([answer.view]), result: answer.value } as never);
      return known({ returned }) as unknown as Observation<ReadResult[K]>;
    },
  };
}
