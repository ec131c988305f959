import { MASK } from "./mask.js";

/** Keeps secrets out of what a run tells. */
export interface SecretKeeper {
  /**
   * The text with a mask in the place of each secret, in whatever form it stands there. In a text that is `ours` a secret that
   * is an ordinary word is a word, unless it stands as a credential: no verdict is changed by the password `passed`.
   */
  readonly mask: (text: string, whose?: "ours") => string;
  /** How many forms of secrets a text of ours holds; none of them is told. */
  readonly count: (text: string) => number;
}

/** Shorter texts stand in too much that is no secret: they are kept out only where they stand as credentials. */
const SHORTEST = 6;

/** What people, and our reports, write as a word. */
const WORD = /^(?:[a-z]{1,15}|[A-Z]{1,15}|[A-Z][a-z]{1,14})$/;

/** Makes a keeper of those secrets, each known in its raw, URL-encoded (once and twice), base64, hex, Basic and JSON-escaped forms. */
export function createSecretKeeper(secrets: readonly string[]): SecretKeeper {
  const known = secrets.filter((secret) => secret !== "");
  const forms = order(known.flatMap((secret) => (secret.length < SHORTEST ? listUses(secret) : listForms(secret))));
  const ours = order([...forms.filter((form) => !isWord(form)), ...known.filter(isWord).flatMap(listUses)]);
  return {
    mask: (text, whose) => (whose ? ours : forms).reduce((masked, form) => masked.replaceAll(form, MASK), text),
    count: (text) => ours.filter((form) => text.includes(form)).length,
  };
}

function isWord(text: string): boolean {
  return WORD.test(text);
}

/** The longest first, because one form may be within another. */
function order(forms: readonly string[]): string[] {
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length);
}

/** A secret as it stands where it is used. */
function listUses(secret: string): string[] {
  return [`Bearer ${secret}`, `Basic ${secret}`, `=${secret}`];
}

function listForms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const encoded = encodeURIComponent(secret);
  return [
    secret,
    encoded,
    encoded.replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
    encoded.replaceAll("%20", "+"),
    // As in a URL that is a parameter of another one.
    encodeURIComponent(encoded),
    bytes.toString("hex"),
    ...listBase64(bytes),
    // As Basic carries it, with a name before it or after it that is empty.
    ...listBase64(Buffer.from(`:${secret}`)),
    ...listBase64(Buffer.from(`${secret}:`)),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  ];
}

function listBase64(bytes: Buffer): string[] {
  const padded = bytes.toString("base64");
  return [padded, padded.replace(/=+$/, ""), bytes.toString("base64url")];
}
