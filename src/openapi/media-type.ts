/** A media type as a header carries it. */
export interface MediaType {
  /** `type/subtype` in lower case. */
  readonly essence: string;
  /** Parameters, names in lower case. */
  readonly parameters: Readonly<Record<string, string>>;
}

const ESSENCE = /^[!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+$/;

/** Parses a `Content-Type`; `undefined` when it is none. */
export function parseMediaType(header: string): MediaType | undefined {
  const [first = "", ...rest] = header.split(";");
  const essence = first.trim().toLowerCase();
  if (!ESSENCE.test(essence)) return undefined;
  const parameters: Record<string, string> = {};
  for (const part of rest) {
    const [name = "", value = ""] = part.split("=", 2);
    parameters[name.trim().toLowerCase()] = value.trim().replace(/^"(.*)"$/, "$1");
  }
  return { essence, parameters };
}

/** Whether bodies of a media type are JSON. */
export function isJsonMediaType(essence: string): boolean {
  return essence === "application/json" || essence.endsWith("+json");
}

/** The documented media type, or range such as `text/*`, that covers one; the most specific of several. */
export function findMediaTypeRange(documented: readonly string[], essence: string): string | undefined {
  const [type] = essence.split("/");
  for (const wanted of [essence, `${type}/*`, "*/*"]) {
    const found = documented.find((range) => (parseMediaType(range)?.essence ?? range.toLowerCase()) === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
