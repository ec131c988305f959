import type { Operation } from "../openapi/operation.js";
import type { Case } from "./case.js";
import type { CheckRun } from "./check.js";
import { Refusal } from "./refusal.js";

/** How many reads are looked at for one operation, and how many of them are tried. */
const [MOST_READERS, MOST_TRIED] = [2, 6];

/** The reads in whose answers one might see what a request did, those nearest to it first, aimed at the same things. */
export async function listReaders(run: CheckRun, wanted: Case): Promise<Case[]> {
  const reads = run.contract.document.operations
    .filter((operation) => operation.method === "GET" && run.effectOf(operation).kind === "reads")
    .map((operation) => ({ operation, near: rank(run, operation, wanted.operation) }))
    .toSorted((one, other) => other.near - one.near);
  const readers: Case[] = [];
  for (const { operation } of reads.slice(0, MOST_TRIED)) {
    const reader = await prepareAt(run, operation, wanted);
    if (reader) readers.push(reader);
    if (readers.length === MOST_READERS) break;
  }
  return readers;
}

/** A read of the same kind of record comes first, then the one whose path has more in common from its beginning. */
function rank(run: CheckRun, read: Operation, write: Operation): number {
  const { collection } = run.effectOf(write);
  const listed = run.contract.document.collections[collection ?? ""]?.list?.operation;
  const isSameKind = collection !== undefined && (run.effectOf(read).collection === collection || listed === read.id);
  const steps = write.pathTemplate.split("/");
  const shared = read.pathTemplate.split("/").findIndex((step, index) => step !== steps[index]);
  return (isSameKind ? 100 : 0) + (shared < 0 ? steps.length : shared);
}

async function prepareAt(run: CheckRun, operation: Operation, { path }: Case): Promise<Case | undefined> {
  try {
    const reader = await run.prepare(operation);
    const shared = Object.entries(path).filter(([name]) => Object.hasOwn(reader.path, name));
    // What it shows may be there or not; that is not what is judged.
    return { ...reader, expectation: "open", path: { ...reader.path, ...Object.fromEntries(shared) } };
  } catch (error) {
    if (error instanceof Refusal && error.reason !== "budget") return undefined;
    throw error;
  }
}
