import { expect, test } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { tellFailure } from '../../src/cli/failure.ts';
import { wantsColour, type Surroundings } from '../../src/cli/surroundings.ts';
import { FullfaithError } from '../../src/model/error.ts';

function told(error: unknown, env: Surroundings['env'] = {}) {
  const written: string[] = [];
  const stderr = { isTTY: false, columns: undefined, write: (text: string) => void written.push(text) };
  const directories = { workingDirectory: '/', packageDirectory: '/' };
  const code = tellFailure(error, { env, ...directories, now: () => 0, stdout: stderr, stderr });
  return { code, text: written.join('') };
}

test('a person’s error is a message and what to do, without a stack', () => {
  expect(told(new FullfaithError('input', 'It is wrong.', 'Mend it.'))).toEqual({
    code: exitCodes.badInput,
    text: 'error: It is wrong.\nMend it.\n',
  });
  expect(told(new FullfaithError('evidence', 'No answer.'))).toEqual({
    code: exitCodes.noEvidence,
    text: 'error: No answer.\n',
  });
});

test('what a message quotes cannot steer the terminal', () => {
  expect(told(new FullfaithError('input', 'a\u001b[2J\nb')).text).toBe('error: a\\u{1b}[2J\n  b\n');
});

test('a bug shows its stack and says that it is one', () => {
  const { code, text } = told(new TypeError('x is not a function'));
  expect(code).toBe(exitCodes.badInput);
  expect(text).toMatch(/this is a bug in fullfaith.*\nTypeError: x is not a function\n {4}at /);
  expect(told(new TypeError('\u001b[2J is no address')).text).toContain('TypeError: \\u{1b}[2J is no address\n');
});

test('colour is for terminals, unless the environment says otherwise', () => {
  const terminal = { isTTY: true, columns: 80, write: () => undefined };
  const pipe = { ...terminal, isTTY: false };
  expect(wantsColour(terminal, {})).toBe(true);
  expect(wantsColour(pipe, {})).toBe(false);
  expect(wantsColour(terminal, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColour(terminal, { NO_COLOR: '' })).toBe(true);
  expect(wantsColour(terminal, { TERM: 'dumb' })).toBe(false);
  expect(wantsColour(pipe, { FORCE_COLOR: '1' })).toBe(true);
});
