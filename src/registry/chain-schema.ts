import * as z from 'zod';
import type { FactDefinition } from '../model/fact.ts';
import { checksummed } from './checksummed.ts';
import { claimable } from './claimable.ts';

/** The host of every chain that is no L3. It settles on nothing. */
export const baseline = 'ethereum';

/** How long a claim can count before somebody has to look again. */
export const claimYears = 2;

/** Names a chain, its file and its recording. It becomes a part of paths, so it holds nothing but these. */
export const chainId = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/, { error: 'may only hold a-z, 0-9 and - (in the middle)' });

/** One line without control and direction characters: it ends up on terminals and in reviews. */
const line = z
  .string()
  .min(1, { error: 'is empty' })
  .max(300, { error: 'is longer than 300 characters' })
  .refine((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text), {
    error: 'has to be one line without control characters',
  });

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'is no date: a date is YYYY-MM-DD', abort: true })
  .refine(isDay, { error: 'is no day of the calendar', abort: true });

const citation = {
  source: line.describe('Who says so, and where it can be looked up.'),
  date: day.describe('When it was said.'),
  expires: day.describe('The last day on which it counts; two years after the date at most.'),
};

type Span = { readonly date: string; readonly expires: string };

function cited<T extends z.core.$ZodShape>(shape: T) {
  return z
    .strictObject({ ...shape, ...citation })
    .refine((claim) => isForward(claim as Span), { error: 'has to be after the date', path: ['expires'], abort: true })
    .refine((claim) => isShort(claim as Span), {
      error: `has to be at most ${claimYears} years after the date: what people attest does not stay true`,
      path: ['expires'],
    });
}

function isForward({ date, expires }: Span): boolean {
  return expires > date;
}

function isShort({ date, expires }: Span): boolean {
  return expires <= yearsAfter(date, claimYears);
}

const integer = z.int({ error: 'has to be a whole number' }).min(0, { error: 'cannot be negative', abort: true });

function valueOf({ type }: FactDefinition) {
  switch (type.kind) {
    case 'boolean':
      return z.boolean();
    case 'choice':
      return z.enum(type.of as [string, ...string[]]);
    case 'integer':
    case 'seconds':
      return integer;
    case 'wei':
    case 'text':
      return line;
  }
}

const claims = z.strictObject(
  Object.fromEntries(
    Object.entries(claimable).map(([name, definition]) => [
      name,
      cited({ value: valueOf(definition).describe(definition.meaning) })
        .optional()
        .describe(definition.meaning),
    ]),
  ),
);

const contracts = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, { error: 'may only hold letters, digits and _' }),
  checksummed,
);

const council = z.strictObject({
  name: line.describe('What people call it.'),
  address: checksummed,
  chainId: integer
    .min(1, { error: 'has to be at least 1', abort: true })
    .default(1)
    .describe('Of the chain it lives on: 1, unless it is an L2’s own.'),
  outside: cited({ value: z.union([integer, z.literal('half')], { error: 'has to be a number of members or "half"' }) })
    .optional()
    .describe('How many members are outside the operating organisation, or that at least half are.'),
});

const entity = cited({
  name: line.describe('The organisation.'),
  keys: z.array(checksummed).min(1, { error: 'has to name at least one key' }),
});

const waiver = z.strictObject({
  rule: line.describe('The id of the rule whose finding is accepted.'),
  owner: line.describe('Who answers for it.'),
  reason: line,
  expires: day.describe('The last day on which it counts.'),
});

/** A file of `registry/chains/`: where to look, never what is there. */
export const chainSchema = z.strictObject({
  id: chainId.describe('The name of this file without .yaml.'),
  name: line.describe('What people call the chain.'),
  chainId: integer
    .min(1, { error: 'has to be at least 1' })
    .nullable()
    .describe('EIP-155; null for systems that never had one.'),
  stack: chainId.describe('How the chain is built: the id of a stack.'),
  host: chainId.default(baseline).describe('The id of the chain it settles on.'),
  archived: z.boolean().default(false).describe('It has stopped for good.'),
  contracts: contracts
    .default({})
    .describe('Its entry points on the host, by the contract’s own name. The rest is discovered.'),
  escrows: z
    .array(checksummed)
    .default([])
    .describe('Contracts that hold its deposits and that its bridge does not lead to.'),
  councils: z
    .array(council)
    .default([])
    .describe('Bodies that people hold to be its security council. Members and thresholds are read.'),
  entities: z.array(entity).default([]).describe('Keys that are said to belong to one organisation.'),
  claims: claims.default({}).describe('What no contract says, cited.'),
  waivers: z.array(waiver).default([]).describe('Findings that somebody answers for.'),
});

/** What a file may say; what is left out has a default. */
export type WrittenEntry = z.input<typeof chainSchema>;

/** What the schema lets through, defaults filled in. */
export type ChainEntry = z.infer<typeof chainSchema>;

/** The same day so many years later; the 29th of February becomes a 28th. */
export function yearsAfter(date: string, years: number): string {
  const later = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
  return isDay(later) ? later : `${later.slice(0, 8)}28`;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The schema of `registry/chains/*.yaml` for editors, as JSON Schema draft 7. */
export function chainJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(chainSchema, { io: 'input', target: 'draft-7' });
  return { $schema, title: 'A chain of the fullfaith registry', ...rest };
}
