// C0 and C1 controls, and the characters that reorder or hide text on a screen (Unicode bidi controls, zero width).
const hidden = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Applies a change to every text in a document, names of fields included. */
export function mapStrings<T>(value: T, change: (text: string) => string): T {
  return mapped(value, change) as T;
}

function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one: unknown) => mapped(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key), mapped(one, change)]));
}

/** Makes one line of it and control characters visible, so that no text can steer the terminal or forge lines. */
export function escapeTerminal(text: string): string {
  return text
    .trim()
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(hidden, (one) => `\\u{${codeOf(one)}}`);
}

/** Keeps text text in GitHub-flavoured Markdown: no markup, no HTML, no table cell, no link that nobody wrote. */
export function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replace(/[\\`*_[\]|~#]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^(\s*)([-+=]|\d+[.)])(\s|$)/, (_, space: string, mark: string, after: string) => {
      return `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}${after}`;
    })
    .replace(/:\/\//g, ':\\/\\/')
    .replace(/\bwww\./gi, (one) => one.replace('.', '\\.'));
}

/** For XML 1.0 text and attributes. Characters that XML cannot hold at all are made visible. */
export function escapeXml(text: string): string {
  return escapeTerminal(text.replace(/[\ud800-\udfff\ufffe\uffff]/gu, (one) => `\\u{${codeOf(one)}}`))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;');
}

/** For JSON that somebody may print to a terminal: what JSON leaves as it is, but a terminal would obey or hide. */
export function escapeJson(json: string): string {
  return json.replace(/\n/g, '\0').replace(hidden, (one) => {
    return one === '\0' ? '\n' : `\\u${codeOf(one).padStart(4, '0')}`;
  });
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}
