import { createRecents } from "./recents.js";

/**
 * Makes a function that gives what was made of headers, if those with the same names and values in the same order came
 * lately, and else makes it. The value of a header that is to be passed over may be another one each time.
 */
export function createRecentHeaders<Kind extends Headers, Made>(
  make: (headers: Kind) => Made,
  passedOver?: string,
): (headers: Kind) => Made {
  const recall = createRecents<Kind, Known<Made>>(
    // Names and values are held on to apart from the headers, which may be changed by whoever sent them.
    (headers) => ({
      made: make(headers),
      names: Object.keys(headers),
      values: Object.values(headers).map((value) => (typeof value === "object" ? UNLIKE_ANY : value)),
    }),
    (headers, known) => isSame(headers, known, passedOver),
  );
  return (headers) => recall(headers).made;
}

/** In the place of a list of values: it may be changed, too, and is rare enough. */
const UNLIKE_ANY = Symbol("unlike any");

type Headers = Readonly<Record<string, unknown>>;

interface Known<Made> {
  readonly made: Made;
  readonly names: readonly string[];
  readonly values: readonly unknown[];
}

/** Told for each request, so nothing is made for it. */
function isSame(headers: Headers, { names, values }: Known<unknown>, passedOver: string | undefined): boolean {
  let at = 0;
  for (const name in headers) {
    if (name !== names[at]) return false;
    if (headers[name] !== values[at] && name !== passedOver) return false;
    at++;
  }
  return at === names.length;
}
