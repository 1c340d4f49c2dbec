/** A registry entry that uses every field, for tests to change. Addresses are those of EIP-55's examples. */
export const entryText = `# yaml-language-server: $schema=../../schema/chain.schema.json
id: example
name: Example Chain
chainId: 424242
stack: op-stack
contracts:
  SystemConfig: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
escrows:
  - '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
councils:
  - name: Example Security Council
    address: '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
    outside:
      value: half
      source: an example
      date: 2025-05-20
      expires: 2027-05-20
entities:
  - name: Example Foundation
    keys:
      - '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
    source: an example
    date: 2025-05-20
    expires: 2027-05-20
claims:
  data.location:
    value: ethereum
    source: an example
    date: 2025-05-20
    expires: 2027-05-20
waivers:
  - rule: valid/enforced-proof
    owner: the bridge team
    reason: the proof system is announced for June
    expires: 2025-07-01
`;

/** The stack of that entry, as the loader has to know it. */
export const stacks = {
  'op-stack': { entryPoints: { SystemConfig: { required: true }, OptimismPortal: { required: false } } },
};

/** The message of the error that a call throws; fails the test where it throws none. */
export function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('it threw nothing');
}
