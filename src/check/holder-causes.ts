import { type Cause, none, text } from '../model/change.ts';
import type { NamedBody } from '../model/diff.ts';
import type { Comparison } from './comparison.ts';

/** Who joined and who left the powers, as far as the evidence of the lock is at hand to tell. */
export function holderCauses(powers: readonly string[], { details }: Comparison): readonly Cause[] {
  if (details === null) return [];
  const concerned = details.powers.filter(({ id }) => powers.includes(id));
  const [joined, left] = [concerned.flatMap((one) => one.joined), concerned.flatMap((one) => one.left)];
  const where = (id: string, way: 'joined' | 'left') => {
    const bodies = details.bodies.filter((body) => body[way].some((one) => one.id === id));
    return bodies.map(({ name, address }) => `${name} ${address}`).join(', ') || 'the power itself';
  };
  return [
    ...distinct(joined).map((one) => cause(one, [none, text(where(one.id, 'joined'))], 'joined')),
    ...distinct(left).map((one) => cause(one, [text(where(one.id, 'left')), none], 'left')),
    ...details.code.map(({ subject, address, from, to }): Cause => {
      return {
        kind: 'contract',
        name: `${subject} ${address}`,
        note: 'runs other code',
        from: hash(from),
        to: hash(to),
      };
    }),
  ];
}

/** Which thresholds and delays changed, as far as the evidence of the lock is at hand to tell. */
export function settingCauses({ details }: Comparison): readonly Cause[] {
  return (details?.bodies ?? []).flatMap(({ name, address, parameters }) =>
    parameters.map((one): Cause => {
      return { kind: 'body', name: `${name} ${address}`, note: one.name, from: one.from, to: one.to };
    }),
  );
}

/** What to do about new people. Names need the evidence that the lock was written from. */
export function holderAdvice({ chain, details }: Comparison): string {
  const accept = `If they are who they should be, take it over with \`fullfaith check ${chain.id} --update\`.`;
  if (details !== null) return accept;
  return `\`fullfaith diff\` with a recording from before names them. ${accept}`;
}

function cause({ name, address }: NamedBody, [from, to]: readonly [Cause['from'], Cause['to']], note: string): Cause {
  return { kind: 'body', name: `${name} ${address}`, note, from, to };
}

function hash(codes: readonly string[]): Cause['from'] {
  return text(codes.at(-1) ?? null);
}

function distinct(bodies: readonly NamedBody[]): readonly NamedBody[] {
  return [...new Map(bodies.map((body) => [body.id, body])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
