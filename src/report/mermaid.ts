/** A name that Mermaid takes, made of letters, digits and underscores only. Different ids have different names. */
export function mermaidName(id: string): string {
  return `n${[...id].map((char) => (/[a-zA-Z0-9]/.test(char) ? char : `_${char.codePointAt(0)?.toString(16)}_`)).join('')}`;
}

/** Lines of text for between quotes: whatever Mermaid could take for markup goes by its number. */
export function mermaidLabel(...lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/[^\p{L}\p{N} .,:/()’“”-]/gu, (char) => `#${char.codePointAt(0)};`))
    .join('<br/>');
}
