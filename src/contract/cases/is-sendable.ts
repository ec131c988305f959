import type { Case } from "../case.js";

/** Whether HTTP carries a case as it is meant: nothing in its way is trimmed, split, or taken for something else. */
export function isSendable({ path, headers, cookies }: Case): boolean {
  return (
    Object.values(path).every(isStep) &&
    headers.every(([, text]) => isHeaderText(text)) &&
    cookies.every(([, text]) => /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(text))
  );
}

/** An empty step, or one of dots, means another path; a slash may be taken for one, even when it is encoded. */
function isStep(text: string): boolean {
  return text !== "" && text !== "." && text !== ".." && !/[/\\]/.test(text) && !/\p{Surrogate}/u.test(text);
}

/** A header loses the blanks at its ends, and can carry no text but this. */
function isHeaderText(text: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(text) && text === text.trim();
}
