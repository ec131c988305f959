import type { Examination } from "../defect.js";
import { isJsonObject } from "../json.js";
import { compilePattern } from "../pattern-engine.js";
import { joinPointer } from "../reference.js";
import type { Site } from "../walk-document.js";

/** Patterns that are none, and those that can't be matched in a time that is bounded. */
export function examinePatterns({ pointer, value: schema }: Site, { report }: Examination): void {
  const { pattern, patternProperties } = schema;
  const places = [
    ...(typeof pattern === "string"
      ? [{ text: pattern, place: joinPointer(pointer, "pattern"), holder: schema, key: "pattern" }]
      : []),
    ...(isJsonObject(patternProperties)
      ? Object.keys(patternProperties).map((text) => ({
          text,
          place: joinPointer(pointer, "patternProperties", text),
          holder: patternProperties,
          key: text,
        }))
      : []),
  ];
  for (const { text, place, holder, key } of places) {
    const verdict = compilePattern(text);
    if ("matcher" in verdict) continue;
    delete holder[key];
    const id = verdict.isInvalid ? "wrong-pattern" : "unbounded-pattern";
    report({
      id,
      pointer: place,
      about: `${JSON.stringify(text.slice(0, 80))}: ${verdict.fault}`,
      decided: "it is not checked",
    });
  }
}
