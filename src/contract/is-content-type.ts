const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = String.raw`"(?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[\t -~])*"`;

/** RFC 9110, sections 8.3.1 and 5.6.6: a parameter may be missing between two semicolons, but has no blanks around its `=`. */
const CONTENT_TYPE = new RegExp(`^${TOKEN}/${TOKEN}(?:[ \\t]*;(?:[ \\t]*${TOKEN}=(?:${TOKEN}|${QUOTED}))?)*[ \\t]*$`);

/** Whether the value of a `Content-Type` is well-formed, its parameters included. */
export function isContentType(value: string): boolean {
  return CONTENT_TYPE.test(value);
}
