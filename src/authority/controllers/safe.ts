import { type Address, getAddress, type Hex, numberToHex, zeroAddress } from 'viem';
import type { EvidenceReader } from '../../evidence/reader.ts';
import { readSlotAddress, readView } from '../../evidence/reads.ts';
import { anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { all, chain, map, type Observation, unknown } from '../../model/observation.ts';
import type { Contract } from '../contract.ts';
import { quorum, type Signers } from '../quorum.ts';
import type { Controller, Resolver } from '../resolver.ts';
import { moduleAuthority } from '../safe-modules.ts';
import { safeSingletons } from '../safe-code.ts';

/** keccak256('guard_manager.guard.address'), GuardManager.sol since 1.3.0. */
const guardSlot: Hex = '0x4a204f620c8c5ccdca3fd54d003badd85ba500436a431f0cbda4f558c93c34c8';
/** The head of Safe's linked lists (SENTINEL_OWNERS, SENTINEL_MODULES). */
const sentinel: Address = getAddress(numberToHex(1, { size: 20 }));
/** Modules are asked for in pages of this size, and at most so many pages. */
const page = 50n;
const pageLimit = 20;

const owners = 'function getOwners() view returns (address[])';
const threshold = 'function getThreshold() view returns (uint256)';
const modulesPage = 'function getModulesPaginated(address, uint256) view returns (address[], address)';

/**
 * A Safe, 1.1.1 to 1.5.0: so many of its owners, or any enabled module, which needs no signature. It is recognised by the code
 * of its proxy and singleton; whatever only answers like one is not a Safe.
 */
export const safe: Controller = {
  kind: 'safe',
  recognises: (contract) => versionOf(contract) !== undefined,
  async resolve(contract, resolver) {
    const { reader } = resolver;
    const on = contract.address;
    const [members, least, modules, guard] = await Promise.all([
      readView(reader, { on, view: owners }),
      readView(reader, { on, view: threshold }),
      readModules(reader, on),
      readSlotAddress(reader, on, guardSlot),
    ]);
    const signers = map(all([members, least]), ([of, k]): Signers => ({ of, k: Number(k) }));
    return {
      name: signers.status === 'known' ? `Safe ${signers.value.k}/${signers.value.of.length}` : 'Safe',
      authority: anyOf([signed(signers, contract, resolver), ...(await modulesAuthority(modules, contract, resolver))]),
      parameters: {
        version: versionOf(contract) ?? '',
        ...(signers.status === 'known' && { threshold: signers.value.k, owners: signers.value.of.length }),
        ...(modules.status === 'known' && { modules: modules.value.length }),
      },
      notes: guardNotes(guard),
      evidence: [...new Set([signers, modules, guard].flatMap((one) => one.evidence))],
    };
  },
};

function versionOf({ code, proxy, implementations }: Contract): string | undefined {
  if (code.status === 'unknown' || proxy.status === 'unknown') return undefined;
  if (proxy.value === null) return safeSingletons.get(code.value.hash);
  const [singleton] = implementations;
  if (proxy.value.kind !== 'safe-proxy' || singleton?.status !== 'known') return undefined;
  return safeSingletons.get(singleton.value.hash);
}

function signed(signers: Observation<Signers>, contract: Contract, resolver: Resolver): Authority {
  const id = bodyId(resolver.reader.chainId, contract.address);
  if (signers.status === 'unknown') return unresolved(signers.reason, id);
  // A singleton nobody set up has threshold 0 or 1 with no owners: nobody can sign, but anybody may set it up.
  return quorum(contract.address, signers.value, resolver);
}

/** The enabled modules, whatever their number; unknown when the list does not end. */
async function readModules(reader: EvidenceReader, safeAddress: Address): Promise<Observation<readonly Address[]>> {
  let found: Observation<readonly Address[]> = { status: 'known', value: [], evidence: [] };
  let start = sentinel;
  for (let turn = 0; turn < pageLimit; turn += 1) {
    const answer = await readView(reader, { on: safeAddress, view: modulesPage, args: [start, page] });
    found = chain(found, (before) => map(answer, ([list]) => [...before, ...list]));
    if (answer.status === 'unknown') return answer;
    const next = answer.value[1];
    if (next === sentinel || next === zeroAddress) return found;
    if (answer.value[0].length === 0) return unknown(`the Safe ${safeAddress} lists no module, and says more follow`);
    // Safe 1.3.0 leaves out the module that `next` names; later versions name the last one listed. Ask from the last listed.
    const last = answer.value[0].at(-1);
    if (last !== next) found = map(found, (list) => [...list, next]);
    start = next;
  }
  return unknown(`the Safe ${safeAddress} lists more than ${Number(page) * pageLimit} modules`, found.evidence);
}

function modulesAuthority(
  modules: Observation<readonly Address[]>,
  contract: Contract,
  resolver: Resolver,
): readonly Authority[] {
  const id = bodyId(resolver.reader.chainId, contract.address);
  if (modules.status === 'unknown') return [unresolved(`modules of ${contract.address}: ${modules.reason}`, id)];
  return modules.value.map((module) => moduleAuthority(module, contract.address, resolver));
}

function guardNotes(guard: Observation<Address>): readonly string[] {
  if (guard.status === 'unknown') return [`Whether it has a guard could not be read: ${guard.reason}.`];
  if (guard.value === zeroAddress) return [];
  return [`Its guard ${guard.value} can refuse signed transactions; it does not see those of modules.`];
}
