import type { Json } from "./json.js";

/** Words of which a name has one whose value is nobody's business, wherever it stands and whatever the document says. */
const SECRET_NAME =
  /pass(word|wd|phrase|code)|secret|(api|private|access)[-_ ]?key$|token$|^(pwd|pin|otp|authorization|cookie|set-cookie)$/i;

/** Whether a name says that its value is secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Whether a member of an object is secret by its name. What is nothing, or only yes or no, hides nothing. */
export function isSecretMember(name: string, member: Json): boolean {
  return member !== null && typeof member !== "boolean" && member !== "" && isSecretName(name);
}
