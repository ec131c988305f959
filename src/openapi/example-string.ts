import type { Faker } from "@faker-js/faker";
import { hintString } from "./example-hint.js";
import type { Json, JsonObject } from "./json.js";

/** What strings are made from. */
export interface StringSource {
  readonly faker: Faker;
  /** The newest instant that is made, in milliseconds since 1970. */
  readonly now: number;
}

/** Makes a string by a schema's keywords: what they all allow, where that can be found, and else the schema's own example. */
export function makeString(source: StringSource, keywords: JsonObject, name: string): string {
  for (const candidate of listCandidates(source, keywords, name)) {
    const text = fit(candidate, keywords);
    if (isAllowed(text, keywords)) return text;
  }
  return fit(source.faker.lorem.word(), keywords);
}

/** From the most to the least believable. */
function* listCandidates({ faker, now }: StringSource, keywords: JsonObject, name: string): Generator<string> {
  const { format, pattern, examples, example } = keywords;
  const given = [...(Array.isArray(examples) ? examples : []), example].filter((item) => typeof item === "string");
  const formatted = typeof format === "string" ? makeFormat({ faker, now }, format, name) : undefined;
  if (formatted !== undefined) yield formatted;
  const hint = hintString(faker, name);
  if (hint !== undefined) {
    yield hint;
    if (typeof pattern === "string") yield faker.helpers.slugify(hint).toLowerCase();
  }
  if (typeof pattern === "string") for (let tries = 0; tries < 5; tries++) yield fromPattern(faker, pattern);
  if (given.length > 0) yield* faker.helpers.shuffle(given);
  if (typeof pattern !== "string") yield faker.lorem.words({ min: 1, max: 3 });
}

const DAY = 86_400_000;

function makeFormat({ faker, now }: StringSource, format: string, name: string): string | undefined {
  switch (format) {
    case "date-time":
      return makeInstant(faker, now, name).toISOString();
    case "date":
      return makeInstant(faker, now, name).toISOString().slice(0, 10);
    case "time":
      return makeInstant(faker, now, name).toISOString().slice(11);
    case "uuid":
      return faker.string.uuid();
    case "ulid":
      return faker.string.ulid({ refDate: now });
    case "email":
    case "idn-email":
      return faker.internet.exampleEmail().toLowerCase();
    case "uri":
    case "url":
    case "uri-reference":
    case "iri":
      return hintString(faker, /url|uri|link/i.test(name) ? name : "url") ?? "";
    case "hostname":
      return `${faker.internet.domainWord()}.example`;
    case "ipv4":
      return faker.internet.ipv4();
    case "ipv6":
      return faker.internet.ipv6();
    case "byte":
      return btoa(faker.lorem.words(2));
    case "password":
      return faker.string.alphanumeric(20);
    default:
      return undefined;
  }
}

/** What begins is older than what ends or changes, so that a record's times tell a story. */
function makeInstant(faker: Faker, now: number, name: string): Date {
  const isBeginning = /^(creat|connect|start|register|begin|added|joined)/i.test(name);
  const [from, to] = isBeginning ? [400, 100] : [100, 0];
  return faker.date.between({ from: now - from * DAY, to: now - to * DAY });
}

/** A string that a simple pattern allows: classes and counts, without groups or alternatives. */
function fromPattern(faker: Faker, pattern: string): string {
  const simple = pattern
    .replace(/^\^/, "")
    .replace(/\$$/, "")
    .replaceAll(String.raw`\.`, "[.]")
    .replaceAll(/\\d/g, "[0-9]")
    .replaceAll(/\\w/g, "[A-Za-z0-9_]")
    // Of a class within a class, as in [\w-], only its insides are meant.
    .replaceAll(/\[([^[\]]*)\[([^\]]*)\]([^\]]*)\]/g, "[$1$2$3]")
    .replaceAll(/\]\+/g, "]{3,12}")
    .replaceAll(/\]\*/g, "]{0,12}")
    .replaceAll(/\{(\d+),\}/g, (_, least: string) => `{${least},${Number(least) + 8}}`);
  return faker.helpers.fromRegExp(simple);
}

/** As long as the schema allows, as far as cutting and filling up make it so. */
function fit(text: string, { minLength, maxLength }: JsonObject): string {
  const longer = typeof minLength === "number" ? text.padEnd(minLength, "x") : text;
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
