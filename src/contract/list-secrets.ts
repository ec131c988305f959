import { isSecretName } from "../openapi/secret-name.js";
import type { VerifyOptions } from "./verify-options.js";

/** The texts of a run that nobody is to be told: its credentials, and what its own headers hold of that kind. */
export function listSecrets({
  credentials = {},
  headers = [],
}: Pick<VerifyOptions, "credentials" | "headers">): string[] {
  const { valid, second, expired } = credentials;
  const ofHeaders = headers
    .filter(([name]) => isSecretName(name))
    .flatMap(([, text]) => [text, ...splitCredential(text)]);
  return [valid, second, expired, ...ofHeaders].flatMap((text) =>
    text === undefined ? [] : [text, ...splitPair(text)],
  );
}

/** `Bearer TOKEN` also has the token. */
function splitCredential(text: string): string[] {
  const [, credential] = /^[\w-]+ +(\S+)$/.exec(text) ?? [];
  return credential === undefined ? [] : [credential];
}

/** Of `name:password`, the password is a secret by itself. */
function splitPair(text: string): string[] {
  const at = text.indexOf(":");
  return at > 0 && !text.includes(" ") ? [text.slice(at + 1)] : [];
}
