import { relative } from "node:path";
import type { Reporter } from "./create-reporter.js";
import type { Ready, ReadyApi } from "./describe-ready.js";

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

function toApiLines(
  style: Reporter["style"],
  name: string,
  { url, principal, token, headers, curl }: ReadyApi,
): string[] {
  return [
    `  ${style("bold", name)}  ${url}`,
    token === undefined
      ? "    no token: the state has no principal"
      : `    token of ${principal}  ${style("dim", token)}`,
    ...(curl === undefined ? describeHeaders(headers) : [`    ${curl}`]),
  ];
}

/** Where nothing can be read yet, what a request must carry. */
function describeHeaders(headers: ReadyApi["headers"]): string[] {
  return Object.entries(headers ?? {}).map(([name, value]) => `    send  ${name}: ${value}`);
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
