import { writeSync } from "node:fs";

/** Says one JSON object on standard output, at once and for good: what was said stays said when this process is killed. */
export function say(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
