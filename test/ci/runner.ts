import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { emptyFolder } from '../cli/built-program.ts';

type Step = {
  readonly id: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
};

/** The action as its file says. */
export type Action = {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};

export const action = parse(readFileSync('action.yml', 'utf8')) as Action;

/** What a step left behind: beside its exit code what it printed, its outputs and the job summary. */
export type Ran = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
};

export type StepOptions = {
  readonly directory: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** The outputs of the steps before, by `step.output`. */
  readonly before?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
};

/** Runs one step of the action as GitHub's runner does: the expressions of its environment filled in, its text given to bash. */
export async function runStep(id: string, { directory, inputs, before, env }: StepOptions): Promise<Ran> {
  const step = action.runs.steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`the action has no step ${id}`);
  const filled = (text: string) =>
    text.replace(/\$\{\{ (\w+)\.([\w.-]+) \}\}/g, (_, kind: string, name: string) =>
      kind === 'inputs'
        ? (inputs?.[name] ?? action.inputs[name]?.default ?? '')
        : (before?.[name.replace('.outputs.', '.')] ?? ''),
    );
  const home = emptyFolder();
  const [script, output, summary] = ['step.sh', 'output', 'summary'].map((name) => join(home, name));
  for (const file of [output, summary]) writeFileSync(file as string, '');
  writeFileSync(script as string, step.run);
  const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script as string], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'] ?? '',
      RUNNER_TEMP: home,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      ...Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, filled(value)])),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const lines = readFileSync(output as string, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const outputs = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s) as [string, string]));
  return { code, ...printed, outputs, summary: readFileSync(summary as string, 'utf8') };
}
