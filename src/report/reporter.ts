import type { AuditReport } from '../model/report.ts';

/** What a person at a terminal may ask for; files and pipes get the defaults. */
export type RenderOptions = {
  /** Whether to use ANSI colours. */
  readonly colour?: boolean;
  /** The terminal's width in columns; longer cells wrap. */
  readonly width?: number;
  /** Everything about each chain in place of one line. */
  readonly detail?: boolean;
};

/** One output format of a kind of document. `render` is pure: it knows no clock and no exit code. */
export type DocumentReporter<Document> = {
  /** What `--format` calls it. */
  readonly format: string;
  /** Of files that hold it, without the dot; `--format` takes it too. */
  readonly fileExtension: string;
  /** For `--help`, a sentence's middle. */
  readonly description: string;
  render(document: Document, options?: RenderOptions): string;
};

/** One output format of audit reports. The same report gives the same text. */
export type Reporter = DocumentReporter<AuditReport>;
