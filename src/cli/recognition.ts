import type { Address } from 'viem';
import { createResolver } from '../authority/create-resolver.ts';
import type { EvidenceReader } from '../evidence/reader.ts';
import { FullfaithError } from '../model/error.ts';
import { stacks } from '../stacks/index.ts';
import type { Recognition, Stack } from '../stacks/stack.ts';

/** A stack, and what it saw in an address. */
export type Recognised = { readonly stack: Stack; readonly recognition: Recognition };

/**
 * The one stack that knows the address. Throws a `FullfaithError` that says what was seen: of kind `input` where no stack or
 * more than one knows it, `evidence` where a read that would have decided it failed.
 */
export async function recogniseAddress(reader: EvidenceReader, address: Address): Promise<Recognised> {
  const answers = await Promise.all(
    stacks.map(async (stack) => ({ stack, answer: await stack.recognise(reader, address) })),
  );
  const found = answers.flatMap(({ stack, answer }) =>
    answer.status === 'known' && answer.value !== null ? [{ stack, recognition: answer.value }] : [],
  );
  const open = answers.flatMap(({ stack, answer }) =>
    answer.status === 'unknown' ? [`${stack.title}: ${answer.reason}`] : [],
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (only !== undefined) {
    const seen = found.map(({ stack, recognition }) => `${stack.title}: ${recognition.seen.join('; ')}`);
    const message = [`${address} looks like a contract of ${found.length} stacks:`, ...seen].join('\n');
    throw new FullfaithError('input', message, 'Name another contract of the chain, such as its rollup or portal.');
  }
  if (open.length > 0) {
    const message = [`What ${address} is could not be established:`, ...new Set(open)].join('\n');
    throw new FullfaithError('evidence', message, 'Name another contract of the chain, or try with another node.');
  }
  throw await nothingKnown(reader, address);
}

async function nothingKnown(reader: EvidenceReader, address: Address): Promise<FullfaithError> {
  const { code, proxy, pushed } = await createResolver(reader, () => undefined).inspect(address);
  const size = code.status === 'known' ? `${code.value.size} bytes of code` : 'code that could not be read';
  const front =
    proxy.status === 'known' && proxy.value !== null
      ? `a proxy (${proxy.value.kind}) before ${proxy.value.implementations.join(', ')}`
      : 'no proxy of a known kind';
  const functions =
    pushed.status === 'known' ? `, and mentions ${pushed.value.size} selectors and other 4-byte values` : '';
  const names = stacks.map(({ title }) => title).join(', ');
  return new FullfaithError(
    'input',
    `No stack knows ${address}: it is ${front}, has ${size}${functions}; none of them has the shape of a main contract of ${names}.`,
    'Name another contract of the chain. A bridge of no known stack can be entered by hand, with the stack generic.',
  );
}
