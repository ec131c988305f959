import { findMediaTypeRange, isJsonMediaType } from "../../openapi/media-type.js";
import type { Case } from "../case.js";

/** A case whose body can't be read as what it says it is. */
export interface UnreadableCase {
  readonly kind: "media-type" | "malformed";
  readonly wanted: Case;
}

/** Media types that hardly any API takes for the same operation. */
const OTHERS = ["text/plain", "application/xml", "application/octet-stream", "text/csv"];

/** How deep a value is nested that no server should be brought down by. */
const DEPTH = 5000;

/** Lists the cases with unreadable bodies that can be made of a good one; what is very deep is left `open`. */
export function listUnreadable(base: Case, seed: number): UnreadableCase[] {
  const { body } = base;
  if (!body) return [];
  const documented = [...(base.operation.requestBody?.content.keys() ?? [])];
  const others = OTHERS.filter((type) => findMediaTypeRange(documented, type) === undefined);
  const first = Math.abs(seed) % Math.max(1, others.length);
  const chosen = [...others.slice(first), ...others.slice(0, first)].slice(0, 2);
  const ofType = chosen.map((mediaType) =>
    refuse("media-type", { ...base, about: `the body is called ${mediaType}`, body: { ...body, mediaType } }),
  );
  return isJsonMediaType(body.mediaType) ? [...ofType, ...listMalformed(base, body)] : ofType;
}

function listMalformed(base: Case, body: NonNullable<Case["body"]>): UnreadableCase[] {
  const text = new TextDecoder().decode(body.bytes);
  const write = (about: string, malformed: string | Uint8Array): UnreadableCase => {
    const bytes = typeof malformed === "string" ? new TextEncoder().encode(malformed) : malformed;
    return refuse("malformed", {
      ...base,
      about: `the body is JSON ${about}`,
      body: { mediaType: body.mediaType, bytes },
    });
  };
  const deep = `{"deep":${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}}`;
  return [
    write("that is cut off", text.slice(0, -1)),
    write("with a comma too many", text.replace(/[\]}]$/, ",$&")),
    write("in single quotes", text.replaceAll('"', "'").replace(/^\{\}$/, "{'a': 1}")),
    write("that is followed by something", `${text} x`),
    write("that is a bare word", "{name: value}"),
    write("that is not UTF-8", Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d)),
    {
      kind: "malformed" as const,
      wanted: { ...write("that is very deep", deep).wanted, expectation: "open" as const },
    },
  ].filter(({ wanted }) => wanted.expectation === "open" || !isReadable(wanted));
}

/** Whether a body is JSON after all: of an empty list or a number, some ways to spoil it leave what it was. */
function isReadable({ body }: Case): boolean {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body?.bytes));
    return true;
  } catch {
    return false;
  }
}

function refuse(kind: UnreadableCase["kind"], wanted: Case): UnreadableCase {
  return { kind, wanted: { ...wanted, expectation: "refused" } };
}
