import type { Examination } from "../defect.js";
import { SHAPE } from "../document-shape.js";
import { formats } from "../formats.js";
import { joinPointer } from "../reference.js";
import type { Site } from "../walk-document.js";

/** Keywords and formats that nobody knows; those that are nearly one that is known are most probably meant to be it. */
export function examineWords({ pointer, value: schema }: Site, { report }: Examination): void {
  for (const keyword of Object.keys(schema)) {
    if (KNOWN.has(keyword) || keyword.startsWith("x-")) continue;
    const meant = [...KNOWN].find((known) => isNear(known, keyword));
    if (meant === undefined) continue;
    const about = `${JSON.stringify(keyword)} is no keyword; is ${meant} meant?`;
    report({ id: "misspelt-keyword", pointer: joinPointer(pointer, keyword), about, decided: "it says nothing" });
  }
  const { format } = schema;
  if (typeof format !== "string" || Object.hasOwn(formats, format) || UNCHECKED.has(format)) return;
  const about = `the format ${JSON.stringify(format)} is not known`;
  report({ id: "unknown-format", pointer: joinPointer(pointer, "format"), about, decided: "it is not checked" });
}

/** Formats that say what is meant, and leave nothing to check. */
const UNCHECKED = new Set([
  "",
  "char",
  "html",
  "markdown",
  "commonmark",
  "media-range",
  "decimal",
  "int8",
  "int16",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "unixtime",
  "timestamp",
]);

const KNOWN = new Set([
  ...Object.keys(SHAPE.schema),
  ..."type enum const format pattern required minimum maximum exclusiveMinimum exclusiveMaximum multipleOf".split(" "),
  ..."minLength maxLength minItems maxItems uniqueItems minContains maxContains minProperties maxProperties".split(" "),
  ..."title description default example examples deprecated readOnly writeOnly nullable discriminator xml".split(" "),
  ..."externalDocs dependentRequired contentMediaType contentEncoding $ref $id $anchor $schema $comment".split(" "),
  ..."$dynamicRef $dynamicAnchor $vocabulary name key value id".split(" "),
]);

/** Whether two words differ in the case of letters, or by one letter that is missing, added or another. */
function isNear(known: string, word: string): boolean {
  const [one, other] = [known.toLowerCase(), word.toLowerCase()];
  if (known.length < 5 || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return Math.max(one.length, other.length) - start - end <= 1;
}
