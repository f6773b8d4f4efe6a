/** Streams of the supervisor's for the s_ methods: text that the program reads, and text that it has written. */
export class TextBuffer {
  private at = 0;
  constructor(private text = '') {}

  write(text: string): void {
    this.text += text;
  }

  /** All of it. */
  getvalue(): string {
    return this.text;
  }

  /** The next line with its end; '' at the end. */
  readline(): string {
    const end = this.text.indexOf('\n', this.at);
    const line = this.text.slice(this.at, end < 0 ? undefined : end + 1);
    this.at += line.length;
    return line;
  }

  clear(): void {
    this.text = '';
    this.at = 0;
  }
}

export interface Streams {
  readonly stdin: TextBuffer;
  readonly stdout: TextBuffer;
  readonly stderr: TextBuffer;
}
