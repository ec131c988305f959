import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { createExchange, maskSample } from "../../testing/sample-run.js";
import { toReportedExchange } from "./to-reported-exchange.js";
import { writeCurl } from "./write-curl.js";

/** What a shell makes of a command, with a curl that says what it was given. */
function runInShell(command: string, environment: Readonly<Record<string, string>> = {}): string[] {
  const script = `curl() { for word; do printf '%s\\0' "$word"; done; case "$*" in *@-) cat; printf '\\0';; esac; }\n${command}`;
  const output = execFileSync("sh", ["-c", script], { env: { PATH: process.env["PATH"], ...environment } });
  return output.toString("latin1").split("\0").slice(0, -1);
}

function show(body: string | Uint8Array | undefined) {
  const exchange = createExchange(1, body === undefined ? "getNote" : "createNote", body, undefined);
  return toReportedExchange(exchange, { baseUrl: "http://127.0.0.1:1", mask: maskSample });
}

test("a text with quotes, dollars, new lines and a leading @ reaches curl as it was", () => {
  const body = `@it's "$HOME" \`id\`\n\\ %`;
  expect(runInShell(writeCurl(show(body))).at(-1)).toBe(body);
});

test("the masked credential is taken from $TOKEN", () => {
  const words = runInShell(writeCurl(show(undefined)), { TOKEN: "mine" });
  expect(words).toContain("Authorization: Bearer mine");
});

test("bytes that are no text are piped in as they were", () => {
  const words = runInShell(writeCurl(show(Uint8Array.of(0xff, 0xfe, 0x41))));
  expect(words.slice(-2)).toEqual(["@-", "\u00ff\u00feA"]);
});

test("a body without a media type is not called a form, and an empty header is sent", () => {
  const shown = show("x");
  const words = runInShell(writeCurl({ ...shown, request: { ...shown.request, headers: [["X-Empty", ""]] } }));
  expect(words).toEqual(expect.arrayContaining(["X-Empty;", "Content-Type:"]));
});
