import * as fc from "fast-check";
import type { JsonObject } from "../../openapi/json.js";
import type { KeywordFault } from "./keyword-fault.js";
import { resizeText } from "./resize-text.js";

/** How long a text is made at most that is to be too long. */
const LONGEST = 100_000;

/** Texts that break what a schema says of texts. */
export function listTextFaults(schema: JsonObject, text: string): KeywordFault[] {
  const { minLength, maxLength, pattern, format } = schema;
  return [
    ...(typeof minLength === "number" && minLength > 0
      ? [{ keyword: "minLength", about: "too short", values: fc.constantFrom(resizeText(text, minLength - 1), "") }]
      : []),
    ...(typeof maxLength === "number" && maxLength < LONGEST
      ? [{ keyword: "maxLength", about: "too long", values: fc.constant(resizeText(text, maxLength + 1)) }]
      : []),
    ...(typeof pattern === "string" ? [{ keyword: "pattern", about: "against its pattern", values: near(text) }] : []),
    ...(typeof format === "string"
      ? [
          {
            keyword: "format",
            about: `no ${format}`,
            values: fc.oneof(fc.constantFrom(...listMalformed(format)), near(text)),
          },
        ]
      : []),
  ];
}

/** Texts that differ from a good one as mistakes do; whether they are wrong is for the document to say. */
function near(text: string): fc.Arbitrary<string> {
  const variants = [
    text.slice(0, -1),
    `${text}!`,
    `~${text}`,
    text.replace(/.$/, "$"),
    text.toUpperCase(),
    text.replaceAll(/[-_]/g, " "),
  ].filter((variant) => variant !== text && variant !== "");
  return fc.oneof(fc.constantFrom(...variants, "?"), fc.string({ minLength: 1, maxLength: 12 }));
}

function listMalformed(format: string): readonly string[] {
  return MALFORMED[format] ?? [`no ${format}`, "?"];
}

/** What is meant as a value of a format and is none. */
const MALFORMED: Readonly<Record<string, readonly string[]>> = {
  "date-time": ["2024-02-30T12:00:00Z", "2024-02-01", "2024-02-01 12:00", "yesterday", "1706788800"],
  date: ["2024-02-30", "01.02.2024", "2024-2-1", "2024-02-01T00:00:00Z"],
  time: ["25:00:00Z", "noon"],
  duration: ["1 hour", "P"],
  email: ["nobody", "nobody@", "@nowhere.example", "no body@nowhere.example"],
  hostname: ["-no-host-", "no host"],
  ipv4: ["256.1.1.1", "1.2.3", "::1"],
  ipv6: ["1.2.3.4", "12345::", "no-address"],
  uri: ["no uri", "//", "example.com"],
  "uri-reference": ["no uri", "\\\\x"],
  uuid: ["00000000-0000-0000-0000-00000000000", "no-uuid", "g0000000-0000-4000-8000-000000000000"],
  ulid: ["01J0000000000000000000000", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "01J00000000000000000000UUU", "no-ulid"],
  byte: ["%%%", "a"],
  regex: ["(", "[a"],
  "json-pointer": ["a", "~2"],
};
