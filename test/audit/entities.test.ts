import { expect, test } from 'vitest';
import { entitiesOf } from '../../src/audit/entities.ts';
import { exitTimes } from '../../src/audit/exit.ts';
import { analysePowers } from '../../src/audit/power-analysis.ts';
import { weakestOf } from '../../src/audit/weakest.ts';
import { after, type Authority, type Bodies } from '../../src/model/authority.ts';
import { known } from '../../src/model/observation.ts';
import { claim, entry } from '../stacks/assessed.ts';
import { addressOf, idOf, key, powerOf, ref, safe } from './sample-chain.ts';

const people = ['ann', 'ben', 'cleo', 'dan'];
const bodies: Bodies = new Map([...people.map(key), safe('team', 3, people)].map((one) => [one.id, one]));
const chain = entry({
  stack: 'op-stack',
  contracts: {},
  entities: [
    { name: 'Labs', keys: [addressOf('ann'), addressOf('ben'), addressOf('team')], claim: claim(true as const) },
  ],
});
const exit = exitTimes({ possible: known(true), start: [], finish: [] });

function analyse(authority: Authority, entities = entitiesOf(chain, bodies)) {
  const setting = { bodies, councils: [], exit, entities };
  const analyses = analysePowers([powerOf('upgrade', authority)], setting);
  return { entities: analyses[0]?.entities, weakest: weakestOf('untouched', analyses, setting) };
}

test('keys of an organisation are its; a Safe is never a key', () => {
  expect(entitiesOf(chain, bodies)).toEqual(
    new Map([
      [idOf('ann'), 'Labs'],
      [idOf('ben'), 'Labs'],
    ]),
  );
});

test('three keys, two of them of one organisation, are two organisations', () => {
  const { weakest } = analyse(ref('team'));
  expect(weakest).toMatchObject({ keys: 3, entities: 2 });
});

test('every point of the frontier has a count of its own', () => {
  const slow = after(86_400, { kind: 'threshold', k: 2, of: [ref('ann'), ref('ben')] });
  expect(analyse({ kind: 'any', of: [ref('team'), slow] }).entities).toEqual([2, 1]);
});

test('nothing is said where the registry names no organisation', () => {
  const { entities, weakest } = analyse(ref('team'), new Map());
  expect(entities).toEqual([]);
  expect(weakest).not.toHaveProperty('entities');
});
