import { expect, test } from 'vitest';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { nobody } from '../../src/model/authority.ts';
import { someone } from './stub-resolved.ts';
import { stubReader } from './stub-reader.ts';

const blank = {
  address: someone(1),
  kind: 'stand-in',
  name: 'a stand-in',
  parameters: {},
  notes: [],
  vetoes: [],
  evidence: [],
};

test('what goes wrong with one body is thrown by settle, and not before, however long the others take', async () => {
  const unseen: unknown[] = [];
  const note = (reason: unknown) => void unseen.push(reason);
  process.on('unhandledRejection', note);
  const resolver = createResolver(stubReader({}), () => undefined);
  resolver.define('slow', async () => {
    await new Promise((done) => setTimeout(done, 50));
    return { ...blank, authority: nobody };
  });
  resolver.define('broken', () => Promise.reject(new Error('broken')));
  await expect(resolver.settle()).rejects.toThrow('broken');
  process.off('unhandledRejection', note);
  expect(unseen).toEqual([]);
});

test('settle waits for bodies that others bring in', async () => {
  const resolver = createResolver(stubReader({}), () => undefined);
  const bring = (left: number): void => {
    resolver.define(`body ${left}`, () => {
      if (left > 0) bring(left - 1);
      return Promise.resolve({ ...blank, authority: nobody });
    });
  };
  bring(20);
  expect((await resolver.settle()).size).toBe(21);
});
