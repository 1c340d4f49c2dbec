import { zeroAddress } from 'viem';
import { bodyId, unresolved } from '../model/authority.ts';
import { guarantees } from '../model/guarantee.ts';
import { known, unknown } from '../model/observation.ts';
import { power } from './powers.ts';
import type { Assessment, Stack, StackContext } from './stack.ts';

/**
 * A system that people ask about and that no stack can judge yet, such as an application with its own state, or the baseline
 * itself. It is listed; its verdict is open from end to end.
 */
export const listed: Stack = {
  id: 'listed',
  title: 'Listed, not assessed',
  entryPoints: { Main: { required: false, meaning: 'the contract that holds the deposits, if it is a contract' } },
  assess: (context) => Promise.resolve(assess(context)),
  unjudged: ({ id, host }) =>
    host === id ? 'it is what the others are measured by, and settles on nothing' : 'no stack can judge it yet',
  recognise: () => Promise.resolve(known(null)),
};

function assess({ chain, reader }: StackContext): Assessment {
  const main = chain.contracts['Main'];
  const why = 'no stack knows how this system is built';
  return {
    facts: {},
    powers: [
      power({
        id: 'unknown-main',
        title: 'act through the main contract, which was not examined',
        breaks: guarantees,
        authority: unresolved(why, main && bodyId(reader.chainId, main)),
        on: main ?? zeroAddress,
        effect: 'Nothing is known of who controls it.',
      }),
    ],
    exit: { possible: unknown(why), start: [], finish: [] },
    contracts: main === undefined ? [] : [{ role: 'Main', address: main }],
    notes: ['It is listed so that nobody takes its absence for an answer. No stack can judge it yet.'],
  };
}
