import type { ValueSource } from "./value-source.js";

/** A string of a format; `undefined` when the format is not known. */
export function makeFormat(source: ValueSource, format: string, name: string): string | undefined {
  return Object.hasOwn(FORMATS, format) ? FORMATS[format]?.(source, name) : undefined;
}

const DAY = 86_400_000;

/** What begins is older than what ends or changes, so that a record's times tell a story. */
function makeInstant({ chance, now }: ValueSource, name: string): string {
  const isBeginning = /^(creat|connect|start|register|begin|added|joined)/i.test(name);
  const [from, to] = isBeginning ? [400, 100] : [100, 0];
  // To the second, so that a text of the World's clock and one of ours have one form.
  return new Date(now - chance.integer((to * DAY) / 1000, (from * DAY) / 1000) * 1000).toISOString();
}

/** So many characters out of an alphabet. */
function spell({ chance }: ValueSource, length: number, alphabet: string): string {
  const letters = Array.from(alphabet);
  return Array.from({ length }, () => chance.pick(letters)).join("");
}

const HEX = "0123456789abcdef";

function makeUuid(source: ValueSource): string {
  const [first, second, third, fourth] = [
    spell(source, 8, HEX),
    spell(source, 4, HEX),
    spell(source, 3, HEX),
    spell(source, 3, HEX),
  ];
  return `${first}-${second}-4${third}-${source.chance.pick(["8", "9", "a", "b"])}${fourth}-${spell(source, 12, HEX)}`;
}

function makeHost(source: ValueSource): string {
  // example is reserved (RFC 2606): nobody has a host there.
  return `${source.words(1)}.example`;
}

function makeUrl(source: ValueSource, name: string): string {
  const hinted = source.hint(/url|uri|link|href/i.test(name) ? name : "url");
  return hinted ?? `https://${makeHost(source)}/`;
}

function makeEmail(source: ValueSource): string {
  return source.hint("email") ?? `${source.words(1)}@${makeHost(source)}`;
}

function makeOctets({ chance }: ValueSource): string {
  // A block for documentation (RFC 5737).
  return `192.0.2.${chance.integer(1, 254)}`;
}

/** By name, those of JSON Schema, of OpenAPI's registry and of common use. */
const FORMATS: Readonly<Record<string, (source: ValueSource, name: string) => string>> = {
  "date-time": makeInstant,
  "iso-date-time": makeInstant,
  date: (source, name) => makeInstant(source, name).slice(0, 10),
  time: (source, name) => makeInstant(source, name).slice(11),
  "iso-time": (source, name) => makeInstant(source, name).slice(11),
  duration: ({ chance }) => `PT${chance.integer(1, 59)}M`,
  uuid: makeUuid,
  guid: makeUuid,
  ulid: (source) => `01${spell(source, 24, "0123456789ABCDEFGHJKMNPQRSTVWXYZ")}`,
  email: makeEmail,
  "idn-email": makeEmail,
  uri: makeUrl,
  url: makeUrl,
  iri: makeUrl,
  "uri-reference": makeUrl,
  "iri-reference": makeUrl,
  "uri-template": (source) => `https://${makeHost(source)}/{id}`,
  hostname: makeHost,
  "idn-hostname": makeHost,
  ipv4: makeOctets,
  ip: makeOctets,
  ipv6: ({ chance }) => `2001:db8::${chance.integer(1, 0xffff).toString(16)}`, // a block for documentation (RFC 3849)
  byte: (source) => btoa(source.words(2)),
  base64: (source) => btoa(source.words(2)),
  "json-pointer": (source) => `/${source.words(1)}`,
  "json-pointer-uri-fragment": (source) => `#/${source.words(1)}`,
  "relative-json-pointer": () => "0",
  regex: (source) => `^${source.words(1)}$`,
  password: (source) => spell(source, 20, "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"),
  int64: ({ chance }) => String(chance.integer(1, 2 ** 31)),
};
