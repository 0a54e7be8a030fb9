/** A value as it stands in a file; of strings only that they are there. */
export type Written =
  | { kind: "number"; value: number }
  | { kind: "name"; value: string }
  | { kind: "reference"; number: number; generation: number }
  | { kind: "array"; items: Written[] }
  | { kind: "dictionary"; entries: Map<string, Written> }
  | { kind: "string" | "boolean" | "null" };

const DEPTH = 100;
const SPACE = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const END = "(?=[\\0\\t\\n\\f\\r ()<>[\\]{}/%]|$)";
const NUMBER = new RegExp(`[+-]?(?:\\d+\\.?\\d*|\\.\\d+)${END}`, "y");
const REFERENCE = new RegExp(`(\\d+)[\\0\\t\\n\\f\\r ]+(\\d+)[\\0\\t\\n\\f\\r ]+R${END}`, "y");
const NAME = new RegExp(`/((?:[!"$&'*-.0-;=?-Z\\\\^-z|~]|#[0-9A-Fa-f]{2})*)${END}`, "y");
const HEX = /<[0-9A-Fa-f\0\t\n\f\r ]*>/y;
const WORD = new RegExp(`(true|false|null)${END}`, "y");
const IN_STRING = /[^()\\]*/y;

/**
 * Reads the syntax of PDF (ISO 32000-2, 7.2 and 7.3) as it is meant to be. Readers forgive much, each in its own way:
 * what one takes for a broken entry and leaves out, another shows. Of what is read here they all see the same.
 */
export class StrictReader {
  /** @param text the file, a character a byte */
  constructor(
    readonly text: string,
    public at: number,
  ) {}

  /** @throws when it is not one value, well written */
  value(depth = 0): Written {
    if (depth > DEPTH) throw new Error("too deep");
    this.space();
    switch (this.text[this.at]) {
      case "/":
        return { kind: "name", value: this.name() };
      case "[":
        return this.array(depth);
      case "(":
        return this.string();
      case "<":
        return this.text[this.at + 1] === "<" ? this.dictionary(depth) : this.hex();
      default:
        return this.plain();
    }
  }

  /** A dictionary's entries. @throws when it is none */
  entries(): Map<string, Written> {
    const value = this.value();
    if (value.kind !== "dictionary") throw this.wrong("no dictionary");
    return value.entries;
  }

  space(): void {
    this.match(SPACE);
  }

  /** Goes past what matches here. @throws when nothing does */
  expect(pattern: RegExp): RegExpExecArray {
    const found = this.match(pattern);
    if (!found) throw this.wrong(`no ${pattern.source}`);
    return found;
  }

  /** @param pattern sticky */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  wrong(what: string): Error {
    return new Error(`${what} at byte ${this.at}`);
  }

  private plain(): Written {
    const reference = this.match(REFERENCE);
    if (reference)
      return { kind: "reference", number: Number(reference[1]), generation: Number(reference[2]) };
    const number = this.match(NUMBER);
    if (number) return { kind: "number", value: Number(number[0]) };
    return { kind: this.expect(WORD)[0] === "null" ? "null" : "boolean" };
  }

  private name(): string {
    const [, written = ""] = this.expect(NAME);
    const name = written.replace(/#(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    // The bytes of other characters mean one thing to some readers and another to others.
    if (/[^!-~ ]/.test(name)) throw this.wrong("a name of other characters");
    return name;
  }

  private array(depth: number): Written {
    const items: Written[] = [];
    for (this.at++, this.space(); this.text[this.at] !== "]"; this.space()) items.push(this.value(depth + 1));
    this.at++;
    return { kind: "array", items };
  }

  private dictionary(depth: number): Written {
    const entries = new Map<string, Written>();
    for (this.at += 2, this.space(); this.text[this.at] !== ">"; this.space()) {
      const key = this.name();
      // Some readers take the first, some the last.
      if (entries.has(key)) throw this.wrong(`a second /${key}`);
      entries.set(key, this.value(depth + 1));
    }
    this.expect(/>>/y);
    return { kind: "dictionary", entries };
  }

  private hex(): Written {
    this.expect(HEX);
    return { kind: "string" };
  }

  private string(): Written {
    let open = 0;
    do {
      const sign = this.text[this.at];
      if (sign === undefined) throw this.wrong("a string without an end");
      if (sign === "(") open++;
      if (sign === ")") open--;
      this.at += sign === "\\" ? 2 : 1;
      if (open > 0) this.match(IN_STRING);
    } while (open > 0);
    return { kind: "string" };
  }
}
