import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { ownersOf } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { roleAuthority } from '../../authority/roles.ts';
import { readView } from '../../evidence/reads.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { type Guarantee, guarantees } from '../../model/guarantee.ts';
import type { Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';

type OwnerPower = Pick<Power, 'id' | 'title' | 'effect'> & {
  readonly functions: readonly string[];
  readonly role: `function ${string}() view returns (bytes32)`;
  readonly breaks: readonly Guarantee[];
};

/** What the owner may do in both generations, or the holders of a role in the later one. */
const owned: readonly OwnerPower[] = [
  {
    id: 'replace-verifier',
    title: 'replace the verifier',
    breaks: ['valid'],
    functions: ['function setVerifier(address)'],
    role: 'function OWNER_ROLE() view returns (bytes32)',
    effect: 'Another verifier accepts any state, and the rollup pays out by it.',
  },
  {
    id: 'replace-defi-bridge-proxy',
    title: 'replace the code that moves deposits into other protocols',
    breaks: guarantees,
    functions: ['function setDefiBridgeProxy(address)'],
    role: 'function OWNER_ROLE() view returns (bytes32)',
    effect: 'The rollup runs that code as its own: it can take every deposit.',
  },
  {
    id: 'pause-rollup',
    title: 'stop the rollup for ever',
    breaks: ['uncensored'],
    functions: ['function pause()'],
    role: 'function EMERGENCY_ROLE() view returns (bytes32)',
    effect: 'While it is paused nobody can post a block, not even through the hatch.',
  },
];

/** The powers of whoever owns the rollup, and of a verifier that nobody here recognises. */
export async function ownerPowers(
  rollup: Contract,
  verifier: Observation<Contract>,
  resolver: Resolver,
): Promise<readonly Power[]> {
  const on = rollup.address;
  const found = owned.filter(({ functions }) => functions.some((one) => answers(rollup, one)));
  const powers = await Promise.all(
    found.map(async ({ functions, role, ...rest }) =>
      power({ ...rest, on, selectors: functions.map(selectorOf), authority: await holderOf(rollup, role, resolver) }),
    ),
  );
  const effect = 'Nothing is known of what the verifier accepts.';
  const title = 'have false proofs accepted by the verifier, which was not recognised';
  return [
    ...powers.filter(({ authority }) => authority.kind !== 'nobody'),
    ...(verifier.status === 'known'
      ? []
      : [
          power({
            id: 'unknown-verifier',
            title,
            breaks: guarantees,
            authority: unresolved(verifier.reason),
            on,
            effect,
          }),
        ]),
  ];
}

async function holderOf(rollup: Contract, role: OwnerPower['role'], resolver: Resolver): Promise<Authority> {
  if (rollup.pushed.status === 'unknown') return unresolved(rollup.pushed.reason);
  const contract = { address: rollup.address, pushed: rollup.pushed.value };
  const owners = (await ownersOf(contract, resolver)) ?? unresolved(`who owns ${rollup.address} is not known`);
  if (!answers(rollup, role)) return owners;
  const id = await readView(resolver.reader, { on: rollup.address, view: role });
  if (id.status === 'unknown') return anyOf([owners, unresolved(id.reason)]);
  return anyOf([owners, (await roleAuthority(contract, id.value, resolver)).authority]);
}
