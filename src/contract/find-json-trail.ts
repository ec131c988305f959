/** What follows a whole JSON value in a text; `undefined` when the text does not begin with one. */
export function findJsonTrail(text: string): string | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    depth += token === "{" || token === "[" ? 1 : token === "}" || token === "]" ? -1 : 0;
    if (depth > 0) continue;
    const end = index + token.length;
    return isWellFormed(text.slice(0, end)) ? text.slice(end) : undefined;
  }
  return undefined;
}

function isWellFormed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
