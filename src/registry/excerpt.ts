/** Text from a file, for a message: its beginning, where it is longer than `most` characters. */
export function excerpt(text: string, most = 60): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
