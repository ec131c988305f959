import { relative } from "node:path";
import type { Reporter } from "./create-reporter.js";
import type { Ready, ReadyApi } from "./describe-ready.js";
import { quote, quoteWithVariable } from "./shell-text.js";

/** Tells that a stand-in is ready: as lines for people, or as one JSON object. */
export function writeReady(reporter: Reporter, ready: Ready): void {
  reporter.print(reporter.json ? JSON.stringify({ event: "ready", ...ready }) : toLines(reporter, ready).join("\n"));
}

function toLines({ style }: Reporter, ready: Ready): string[] {
  return [
    `standin ${ready.version} is ready on ${style("bold", ready.url)}`,
    "",
    ...Object.entries(ready.apis).flatMap(([name, api]) => [...toApiLines(style, name, api), ""]),
    `  control  ${ready.control}`,
    `  state    ${describeState(ready.state)}`,
    `  fixture  ${describeFixtures(ready.fixtures)}`,
    `  seed     ${ready.randomSeed}`,
    ...(ready.auth === "strict" ? [] : [`  auth     ${ready.auth}`]),
  ];
}

function toApiLines(style: Reporter["style"], name: string, api: ReadyApi): string[] {
  const { url, principal, token, headers = {}, example } = api;
  const lines = [`  ${style("bold", name)}  ${url}`];
  if (token === undefined) return [...lines, "    no token: the state has no principal"];
  lines.push(`    TOKEN=${style("dim", quote(token))} # of ${principal}`);
  const sent = Object.entries(headers).map(([key, value]) => quoteWithVariable(`${key}: ${value}`, token, "TOKEN"));
  // Where nothing can be read yet, at least what a request must carry is told.
  if (example === undefined) return [...lines, ...sent.map((header) => `    send  ${header}`)];
  return [...lines, `    curl ${sent.map((header) => `-H ${header}`).join(" ")} ${quote(example)}`];
}

function describeState(path: string | null): string {
  if (path === null) return "in memory only";
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}

function describeFixtures(fixtures: Ready["fixtures"]): string {
  const names = [...new Set(Object.values(fixtures))];
  return names.length === 1
    ? names.join("")
    : Object.entries(fixtures)
        .map((pair) => pair.join(" "))
        .join(", ");
}
