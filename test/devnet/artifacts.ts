import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Abi, Address, Hex } from 'viem';

/** What a compiler made of one contract, ready to deploy: no library is left to link. */
export type Artifact = { readonly abi: Abi; readonly bytecode: Hex };
/** The same with the runtime code, as packages have it: immutables are zero in it. */
export type PackagedArtifact = Artifact & { readonly deployedBytecode: Hex };

/** Where a bytecode leaves room for the address of a library. */
type LinkReferences = Readonly<Record<string, Readonly<Record<string, readonly { start: number; length: number }[]>>>>;

/** The three layouts npm packages use: hardhat and truffle give the code as a string, forge as an object. */
type Json = {
  readonly abi: Abi;
  readonly bytecode: string | { readonly object: string; readonly linkReferences?: LinkReferences };
  readonly deployedBytecode: string | { readonly object: string };
  readonly linkReferences?: LinkReferences;
};

const root = join(import.meta.dirname, '../..');
const loaded = new Map<string, PackagedArtifact>();

/** Loads `node_modules/<path>`, a hardhat, truffle or forge artifact. Throws if a library is still to be linked. */
export function loadArtifact(path: string, libraries: Readonly<Record<string, Address>> = {}): PackagedArtifact {
  const key = path + JSON.stringify(libraries);
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const json = JSON.parse(readFileSync(join(root, 'node_modules', path), 'utf8')) as Json;
  const artifact = toArtifact(json, libraries);
  if (/[^0-9a-fx]/i.test(artifact.bytecode)) throw new Error(`${path} needs a library that was not given.`);
  loaded.set(key, artifact);
  return artifact;
}

/** The contracts of `test/fixtures/<file>`, a gzipped JSON object from names to artifacts; parsed when first asked. */
export function loadFixture(file: string): (name: string) => Artifact {
  let artifacts: Readonly<Record<string, Artifact>> | undefined;
  return (name) => {
    artifacts ??= readGzippedJson(file) as Readonly<Record<string, Artifact>>;
    const artifact = artifacts[name];
    if (artifact === undefined) throw new Error(`${file} has no contract ${name}.`);
    return artifact;
  };
}

/** The small contracts of our own, from `test/fixtures/contracts/`. */
export const fixture = loadFixture('contracts.json.gz');

/** Parses `test/fixtures/<file>`, gzipped JSON. */
export function readGzippedJson(file: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(join(root, 'test/fixtures', file))).toString('utf8'));
}

function toArtifact(json: Json, libraries: Readonly<Record<string, Address>>): PackagedArtifact {
  const { bytecode, deployedBytecode } = json;
  const deployed = typeof deployedBytecode === 'string' ? deployedBytecode : deployedBytecode.object;
  const code = typeof bytecode === 'string' ? bytecode : bytecode.object;
  const references = (typeof bytecode === 'string' ? json.linkReferences : bytecode.linkReferences) ?? {};
  return { abi: json.abi, bytecode: link(hex(code), references, libraries), deployedBytecode: hex(deployed) };
}

function link(code: Hex, references: LinkReferences, libraries: Readonly<Record<string, Address>>): Hex {
  let linked: string = code;
  for (const [name, places] of Object.values(references).flatMap((file) => Object.entries(file))) {
    const address = libraries[name]?.slice(2).toLowerCase();
    if (address === undefined) continue;
    for (const { start, length } of places) {
      linked = linked.slice(0, 2 + start * 2) + address + linked.slice(2 + (start + length) * 2);
    }
  }
  return linked as Hex;
}

function hex(code: string): Hex {
  return code.startsWith('0x') ? (code as Hex) : `0x${code}`;
}
