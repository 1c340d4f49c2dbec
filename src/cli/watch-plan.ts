import { FullfaithError } from '../model/error.ts';
import type { DiffReport } from '../model/diff.ts';
import { diffReporters } from '../report/diff/index.ts';
import { webhookShapes } from '../report/webhook/index.ts';
import type { WebhookShape } from '../report/webhook/webhook-shape.ts';
import type { Options } from './command.ts';
import { nodesOf, type Nodes } from './nodes.ts';
import { requireWebhookUrl } from './post-webhook.ts';
import { type Presentation, presentationOf } from './present.ts';
import type { Surroundings } from './surroundings.ts';

/** What a watch is to do, as far as it is known from the start. */
export type WatchPlan = {
  /** When to look again; null to look once. */
  readonly rhythm: { readonly minutes: number } | { readonly blocks: bigint } | null;
  readonly stateFile: string;
  readonly webhook: { readonly url: string; readonly shape: WebhookShape } | null;
  readonly presentation: Presentation<DiffReport>;
  readonly nodes: Nodes;
};

/** What the options ask for. Throws a `FullfaithError` for what cannot be. */
export function watchPlanOf(options: Options, { env }: Surroundings): WatchPlan {
  const { once, state = 'fullfaith-watch.json' } = options;
  const nodes = nodesOf(options, options.evidence === undefined ? env : {});
  if (nodes.size === 0 && !once) {
    const help = 'Add --rpc-url <url>, or set ETH_RPC_URL; --once also takes recordings.';
    throw new FullfaithError('input', 'Watching needs a node: recordings do not change by themselves.', help);
  }
  return {
    rhythm: rhythmOf(options),
    stateFile: state,
    webhook: webhookOf(options, env),
    presentation: presentationOf(options, diffReporters, 'watch'),
    nodes,
  };
}

function rhythmOf({ every, blocks, once }: Options): WatchPlan['rhythm'] {
  const given = [
    ['--every', every],
    ['--blocks', blocks],
    ['--once', once],
  ].flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length > 1)
    throw new FullfaithError('input', `${given.join(' and ')} exclude each other.`, 'Leave one out.');
  if (once) return null;
  if (blocks !== undefined) {
    if (!/^[1-9]\d{0,8}$/.test(blocks)) throw badNumber('--blocks', blocks, 'a whole number from 1 on');
    return { blocks: BigInt(blocks) };
  }
  const minutes = Number(every ?? '60');
  if (!/^\d{1,6}(\.\d+)?$/.test(every ?? '60') || minutes <= 0)
    throw badNumber('--every', every ?? '', 'minutes, more than 0');
  return { minutes };
}

function webhookOf({ webhook, webhookFormat }: Options, env: Surroundings['env']): WatchPlan['webhook'] {
  const url = webhook ?? env['FULLFAITH_WEBHOOK_URL'];
  const shape = webhookShapes.find(({ name }) => name === (webhookFormat ?? webhookShapes[0]?.name));
  if (url === undefined || url === '' || shape === undefined) return null;
  return { url: requireWebhookUrl(url), shape };
}

function badNumber(option: string, value: string, wanted: string): FullfaithError {
  return new FullfaithError('input', `${option} ${JSON.stringify(value)} does not do.`, `It has to be ${wanted}.`);
}
