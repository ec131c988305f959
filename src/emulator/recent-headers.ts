import { createRecents } from "./recents.js";

/**
 * Makes a function that gives, in the place of headers, those that came lately with the same names and values in the same
 * order. The value of a header that is to be passed over may be another one each time.
 */
export function createRecentHeaders<Kind extends Headers>(passedOver?: string): (headers: Kind) => Kind {
  const recall = createRecents<Kind, Known<Kind>>(
    (headers) => ({ headers, names: Object.keys(headers) }),
    (headers, known) => isSame(headers, known, passedOver),
  );
  return (headers) => recall(headers).headers;
}

type Headers = Readonly<Record<string, unknown>>;

interface Known<Kind> {
  readonly headers: Kind;
  readonly names: readonly string[];
}

/** Told for each request, so nothing is made for it. */
function isSame(headers: Headers, { headers: others, names }: Known<Headers>, passedOver: string | undefined): boolean {
  let at = 0;
  for (const name in headers) {
    if (name !== names[at]) return false;
    if (headers[name] !== others[name] && name !== passedOver) return false;
    at++;
  }
  return at === names.length;
}
