import type { WebhookShape } from './webhook-shape.ts';

/** The notice itself. */
export const jsonShape: WebhookShape = { name: 'json', body: (notice) => notice };
