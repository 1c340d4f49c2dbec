import { discordShape } from './discord.ts';
import { jsonShape } from './json.ts';
import { slackShape } from './slack.ts';
import type { WebhookShape } from './webhook-shape.ts';

/** Every shape there is; the first is the default. */
export const webhookShapes: readonly WebhookShape[] = [jsonShape, slackShape, discordShape];
