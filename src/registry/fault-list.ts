/** More than these help nobody, and a file can be made to have tens of thousands. */
const most = 50;

/** The faults of one file as a message, one line each, and how many more there are. */
export function faultList(faults: readonly string[]): string {
  const more = faults.length - most;
  return [...faults.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
