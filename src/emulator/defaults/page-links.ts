import { toText, type Json } from "../../openapi/json.js";
import type { DefaultCall } from "./default-context.js";
import type { ListPage } from "./list-envelope.js";

/** The headers that tell of a page, where the document declares them: `Link` (RFC 8288) to the others, and how many there are. */
export function describePage(asked: DefaultCall, list: ListPage): Readonly<Record<string, string>> {
  const links = listLinks(list).map(({ rel, skip }) => `<${writeUrl(asked, list, skip)}>; rel="${rel}"`);
  return {
    ...(links.length > 0 && { link: links.join(", ") }),
    "x-total-count": String(list.total),
    "x-total": String(list.total),
  };
}

interface PageLink {
  readonly rel: string;
  /** How many come before the first of that page. */
  readonly skip: number;
}

function listLinks({ items, total, page }: ListPage): PageLink[] {
  const { size, skip, next } = page;
  if (next === undefined || size === undefined || size === 0) return [];
  const last = Math.max(0, Math.ceil(total / size) - 1) * size;
  const hasMore = skip + items.length < total;
  return [
    ...(hasMore ? [{ rel: "next", skip: skip + size }] : []),
    ...(skip > 0 ? [{ rel: "prev", skip: Math.max(0, skip - size) }] : []),
    ...(skip > 0 ? [{ rel: "first", skip: 0 }] : []),
    ...(hasMore ? [{ rel: "last", skip: last }] : []),
  ];
}

/** The same request for another page, relative to the origin of this one. */
function writeUrl({ role, call }: DefaultCall, { page }: ListPage, skip: number): string {
  const parameter = page.next?.parameter ?? "";
  const query = Object.entries(call.params.query).flatMap(([name, value]) =>
    value === undefined || name === parameter ? [] : listTexts(value).map((text): [string, string] => [name, text]),
  );
  const path = role.operation.pathTemplate.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(call.params.path[name] ?? ""),
  );
  return `${path}?${new URLSearchParams([...query, [parameter, page.next?.toValue(skip) ?? ""]]).toString()}`;
}

function listTexts(value: Json): string[] {
  return Array.isArray(value) ? value.map(toText) : [typeof value === "object" ? JSON.stringify(value) : toText(value)];
}
