import { MASK } from "../mask.js";
import type { ReportedExchange } from "./reported-exchange.js";

/** The shell variable that stands for a masked credential in a command. */
const VARIABLE = "$TOKEN";

/** The curl command that repeats a request, in POSIX shell; `$TOKEN` stands where a credential was masked. */
export function writeCurl({ request }: ReportedExchange): string {
  const { method, url, headers, body } = request;
  const sent = headers.filter(([name]) => !IMPLIED.has(name.toLowerCase()));
  const words = [
    "curl -sS -i -g --path-as-is",
    ...toMethod(method, body !== undefined),
    quote(url),
    ...sent.flatMap(([name, value]) => ["-H", quote(value === "" ? `${name};` : `${name}: ${value}`)]),
    // Else curl would call a body a form.
    ...(body && !sent.some(([name]) => name.toLowerCase() === "content-type") ? ["-H", quote("Content-Type:")] : []),
  ];
  if (body && "base64" in body) {
    return `printf %s ${quote(body.base64)} | base64 -d | ${words.join(" ")} --data-binary @-`;
  }
  // `--data-raw`, since any other would read the file that a leading `@` names.
  return [...words, ...(body ? ["--data-raw", quote(body.text)] : [])].join(" ");
}

/** What curl sends by itself. */
const IMPLIED: ReadonlySet<string> = new Set(["content-length", "host", "connection"]);

function toMethod(method: string, hasBody: boolean): string[] {
  if (method === "HEAD") return ["-I"];
  return method === (hasBody ? "POST" : "GET") ? [] : ["-X", method];
}

/** A word of a shell command; a mask in it becomes the variable outside of the quotes. */
function quote(text: string): string {
  return text
    .split(MASK)
    .map((part) => (part === "" ? "" : `'${part.replaceAll("'", String.raw`'\''`)}'`))
    .join(`"${VARIABLE}"`)
    .replace(/^$/, "''");
}
