import type { Json, JsonObject } from "../json.js";
import { makeFormat } from "./make-format.js";
import { writePatternText } from "./pattern-text.js";
import type { ValueSource } from "./value-source.js";

/** Makes a string by a schema's keywords: what they all allow, where that can be found. */
export function makeString(source: ValueSource, keywords: JsonObject, name: string): string {
  let last = "";
  for (const candidate of listCandidates(source, keywords, name)) {
    last = fit(candidate, keywords);
    if (isAllowed(last, keywords)) return last;
  }
  return last;
}

/** From the most to the least believable. */
function* listCandidates(source: ValueSource, keywords: JsonObject, name: string): Generator<string> {
  const { format, pattern } = keywords;
  const given = listGiven(keywords);
  if (source.prefersExamples) yield* given;
  const formatted = typeof format === "string" ? makeFormat(source, format, name) : undefined;
  if (formatted !== undefined) yield formatted;
  const hint = source.hint(name);
  if (hint !== undefined) {
    yield hint;
    if (typeof pattern === "string") yield hint.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  }
  if (typeof pattern === "string") yield* listPatternTexts(source, pattern, keywords);
  if (given.length > 0) yield source.chance.pick(given);
  yield* given;
  yield source.words(source.chance.integer(1, 3));
}

function listGiven({ examples, example, default: fallback }: JsonObject): string[] {
  return [example, ...(Array.isArray(examples) ? examples : []), fallback].filter((item) => typeof item === "string");
}

/** Longer and longer, as a least length may ask for, and at last as short as can be. */
const GENEROSITIES = [8, 8, 3, 1, 16, 40, 120, 0, 8, 8];

function* listPatternTexts(
  { chance, parsePattern }: ValueSource,
  pattern: string,
  { minLength }: JsonObject,
): Generator<string> {
  const tree = parsePattern(pattern);
  if (!tree) return;
  const least = typeof minLength === "number" ? Math.min(minLength, 1000) : 0;
  for (const generosity of GENEROSITIES) {
    yield writePatternText({ chance, generosity: Math.max(generosity, least) }, tree);
  }
  for (const generosity of GENEROSITIES) yield writePatternText({ chance, generosity }, tree);
}

/** Longer texts are cut short here, whatever a schema asks for, so that no document makes a reply that nobody can hold. */
const LONGEST = 100_000;

/** As long as the schema allows, as far as cutting and filling up make it so. */
function fit(text: string, { minLength, maxLength }: JsonObject): string {
  const longer = typeof minLength === "number" ? text.padEnd(Math.min(minLength, LONGEST), "x") : text;
  return typeof maxLength === "number" ? longer.slice(0, maxLength) : longer;
}

function isAllowed(text: string, { pattern }: JsonObject): boolean {
  return typeof pattern !== "string" || compile(pattern)?.test(text) !== false;
}

function compile(pattern: Json & string): RegExp | undefined {
  try {
    return new RegExp(pattern, "u");
  } catch {
    // Then nobody can say what it allows.
    return undefined;
  }
}
