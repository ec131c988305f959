import type { RuleExtension } from "../../openapi/standin-extension.js";

/** Id of the rule that every default answer rests on. */
export const INFERRED = "STANDIN-INFERRED";

/** What it says. */
export const INFERRED_RULE: RuleExtension = {
  evidence: "inferred",
  about: "What the stand-in does where only the document says what an operation is.",
};
