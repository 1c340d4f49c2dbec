import { expect, it } from 'vitest';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { listed } from '../../src/stacks/listed.ts';
import { stubReader } from '../authority/stub-reader.ts';
import { someone } from '../authority/stub-resolved.ts';
import { entry } from './assessed.ts';

it.each([
  ['with an address', { Main: someone(1) }],
  ['without one', {}],
])(
  'a system that is only listed, %s, may be anybody’s: it is not taken for one that nobody can change',
  async (_, contracts) => {
    const reader = stubReader({});
    const chain = entry({ stack: 'listed', contracts });
    const resolver = createResolver(reader, () => undefined);
    const { facts, powers, exit } = await listed.assess({ chain, reader, readerOf: () => undefined, resolver });
    expect(facts).toEqual({});
    expect(powers).toMatchObject([
      { authority: { kind: 'unresolved' }, breaks: ['valid', 'uncensored', 'unreverted', 'untouched'] },
    ]);
    expect(exit.possible.status).toBe('unknown');
  },
);

it('is never recognised, and says of the baseline that the others are measured by it', async () => {
  expect(await listed.recognise(stubReader({}), someone(1))).toMatchObject({ status: 'known', value: null });
  expect(listed.unjudged?.(entry({ id: 'base', host: 'base', stack: 'listed', contracts: {} }))).toContain(
    'measured by',
  );
  expect(listed.unjudged?.(entry({ stack: 'listed', contracts: {} }))).toContain('no stack can judge it');
});
