import type { ControlEdge, ControlGraph, ControlKind, ControlNode } from '../model/control-graph.ts';
import type { Guarantee } from '../model/guarantee.ts';
import { guarantees } from '../model/guarantee.ts';
import { duration } from '../model/duration.ts';

/** The fill of a power, by what it breaks: light enough for black text. The label names the guarantees too. */
export const guaranteeColours: Readonly<Record<Guarantee, string>> = {
  valid: '#bfe0f5',
  uncensored: '#fbdf9e',
  unreverted: '#c3ead8',
  untouched: '#f3c6dc',
};

/** The fill of everything else. */
export const kindColours: Readonly<Record<Exclude<ControlKind, 'power'>, string>> = {
  council: '#e6ddf7',
  safe: '#f1edfb',
  timelock: '#fdeedd',
  module: '#fff6c8',
  contract: '#f2f2f2',
  key: '#ffffff',
  vote: '#e3f3e1',
  anyone: '#f9d5d0',
  unresolved: '#f9d5d0',
};

/** Longer names are cut in drawings. */
const longestLine = 60;

/** A node in a few lines. */
export function nodeLines({ kind, name, signers, waitSeconds, addresses, breaks }: ControlNode): readonly string[] {
  const [address] = addresses;
  const place = addresses.length === 1 && address !== undefined && kind !== 'power' ? [address] : [];
  const title = kind === 'unresolved' ? `not established: ${name}` : name;
  return [
    ...(kind === 'power' ? title.split('; ') : [title]).map(cut),
    ...(signers === undefined || name.startsWith('Safe ') ? [] : [`${signers.k} of ${signers.of}`]),
    ...(waitSeconds === undefined ? [] : [`waits ${duration(waitSeconds)}`]),
    ...place,
    ...(breaks.length === 0
      ? []
      : [`breaks ${breaks.length === guarantees.length ? 'every guarantee' : breaks.join(', ')}`]),
  ];
}

/** An edge's conditions; empty where there are none. */
export function edgeText({ conditions }: ControlEdge): string {
  const words = conditions.map((one) => {
    switch (one.kind) {
      case 'after':
        return `after ${duration(one.seconds)}`;
      case 'threshold':
        return `${one.k} of ${one.of}`;
      case 'together':
        return 'together';
      case 'limited':
        return `only ${one.functions} ${one.functions === 1 ? 'function' : 'functions'}`;
      case 'provableBug':
        return 'on a bug proved on chain';
      case 'veto':
        return 'may stop it';
    }
  });
  return [...new Set(words)].join(', ');
}

/** What the drawing shows, in a line. */
export function graphTitle({ name }: Pick<ControlGraph, 'name'>): string {
  return `Who controls ${name}`;
}

function cut(line: string): string {
  return line.length <= longestLine ? line : `${line.slice(0, longestLine - 1)}…`;
}
