import { isJsonObject, parseJson, type Json, type JsonObject } from "../../openapi/json.js";
import { UnfitFile } from "../unfit-file.js";

/** That a target was seen to keep what an operation promises, or one rule of it. */
export interface Proof {
  /** `api.operationId`. */
  readonly operation: string;
  /** `undefined`: the operation as it is documented. */
  readonly rule: string | undefined;
  /** Id of the check that saw it. */
  readonly check: string;
  /** ISO 8601, UTC. */
  readonly provedAt: string;
  readonly target: string;
}

/** Parses a file that `--record` wrote. @throws UnfitFile that says where it is none. */
export function parseProofs(text: string, file: string): Proof[] {
  const { schemaVersion, proofs } = readObject(parse(text, file), file);
  if (schemaVersion !== 1 || !Array.isArray(proofs)) {
    throw new UnfitFile(`${file} is no record of standin verify: it needs "schemaVersion": 1 and a list "proofs"`);
  }
  return proofs.map((proof, index) => readProof(proof, `proof ${index + 1} of ${file}`));
}

function parse(text: string, file: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new UnfitFile(`${file} is not well-formed JSON: ${String(error)}`, { cause: error });
  }
}

function readObject(value: Json, place: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw new UnfitFile(`${place} must be a JSON object`);
}

function readProof(value: Json, place: string): Proof {
  const { operation, rule, check, provedAt, target } = readObject(value, place);
  if (
    typeof operation === "string" &&
    (rule === undefined || typeof rule === "string") &&
    typeof check === "string" &&
    typeof provedAt === "string" &&
    typeof target === "string"
  ) {
    return { operation, rule, check, provedAt, target };
  }
  throw new UnfitFile(`${place} needs the texts operation, check, provedAt and target, and rule where it is of one`);
}

/** Adds what a run proved to what was known: of each operation and rule the newest stays. */
export function mergeProofs(known: readonly Proof[], proved: readonly Proof[]): Proof[] {
  const newest = new Map<string, Proof>();
  for (const proof of [...known, ...proved]) {
    const key = `${proof.operation} ${proof.rule ?? ""}`;
    const other = newest.get(key);
    if (!other || other.provedAt <= proof.provedAt) newest.set(key, proof);
  }
  return [...newest.values()].toSorted((one, other) => compare(toOrder(one), toOrder(other)));
}

function toOrder({ operation, rule }: Proof): string {
  return `${operation} ${rule ?? ""}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The file's text, which reads well in a version control's differences. */
export function writeProofs(proofs: readonly Proof[]): string {
  return `${JSON.stringify({ schemaVersion: 1, proofs }, undefined, 2)}\n`;
}
