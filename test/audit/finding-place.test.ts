import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { ChainReport } from '../../src/model/report.ts';
import { recordedChains, shippedPolicy } from './recorded-audits.ts';

type Placed = { readonly report: ChainReport; readonly lines: readonly string[] };

let base: Placed;
let linea: Placed;
beforeAll(async () => {
  const [recorded, policy] = await Promise.all([recordedChains(), shippedPolicy('full-faith')]);
  const placedOf = async (id: string): Promise<Placed> => {
    const one = recorded.find(({ chain }) => chain.id === id);
    if (one === undefined) throw new Error(`there is no recording of ${id}`);
    return { report: await one.audit(policy), lines: readFileSync(one.chain.location.file, 'utf8').split('\n') };
  };
  [base, linea] = [await placedOf('base'), await placedOf('linea')];
});

function lineOf({ lines }: Placed, finding: ChainReport['findings'][number] | undefined): string | undefined {
  return finding?.location && lines[finding.location.line - 1];
}

it('points at the line of the contract that a power acts on', () => {
  const { report, lines } = linea;
  const powers = report.powers.filter(({ on }) => lines.some((line) => line.includes(on)));
  const about = report.findings.filter(({ power }) => powers.some(({ id }) => id === power));
  expect(about.length).toBeGreaterThan(0);
  for (const finding of about) {
    expect(lineOf(linea, finding)).toContain(powers.find(({ id }) => id === finding.power)?.on);
  }
});

it('points at the contracts where the one that a power acts on was found from them', () => {
  const finding = base.report.findings.find(({ power, because }) => power !== undefined && because.every(isOfPower));
  expect(lineOf(base, finding)).toBe('contracts:');
});

it('points at the claim that a finding rests on', () => {
  const claimed = base.report.findings.filter(
    ({ power, because }) => power === undefined && because.includes('data.location'),
  );
  expect(claimed.length).toBeGreaterThan(0);
  for (const finding of claimed) expect(lineOf(base, finding)).toMatch(/^ +data\.location:/);
});

it('leaves out what the entry says nothing of', () => {
  const silent = base.report.findings.find(({ because }) => because.length === 1 && because[0] === 'pause.active');
  expect(silent).toBeDefined();
  expect(silent?.location).toBeUndefined();
});

function isOfPower(fact: string): boolean {
  return fact.startsWith('power.');
}
