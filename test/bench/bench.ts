import { analysePowers } from '../../src/audit/power-analysis.ts';
import { blocking, corruption, type Problem } from '../../src/authority/solver/solve.ts';
import { recordedChains } from '../audit/recorded-audits.ts';
import { chainPowers, problemsOf } from './chain-powers.ts';
import { cellsOf, compareAll, heading, isWrong, type Line, print, timed } from './line.ts';
import { instances } from './instances.ts';
import { createPlainIlp } from './plain-ilp.ts';

// How long the solver takes, beside a plain ILP: npm run bench. Ends with 1 when a limit is exceeded or the answers differ.
/** Milliseconds for every question about one generated instance, and for all powers of one real chain. */
const limits = { instance: 1000, chain: 20 };

const plain = await createPlainIlp();
const lines: Line[] = [];
process.stdout.write(`${print(heading)}\n`);
const show = (line: Line): void => {
  lines.push(line);
  process.stdout.write(`${print(cellsOf(line))}\n`);
};

for (const { name, problem } of instances) {
  const everything = (one: Problem) => [...corruption(one), blocking(one, Infinity)];
  const exact = timed(() => everything({ ...problem }));
  show({
    name,
    bodies: problem.bodies.size,
    exactMs: exact.ms,
    limitMs: limits.instance,
    bound: exact.result.some((one) => one?.exact === false),
    ...compareAll([problem], plain),
  });
}
for (const recorded of await recordedChains()) {
  const found = await chainPowers(recorded);
  if (found === null) continue;
  const exact = timed(() => analysePowers(found.powers, found.setting));
  show({
    name: recorded.chain.id,
    bodies: found.setting.bodies.size,
    exactMs: exact.ms,
    limitMs: limits.chain,
    bound: exact.result.some(({ frontier, blocking: refusal }) =>
      [...frontier, refusal].some((one) => one?.exact === false),
    ),
    ...compareAll(problemsOf(found), plain),
  });
}

const wrong = lines.filter(isWrong);
for (const { name } of wrong) process.stderr.write(`${name}: over its limit, or the answers differ\n`);
if (wrong.length > 0) process.exitCode = 1;
