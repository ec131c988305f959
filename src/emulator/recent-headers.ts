/** Headers that came lately, by which those that come again are recognised and need not be kept twice. */
export interface RecentHeaders<Kind extends Headers> {
  /** Those that came before with the same names and values in the same order, or these. */
  share(headers: Kind): Kind;
}

type Headers = Readonly<Record<string, unknown>>;

/** Of how many headers that differ the newest are remembered: of about as many clients, or kinds of request, at a time. */
const MOST = 4;

/** Begins with none. The value of a header that is to be passed over may be another one each time. */
export function createRecentHeaders<Kind extends Headers>(passedOver?: string): RecentHeaders<Kind> {
  const known: Known<Kind>[] = [];
  let oldest = 0;
  return {
    share(headers) {
      for (const each of known) if (isSame(headers, each, passedOver)) return each.headers;
      known[oldest] = { headers, names: Object.keys(headers) };
      oldest = (oldest + 1) % MOST;
      return headers;
    },
  };
}

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
