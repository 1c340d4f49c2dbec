import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { baseline } from '../src/registry/chain-schema.ts';

/** Each folder of src/ and the folders it may import; `import type` counts. A folder knows only what stands above it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  registry: ['model'],
  evidence: ['registry', 'model'],
  authority: ['evidence', 'registry', 'model'],
  stacks: ['authority', 'evidence', 'registry', 'model'],
  rules: ['authority', 'evidence', 'registry', 'model'],
  audit: ['stacks', 'rules', 'authority', 'evidence', 'registry', 'model'],
  check: ['audit', 'stacks', 'rules', 'authority', 'evidence', 'registry', 'model'],
  report: ['model'],
  cli: ['report', 'check', 'audit', 'stacks', 'rules', 'authority', 'evidence', 'registry', 'model'],
};

/** What comes from outside and may be used in these folders only. */
const fences: Readonly<
  Record<string, { readonly modules: string; readonly in: readonly string[]; readonly types: boolean }>
> = {
  'only registry, rules and cli touch the disk': {
    modules: '^(node:)?fs(/promises)?$',
    in: ['registry', 'rules', 'cli'],
    types: false,
  },
  'only where contracts are read is viem more than types': {
    modules: '(^|/)node_modules/(viem|ox|abitype)/',
    in: ['evidence', 'authority', 'stacks', 'registry'],
    types: true,
  },
  'only registry and rules read YAML': { modules: '(^|/)node_modules/yaml/', in: ['registry', 'rules'], types: false },
  'only rules know the expression language': {
    modules: '(^|/)node_modules/@marcbachmann/',
    in: ['rules'],
    types: false,
  },
  'only cli parses arguments': { modules: '(^|/)node_modules/commander/', in: ['cli'], types: false },
  'only cli starts programs and asks the system': {
    modules: '^(node:)?(child_process|os|process|readline|worker_threads|tty)(/promises)?$',
    in: ['cli'],
    types: false,
  },
  'only evidence and cli use the network': {
    modules: '^(node:)?(net|http|https|http2|tls|dgram|dns)(/promises)?$',
    in: ['evidence', 'cli'],
    types: false,
  },
};

const folders = readdirSync('src', { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
const sources = filesUnder('src').filter((file) => file.endsWith('.ts'));

describe('imports', () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    const { output } = await cruise(
      ['src'],
      {
        validate: true,
        ruleSet: { forbidden: [...layers(), ...fenced(), circles] },
        tsPreCompilationDeps: true,
        doNotFollow: { path: 'node_modules' },
        tsConfig: { fileName: 'tsconfig.json' },
      },
      { extensions: ['.ts', '.js'], conditionNames: ['import', 'node', 'default'], exportsFields: ['exports'] },
      { tsConfig: readTsConfig() },
    );
    result = output as ICruiseResult;
  });

  test('the tool sees every file and its imports', () => {
    const seen = result.modules.filter(({ source }) => source.startsWith('src/')).map(({ source }) => source);
    expect(seen.toSorted()).toEqual(sources.toSorted());
    expect(result.summary.totalDependenciesCruised).toBeGreaterThan(sources.length);
    expect(
      result.modules.flatMap(({ dependencies }) => dependencies.filter(({ couldNotResolve }) => couldNotResolve)),
    ).toEqual([]);
  });

  test('go down the layers, never up or sideways, in no circle, and over no fence', () => {
    expect(result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});

test('every folder of src/ is in the table', () => {
  expect(folders.filter((folder) => mayImport[folder] === undefined)).toEqual([]);
});

test('only cli knows the clock, the environment and the terminal', () => {
  const outside = sources.filter((file) => !file.startsWith('src/cli/'));
  expect(outside.filter((file) => worldOf(file).length > 0)).toEqual([]);
  // A stopwatch tells no date; waiting between retries needs one.
  const timers = ['performance', 'setTimeout', 'setInterval'];
  const timed = outside.filter((file) => worldOf(file, timers).length > 0);
  expect(timed.filter((file) => !file.startsWith('src/evidence/'))).toEqual([]);
});

test('only main.ts of cli looks at them itself', () => {
  const commands = sources.filter((file) => file.startsWith('src/cli/') && file !== 'src/cli/main.ts');
  expect(commands.filter((file) => worldOf(file).length > 0)).toEqual([]);
});

test('no chain of the registry is named in code or rules', () => {
  // The baseline is no chain under judgement: every host and every location of data may be it.
  const all = readdirSync('registry/chains').map((file) => file.replace(/\.yaml$/, ''));
  const ids = all.filter((id) => id !== baseline);
  const names = ids.map((id) => /^name: *['"]?(.*?)['"]?$/m.exec(read(`registry/chains/${id}.yaml`))?.[1] ?? id);
  const chainIds = ids.flatMap((id) => /^chainId: *(\d{4,})$/m.exec(read(`registry/chains/${id}.yaml`))?.[1] ?? []);
  const quoted = new Set([...ids, ...names].map((name) => name.toLowerCase()));
  // Round numbers mean other things as well.
  const isRound = (number: number) => number % 100 === 0 || Number.isInteger(Math.log2(number));
  const numbers = new Set(chainIds.filter((chainId) => !isRound(Number(chainId))));
  const mentions = (file: string) => {
    // A stack that one chain made for itself is called like it.
    const [, stack] = /^src\/stacks\/([^/.]+)/.exec(file) ?? [];
    const literals = literalsOf(file).filter((text) => quoted.has(text.toLowerCase()) || numbers.has(text));
    return literals
      .filter((text) => text.toLowerCase().replaceAll(' ', '-') !== stack)
      .map((text) => `${file}: ${text}`);
  };
  expect(sources.flatMap(mentions)).toEqual([]);
  const rules = filesUnder('rules').filter((file) => file.endsWith('.yaml'));
  const word = new RegExp(`["'](${[...quoted].map(escaped).join('|')})["']`, 'i');
  expect(rules.filter((file) => word.test(read(file)))).toEqual([]);
});

describe('sizes', () => {
  test('no file has more than 300 lines, nine in ten have at most 200', () => {
    const lengths = sources.map((file) => [file, read(file).split('\n').length] as const);
    expect(lengths.filter(([, length]) => length > 300)).toEqual([]);
    expect(lengths.filter(([, length]) => length > 200).length).toBeLessThanOrEqual(sources.length / 10);
  });

  test('no function has more than 60 lines', () => {
    const long = sources.flatMap((file) => functionsOf(file).filter(({ lines }) => lines > 60));
    expect(long).toEqual([]);
  });

  test('files are named in kebab case, and not for everything and nothing', () => {
    const name = /^(?!.*\b(utils?|helpers?|common|misc|manager|service|types)\b)[a-z0-9]+(-[a-z0-9]+)*\.ts$/;
    expect(sources.filter((file) => !name.test(file.split('/').at(-1) ?? ''))).toEqual([]);
  });
});

function layers(): readonly IForbiddenRuleType[] {
  return Object.entries(mayImport).map(([folder, allowed]) => ({
    name: `${folder} imports only what is below it`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
  }));
}

function fenced(): readonly IForbiddenRuleType[] {
  return Object.entries(fences).map(([name, fence]) => ({
    name,
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/(${fence.in.join('|')})/` },
    to: { path: fence.modules, ...(fence.types ? { dependencyTypesNot: ['type-only'] } : {}) },
  }));
}

// Types that name each other load nothing; values that do load each other half.
const circles: IForbiddenRuleType = {
  name: 'no circles',
  severity: 'error',
  from: {},
  to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
};

function readTsConfig(): ts.ParsedCommandLine {
  const { config } = ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file)) as { config: object };
  return ts.parseJsonConfigFileContent(config, ts.sys, '.');
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

const trees = new Map<string, ts.SourceFile>();

function parsed(file: string): ts.SourceFile {
  const tree = trees.get(file) ?? ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  trees.set(file, tree);
  return tree;
}

/** What a file asks of the world around the program, by global names; comments, texts and properties do not count. */
function worldOf(file: string, names: readonly string[] = ['process', 'console']): readonly string[] {
  const found: string[] = [];
  walk(parsed(file), (node) => {
    const { parent } = node;
    if (ts.isNewExpression(node) && node.getText() === 'new Date()') found.push('new Date()');
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'Date.now') found.push('Date.now');
    const isProperty = ts.isIdentifier(node) && ts.isPropertyAccessExpression(parent) && parent.name === node;
    const isName = isProperty && parent.expression.getText() !== 'globalThis';
    if (ts.isIdentifier(node) && names.includes(node.text) && !isName) found.push(node.text);
  });
  return found;
}

function literalsOf(file: string): readonly string[] {
  const literals: string[] = [];
  walk(parsed(file), (node) => {
    if (ts.isStringLiteralLike(node) && !ts.isImportDeclaration(node.parent)) literals.push(node.text);
    if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) literals.push(node.text.replace(/n$/, ''));
  });
  return literals;
}

function functionsOf(file: string): readonly { readonly name: string; readonly lines: number }[] {
  const source = parsed(file);
  const line = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const found: { name: string; lines: number }[] = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const start = node.getStart();
    found.push({ name: `${file}:${line(start) + 1}`, lines: line(node.end) - line(start) + 1 });
  });
  return found;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
