import { createHash } from "node:crypto";
import { BODY_LIMIT } from "../emulator/message.js";
import type { HostileTarget } from "./hostile-target.js";
import type { RawRequest } from "./send-raw.js";

/** A hostile request and what is a right answer to it. */
export interface HostileRequest extends Omit<RawRequest, "port"> {
  readonly title: string;
  /** The statuses that are right; by default every final one below 500. */
  readonly statuses?: readonly number[];
  /** Whether HTTP lets a server close without an answer: to bytes that are no HTTP, or to a client that went away. */
  readonly mayClose?: boolean;
}

type Chunk = string | Uint8Array;

/** Bodies that are no JSON, or not what the operation takes. */
export function listHostileBodies(target: HostileTarget): HostileRequest[] {
  const { refusedBody = "" } = target;
  const malformed: Record<string, Chunk> = {
    "an object that does not end": "{",
    "an end without a beginning": "}",
    "an array that does not end": "[1,",
    "half a literal": "nul",
    "single quotes": "{'name':1}",
    "a comma too many": `{"name":"a",}`,
    "names without quotes": "{name:1}",
    "a number that is none": `{"name":NaN}`,
    "a hexadecimal number": `{"name":0x10}`,
    "two values": `{}{}`,
    "a text that does not end": `{"name":"a`,
    "a raw NUL in a text": `{"name":"a\0b"}`,
    "a raw line break in a text": `{"name":"a\nb"}`,
    "a bad escape": String.raw`{"name":"\x41"}`,
    "half a Unicode escape": String.raw`{"name":"\ud8"}`,
    "a comment": `{"name":1/* */}`,
    "white space alone": "  \r\n ",
    "a NUL alone": "\0",
    "a byte order mark before what is no JSON": "\u00ef\u00bb\u00bf{",
    "UTF-16": Buffer.from("\ufeff{}", "utf16le"),
    "bytes that are no UTF-8": Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    "an overlong encoding": Buffer.from([0x22, 0xc0, 0xaf, 0x22]),
    "an encoded surrogate": Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
    HTML: "<html></html>",
    XML: `<?xml version="1.0"?><a/>`,
    "a form": "name=a&type=b",
    "100,000 arrays in each other": "[".repeat(100_000) + "]".repeat(100_000),
    "100,000 objects in each other": `${`{"a":`.repeat(100_000)}1${"}".repeat(100_000)}`,
    "100,000 arrays that do not end": "[".repeat(100_000),
    "101 arrays in each other in a field": `{"config":${"[".repeat(101)}${"]".repeat(101)}}`,
  };
  const merge = (members: string) => `{${members},${refusedBody.slice(1)}`;
  const misshapen: Record<string, string> = {
    "an array": "[]",
    null: "null",
    true: "true",
    "a number": "42",
    "a text": `"text"`,
    "a number beyond all numbers": "1e999",
    "a member __proto__": merge(`"__proto__":{"polluted":true}`),
    "a member constructor": merge(`"constructor":{"prototype":{"polluted":true}}`),
    "a member prototype": merge(`"prototype":{"polluted":true}`),
    "a member toString": merge(`"toString":1,"hasOwnProperty":1,"valueOf":null`),
    "a lone surrogate": merge(String.raw`"a":"\ud800","\udc00":1`),
    "an escaped NUL": merge(String.raw`"a\u0000b":"\u0000"`),
    "10,000 members": merge(Array.from({ length: 10_000 }, (_, index) => `"m${index}":${index}`).join(",")),
    "a text of 900 kB": merge(`"a":"${"x".repeat(900_000)}"`),
    "one member twice": merge(refusedBody.slice(1, -1)),
  };
  return [
    ...Object.entries(malformed).map(([title, body]) => ({ title, body, statuses: [400] })),
    ...Object.entries(misshapen).map(([title, body]) => ({ title, body, statuses: [400] })),
  ].map(({ title, body, statuses }) => ({
    title: `${target.name}: ${title}`,
    chunks: [toHead(target, [JSON_TYPE, `content-length: ${body.length}`]), body],
    statuses,
  }));
}

/** Media types that the operation does not take, and encodings that nobody reads. */
export function listHostileMediaTypes(target: HostileTarget): HostileRequest[] {
  const lines: Record<string, readonly string[]> = {
    "no content-type": [],
    "an empty content-type": ["content-type:"],
    "text/plain": ["content-type: text/plain"],
    "application/xml": ["content-type: application/xml"],
    "a form": ["content-type: application/x-www-form-urlencoded"],
    "multipart without a boundary": ["content-type: multipart/form-data"],
    "a content-type that is none": ["content-type: garbage"],
    "a content-type of separators": ["content-type: ;;;===///"],
    "two content-types": [JSON_TYPE, "content-type: text/plain"],
    "the same content-type twice": [JSON_TYPE, JSON_TYPE],
    "two content-types in one": ["content-type: application/json, text/plain"],
    "UTF-16": ["content-type: application/json; charset=utf-16"],
    "a charset that is none": [`content-type: application/json; charset="no such"`],
    "a content-type of 8 kB": [`content-type: application/${"x".repeat(8000)}`],
    "a content-type called __proto__": ["content-type: __proto__/constructor"],
    "gzip that is none": [JSON_TYPE, "content-encoding: gzip"],
    "a content-encoding that is none": [JSON_TYPE, "content-encoding: garbage"],
    "two content-encodings": [JSON_TYPE, "content-encoding: identity", "content-encoding: br"],
  };
  return Object.entries(lines).map(([title, headers]) => ({
    title: `${target.name}: ${title}`,
    chunks: withBody(target, headers, target.refusedBody ?? ""),
    statuses: [415],
  }));
}

/** Uploads whose frame is broken, too large, or does not come whole. */
export function listHostileUploads(target: HostileTarget): HostileRequest[] {
  const { refusedBody: body = "" } = target;
  const length = Buffer.byteLength(body);
  const part = body.slice(0, -2);
  const chunked = [JSON_TYPE, "transfer-encoding: chunked"];
  const large = "x".repeat(BODY_LIMIT + 1);
  const lines = (...headers: string[]): Chunk[] => [toHead(target, [JSON_TYPE, ...headers]), body];
  const truncated = [toHead(target, [JSON_TYPE, `content-length: ${length}`]), part];
  const cases: Record<string, Omit<HostileRequest, "title">> = {
    "2 MiB announced and not sent": {
      chunks: [toHead(target, [JSON_TYPE, "content-length: 2097152"])],
      statuses: [413],
    },
    "1 MiB and 1 byte": { chunks: withBody(target, [JSON_TYPE], large), statuses: [413] },
    "1 MiB and 1 byte in one chunk": { chunks: [toHead(target, chunked), toChunk(large)], statuses: [413] },
    "chunks without an end": {
      chunks: [toHead(target, chunked), ...Array.from({ length: 40 }, () => toChunk(" ".repeat(65_536)))],
      statuses: [413],
    },
    "1 MiB of chunks of a byte": {
      chunks: [toHead(target, chunked), toChunk(" ").repeat(BODY_LIMIT + 2)],
      statuses: [413],
    },
    "2 MiB that wait for leave": {
      chunks: [toHead(target, [JSON_TYPE, "content-length: 2097152", "expect: 100-continue"])],
      statuses: [413],
    },
    "an expectation that nobody meets": {
      chunks: lines(`content-length: ${length}`, "expect: a-miracle"),
      statuses: [417],
    },
    "an upload cut off by its sender": { chunks: truncated, ending: "end", statuses: [400, 408], mayClose: true },
    "an upload whose connection is reset": { chunks: truncated, ending: "reset", statuses: [], mayClose: true },
    "an upload that stalls": { chunks: truncated, statuses: [408] },
    "chunks that stall": { chunks: [toHead(target, chunked), toChunk(part)], statuses: [408] },
    "chunks cut off by their sender": {
      chunks: [toHead(target, chunked), toChunk(part)],
      ending: "end",
      statuses: [400, 408],
      mayClose: true,
    },
    "a chunk size that is none": { chunks: [toHead(target, chunked), `zz\r\n${body}\r\n0\r\n\r\n`], statuses: [400] },
    "a negative chunk size": { chunks: [toHead(target, chunked), `-5\r\n${body}\r\n0\r\n\r\n`], statuses: [400] },
    "a chunk size beyond all sizes": {
      chunks: [toHead(target, chunked), `${"f".repeat(20)}\r\n${body}`],
      statuses: [400],
    },
    "a chunk that is longer than it says": {
      chunks: [toHead(target, chunked), `2\r\n${body}\r\n0\r\n\r\n`],
      statuses: [400],
    },
    "chunk extensions of 32 kB": {
      chunks: [toHead(target, chunked), `2;${"x".repeat(32_768)}\r\n{}\r\n0\r\n\r\n`],
      statuses: [413],
    },
    "trailers of 32 kB": {
      chunks: [toHead(target, chunked), toChunk(body), `0\r\n${"x: y\r\n".repeat(6000)}\r\n`],
      statuses: [400, 431],
    },
    "two lengths": { chunks: lines(`content-length: ${length}`, "content-length: 1"), statuses: [400] },
    "a length in two": { chunks: lines(`content-length: ${length}, 1`), statuses: [400] },
    "a length and chunks": {
      chunks: lines(`content-length: ${length}`, "transfer-encoding: chunked"),
      statuses: [400],
    },
    "a negative length": { chunks: lines("content-length: -1"), statuses: [400] },
    "a length with an exponent": { chunks: lines("content-length: 1e3"), statuses: [400] },
    "a length beyond all lengths": { chunks: lines(`content-length: ${"9".repeat(30)}`), statuses: [400] },
    "a length with a sign": { chunks: lines(`content-length: +${length}`), statuses: [400] },
    "a transfer-encoding that is none": { chunks: lines("transfer-encoding: garbage"), statuses: [400] },
    "chunks that are not the last encoding": { chunks: lines("transfer-encoding: chunked, gzip"), statuses: [400] },
    "chunks hidden by a space": { chunks: lines("transfer-encoding : chunked"), statuses: [400] },
  };
  return Object.entries(cases).map(([title, hostile]) => ({ title: `${target.name}: ${title}`, ...hostile }));
}

/** Paths that are badly encoded, or go where they should not. */
export function listHostilePaths(target: HostileTarget): HostileRequest[] {
  const texts: Record<string, string> = {
    "a bad percent-encoding": "%zz",
    "half a percent-encoding": "%a",
    "a percent sign alone": "%",
    "an overlong encoding of a slash": "%c0%af",
    "an encoded surrogate": "%ed%a0%80",
    "an encoded NUL": "%00",
    "encoded line breaks": "a%0d%0ax:%20y",
    "an encoded way up": "..%2f..%2f..%2fetc%2fpasswd",
    "a way up": "../../../../../../etc/passwd",
    "encoded dots": "%2e%2e/%2e%2e",
    "dots and backslashes": String.raw`..\..\etc`,
    "an encoding encoded": "%252e%252e%252f",
    __proto__: "__proto__",
    constructor: "constructor",
    prototype: "prototype",
    toString: "toString",
    "an id of 8 kB": "x".repeat(8000),
    "an id of 4 kB percent-encoded": "%41".repeat(4000),
    "an operator of a database": "%7B%22$ne%22:null%7D",
    "a quote of SQL": "'%20OR%20'1'='1",
    "1000 segments": "a/".repeat(1000),
    "empty segments": "///////",
    "bytes beyond ASCII": "\u00ff\u00fe",
    "a script": "%3Cscript%3Ealert(1)%3C/script%3E",
  };
  return Object.entries(texts).map(([title, text]) => ({
    title: `${target.name}: ${title} in the path`,
    chunks: toRequest(target, { path: target.pathWith(text) }),
    // Nobody by that name has nothing, which can be read.
    statuses: target.operation.method === "GET" ? [200, 400, 401, 403, 404, 405] : [400, 401, 403, 404, 405],
  }));
}

/** Queries that nobody asked for. */
export function listHostileQueries(target: HostileTarget): HostileRequest[] {
  const queries: Record<string, string> = {
    "bad percent-encodings": "?%zz=%&a=%c0%af&%",
    "names of prototypes": "?__proto__[polluted]=1&constructor[prototype][polluted]=1&__proto__=1&prototype=1",
    "1000 pairs": `?${"a=1&".repeat(1000)}`,
    "a value of 8 kB": `?a=${"x".repeat(8000)}`,
    NUL: "?a=%00&%00=b",
    "an encoded surrogate": "?a=%ed%a0%80",
    "question marks alone": "????",
    "each known parameter a hundred times": `?${target.operation.parameters
      .map(({ name }) => `${name}=1&`.repeat(100))
      .join("")
      .slice(0, 8000)}x`,
  };
  return Object.entries(queries).map(([title, query]) => ({
    title: `${target.name}: ${title} in the query`,
    chunks: toRequest(target, { path: target.path + query }),
  }));
}

/** Header fields too many, too large, malformed, or meant to be taken for something else. */
export function listHostileHeaders(target: HostileTarget): HostileRequest[] {
  const lines: Record<string, Omit<HostileRequest, "title" | "chunks"> & { readonly lines: readonly string[] }> = {
    "2500 small headers": { lines: Array.from({ length: 2500 }, () => "a: b") },
    "20,000 small headers": { lines: Array.from({ length: 20_000 }, (_, index) => `x${index}: y`), statuses: [431] },
    "a header of 1 MB": { lines: [`x-large: ${"x".repeat(1_000_000)}`], statuses: [431] },
    "a header's name of 100 kB": { lines: [`${"x".repeat(100_000)}: y`], statuses: [431] },
    "names of prototypes": {
      lines: ["__proto__: polluted", "constructor: polluted", "prototype: polluted", "toString: 1"],
    },
    "a header without a colon": { lines: ["garbage"], statuses: [400] },
    "a header without a name": { lines: [": garbage"], statuses: [400] },
    "a space before the colon": { lines: ["x-a : b"], statuses: [400] },
    "a folded header": { lines: ["x-a: b", " c"] },
    "a NUL in a value": { lines: ["x-a: b\0c"], statuses: [400] },
    "a NUL in a name": { lines: ["x\0a: b"], statuses: [400] },
    "a carriage return alone": { lines: ["x-a: b\rx-c: d"], statuses: [400] },
    "bytes beyond ASCII in a value": { lines: ["x-a: \u00ff\u00fe\u0080"] },
    "cookies that are none": { lines: ["cookie: =;=;;%zz=%;__proto__=1; a=%c0%af"] },
    "1000 cookies": { lines: [`cookie: ${"a=b; ".repeat(1000)}`] },
    "a session that is a path": { lines: ["x-standin-session: ../../etc/passwd"], statuses: [400] },
    "a session of 4 kB": { lines: [`x-standin-session: ${"x".repeat(4000)}`], statuses: [400] },
    "an empty session": { lines: ["x-standin-session:"], statuses: [400] },
    "a session beyond ASCII": { lines: ["x-standin-session: \u00ff"], statuses: [400] },
    "two sessions": { lines: ["x-standin-session: a", "x-standin-session: b"], statuses: [400] },
    "a session called __proto__": { lines: ["x-standin-session: __proto__"] },
    "an upgrade to nothing": { lines: ["connection: upgrade", "upgrade: garbage"] },
    "an upgrade to a web socket": {
      lines: ["connection: upgrade", "upgrade: websocket", "sec-websocket-version: 13", "sec-websocket-key: AAAA"],
    },
    "a preference that is none": { lines: ["prefer: ;;,,==code=abc"] },
    "another method by header": { lines: ["x-http-method-override: DELETE"] },
    "an accept that is none": { lines: ["accept: ///;;q=x"] },
    "a range beyond all": { lines: ["range: bytes=99999999999-"] },
    "a second Host": { lines: ["host: elsewhere.example"], statuses: [400] },
  };
  return Object.entries(lines).map(([title, { lines: extra, ...hostile }]) => ({
    title: `${target.name}: ${title}`,
    chunks: toRequest(target, { extra }),
    ...hostile,
  }));
}

/** Credentials that are none, where a good one is needed. */
export function listHostileCredentials(target: HostileTarget): HostileRequest[] {
  const claims = { sub: "admin", iss: "x", exp: 1e12 };
  const tokens: Record<string, string> = {
    "an empty token": "",
    "a token that is none": "garbage",
    "dots alone": "..",
    "a token without an algorithm": `${encode({ alg: "none" })}.${encode(claims)}.`,
    "a token of an algorithm that is none": jwt({ alg: "__proto__", kid: "constructor" }, claims),
    "a token whose key is a path": jwt({ alg: "HS256", kid: "../../../../dev/null" }, claims),
    "a token with a key of its own": jwt({ alg: "RS256", jwk: { kty: "RSA", n: "AQAB", e: "AQAB" } }, claims),
    "a token that never expires": jwt({ alg: "RS256" }, { exp: "never", nbf: null }),
    "a token of null": jwt(null, null),
    "a token of 12 kB": jwt({ alg: "RS256" }, { sub: "x".repeat(8000) }),
    "a token with critical headers": jwt({ alg: "RS256", crit: ["b64"], b64: false }, claims),
    "a token of bytes beyond ASCII": "\u00ff\u00fe.\u00ff.\u00ff",
    "two tokens": "a.b.c, d.e.f",
  };
  // The schemes under which the APIs take a token.
  const schemes = target.api === "versori" ? ["Bearer", "JWT"] : ["Bearer"];
  const ofAuthorization = Object.entries(tokens).flatMap(([title, token]) =>
    schemes.map((scheme) => ({ title: `${title} as ${scheme}`, extra: [`authorization: ${scheme} ${token}`] })),
  );
  const ofOthers = [
    { title: "no credential", extra: [] },
    { title: "a scheme without a token", extra: ["authorization: Bearer"] },
    { title: "a scheme that is not the API's", extra: ["authorization: Basic YWRtaW46YWRtaW4="] },
    { title: "1000 schemes", extra: [`authorization: ${"Bearer ".repeat(1000)}`] },
    { title: "two good credentials", extra: [...target.credential, ...target.credential] },
    { title: "a cookie that is none", extra: ["cookie: token=garbage; access_token=%zz; session=__proto__"] },
  ];
  const all = [...ofAuthorization, ...ofOthers].map(({ title, extra }) => ({
    title: `${target.name}: ${title}`,
    chunks: toRequest(target, { credential: [], extra }),
    statuses: [401, 403],
  }));
  const nul = {
    title: `${target.name}: a token with a NUL`,
    chunks: toRequest(target, { credential: [], extra: ["authorization: Bearer a\0b"] }),
    statuses: [400],
  };
  return [...all, nul];
}

/** What is no request at all, or one of a kind that hardly anybody sends. */
export function listStrangeRequests(): HostileRequest[] {
  const get = "GET /__standin/health HTTP/1.1\r\nhost: a\r\n\r\n";
  const cases: Record<string, Omit<HostileRequest, "title">> = {
    "a path of 1 MB": { chunks: from(`GET /${"x".repeat(1_000_000)} HTTP/1.1`), statuses: [414] },
    "a query of 1 MB": { chunks: from(`GET /?${"x".repeat(1_000_000)} HTTP/1.1`), statuses: [414] },
    "a path of 20 kB": { chunks: from(`GET /${"x".repeat(20_000)} HTTP/1.1`), statuses: [414] },
    "a method that is none": { chunks: from("GARBAGE / HTTP/1.1"), statuses: [400] },
    "a method in small letters": { chunks: from("get / HTTP/1.1"), statuses: [400] },
    "a method of 100 kB": { chunks: from(`${"X".repeat(100_000)} / HTTP/1.1`), statuses: [400] },
    TRACE: { chunks: from("TRACE /__standin/health HTTP/1.1"), statuses: [405] },
    PROPFIND: { chunks: from("PROPFIND /__standin/health HTTP/1.1"), statuses: [405] },
    PURGE: { chunks: from("PURGE /__standin/health HTTP/1.1"), statuses: [405] },
    CONNECT: { chunks: ["CONNECT example.com:443 HTTP/1.1\r\nhost: example.com:443\r\n\r\n"], statuses: [405] },
    "HEAD of nothing": { chunks: from("HEAD /nothing HTTP/1.1"), statuses: [404], head: true },
    "OPTIONS of nothing": { chunks: from("OPTIONS /nothing HTTP/1.1"), statuses: [404] },
    "OPTIONS of the whole server": { chunks: from("OPTIONS * HTTP/1.1") },
    "GET of a star": { chunks: from("GET * HTTP/1.1"), statuses: [400, 404] },
    "a target that is a whole URL": {
      chunks: from("GET http://elsewhere.example/__standin/health HTTP/1.1"),
      statuses: [200],
    },
    "a target that is a URL of another kind": { chunks: from("GET file:///etc/passwd HTTP/1.1"), statuses: [400, 404] },
    "a target that is two slashes": { chunks: from("GET // HTTP/1.1"), statuses: [404] },
    "a target that is a host": { chunks: from("GET //elsewhere.example/__standin/health HTTP/1.1"), statuses: [404] },
    "a target without a slash": { chunks: from("GET health HTTP/1.1"), statuses: [400, 404] },
    "a target with a fragment": { chunks: from("GET /__standin/health#a HTTP/1.1"), statuses: [200, 400] },
    "a target with a space": { chunks: from("GET /a b HTTP/1.1"), statuses: [400] },
    "a target with a NUL": { chunks: from("GET /a\0b HTTP/1.1"), statuses: [400] },
    "a way up": { chunks: from("GET /__standin/../../../../etc/passwd HTTP/1.1"), statuses: [404] },
    "no Host": { chunks: bare("GET /__standin/health HTTP/1.1"), statuses: [400] },
    "an empty Host": { chunks: bare("GET /__standin/health HTTP/1.1", "host:"), statuses: [400] },
    "a Host with a space": { chunks: bare("GET /__standin/health HTTP/1.1", "host: a b"), statuses: [400] },
    "a Host with a path": { chunks: bare("GET /__standin/health HTTP/1.1", "host: a/b"), statuses: [400] },
    "a Host with a user": { chunks: bare("GET /__standin/health HTTP/1.1", "host: u:p@a"), statuses: [400] },
    "a Host beyond ASCII": { chunks: bare("GET /__standin/health HTTP/1.1", "host: \u00ff"), statuses: [400] },
    "a Host with a port that is none": { chunks: bare("GET /__standin/health HTTP/1.1", "host: a:b"), statuses: [400] },
    "a bracket alone as Host": { chunks: bare("GET /__standin/health HTTP/1.1", "host: ["), statuses: [400] },
    "HTTP/1.0 without a Host": { chunks: bare("GET /__standin/health HTTP/1.0"), statuses: [200] },
    "HTTP/0.9": { chunks: ["GET /__standin/health\r\n"], statuses: [400, 408], mayClose: true },
    "HTTP/3.7": { chunks: from("GET / HTTP/3.7"), statuses: [400] },
    "no version": { chunks: from("GET /"), statuses: [400, 404] },
    "HTTP/2 without being asked": { chunks: ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], statuses: [400] },
    "the beginning of TLS": {
      chunks: [
        Buffer.concat([Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), createHash("sha512").update("tls").digest()]),
      ],
      statuses: [400],
    },
    "the beginning of SSH": { chunks: ["SSH-2.0-OpenSSH_9.6\r\n"], statuses: [400] },
    "NULs alone": { chunks: [Buffer.alloc(1000)], statuses: [400] },
    "no line but garbage": { chunks: ["\u00ff\u00fe\u00fd garbage \r\n\r\n"], statuses: [400] },
    "half a request line": { chunks: ["GET /__stan"], statuses: [408] },
    "half a head": { chunks: ["GET /__standin/health HTTP/1.1\r\nhost: a\r\n"], statuses: [408] },
    "half a head cut off by its sender": {
      chunks: ["GET / HTTP/1.1\r\nho"],
      ending: "end",
      statuses: [400],
      mayClose: true,
    },
    "half a head and a reset": { chunks: ["GET / HTTP/1.1\r\nho"], ending: "reset", statuses: [], mayClose: true },
    "a connection without a byte": { chunks: [""], ending: "end", statuses: [], mayClose: true },
    "1000 empty lines": { chunks: [`${"\r\n".repeat(1000)}${get}`], statuses: [200, 400] },
    "50 requests at once": { chunks: [get.repeat(50)], statuses: [200], replies: 50 },
    "garbage behind a request": { chunks: [`${get}garbage\r\n\r\n`], statuses: [200, 400], replies: 2 },
    "a request hidden in the body of a GET": {
      chunks: [`GET /__standin/health HTTP/1.1\r\nhost: a\r\ncontent-length: ${get.length}\r\n\r\n${get}`],
      statuses: [200],
    },
    "a GET that waits for leave": {
      chunks: from("GET /nothing HTTP/1.1", "content-length: 5", "expect: 100-continue"),
      statuses: [404],
    },
    "a length that is a word": { chunks: from("POST / HTTP/1.1", "content-length: many"), statuses: [400] },
    "headers of 64 kB without an end": {
      chunks: [`GET / HTTP/1.1\r\nhost: a\r\n${"x: y\r\n".repeat(11_000)}`],
      statuses: [431],
    },
  };
  return Object.entries(cases).map(([title, hostile]) => ({ title, ...hostile }));
}

const JSON_TYPE = "content-type: application/json";

interface RequestParts {
  readonly path?: string;
  readonly credential?: readonly string[];
  readonly extra?: readonly string[];
}

/** A request with a good credential, unless another is given, and with the refused body where the operation takes one. */
function toRequest(target: HostileTarget, parts: RequestParts): Chunk[] {
  const { extra = [], ...rest } = parts;
  if (target.refusedBody === undefined) return [toHead(target, extra, rest)];
  return withBody(target, [JSON_TYPE, ...extra], target.refusedBody, rest);
}

function withBody(target: HostileTarget, headers: readonly string[], body: string, parts: RequestParts = {}): Chunk[] {
  return [toHead(target, [...headers, `content-length: ${Buffer.byteLength(body)}`], parts), body];
}

function toHead(
  { operation, path, credential }: HostileTarget,
  headers: readonly string[],
  parts: RequestParts = {},
): string {
  const line = `${operation.method} ${parts.path ?? path} HTTP/1.1`;
  return `${[line, "host: 127.0.0.1", ...(parts.credential ?? credential), ...headers].join("\r\n")}\r\n\r\n`;
}

function toChunk(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`;
}

/** A request of a line and headers, and a Host. */
function from(line: string, ...headers: readonly string[]): string[] {
  return bare(line, "host: localhost", ...headers);
}

/** A request of a line and headers alone. */
function bare(line: string, ...headers: readonly string[]): string[] {
  return [`${[line, ...headers].join("\r\n")}\r\n\r\n`];
}

/** A JWT that nobody signed. */
function jwt(header: unknown, claims: unknown): string {
  return `${encode(header)}.${encode(claims)}.c2lnbmF0dXJl`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
