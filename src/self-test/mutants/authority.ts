import { Problem } from "../../emulator/problem.js";
import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { onDefinition } from "../plant/on-behaviour.js";
import { needNoCredential, onAuthorize, takeExpired, takeUnsigned } from "../plant/on-credentials.js";

/** Callers who have shown nothing, or nothing good, and are let in. */
export const skippedAuthentication = defineKind("authentication", "Authentication skipped", [
  {
    api: "fassport",
    about: "asks for no token in lists",
    noticedBy: "C401",
    plant: () => needNoCredential((method, path) => method === "GET" && /\/integration\/?$/.test(path)),
  },
  { api: "fassport", about: "takes an expired token", noticedBy: "C401", plant: takeExpired },
  { api: "fassport", about: "takes a token whose signature is wrong", noticedBy: "C401", plant: takeUnsigned },
  {
    api: "supervity",
    about: "asks for no token in deletes",
    noticedBy: "C401",
    plant: () => needNoCredential((method) => method === "DELETE"),
  },
  { api: "supervity", about: "takes an expired token", noticedBy: "C401", plant: takeExpired },
  { api: "versori", about: "asks for no credential", noticedBy: "C401", plant: () => needNoCredential(() => true) },
  { api: "versori", about: "takes any API key", noticedBy: "C401", plant: takeAnyKey },
]);

function takeAnyKey(): Plant {
  return onDefinition((definition) => {
    const { credentials } = definition;
    const { apiKey } = credentials.schemes;
    if (!apiKey) throw new Error("the API has no scheme of that name");
    const lenient: typeof apiKey = {
      ...apiKey,
      async verify(credential, context) {
        const [first] = context.collection<{ value: string }>("apiKeys").list();
        return (await apiKey.verify(credential, context)) ?? apiKey.verify(first?.value ?? "", context);
      },
    };
    return { ...definition, credentials: { ...credentials, schemes: { ...credentials.schemes, apiKey: lenient } } };
  });
}

/** Callers who have shown what they should, and are not let in. */
export const refusedCredential = defineKind("credential", "A valid credential refused", [
  {
    api: "fassport",
    about: "refuses a valid token at status updates",
    noticedBy: "C403",
    plant: () => refuseAt((operationId) => operationId === "updateIntegrationStatus"),
  },
  {
    api: "supervity",
    about: "refuses a valid token every sixth time that it sees it",
    noticedBy: "C403",
    plant: refuseEverySixth,
  },
  {
    api: "versori",
    about: "refuses a valid key at deletes",
    noticedBy: "C403",
    plant: () => refuseAt((operationId) => operationId === "DeleteActivation"),
  },
]);

function refuseEverySixth(): Plant {
  let seen = 0;
  return refuseAt(() => {
    seen += 1;
    return seen % 6 === 0;
  });
}

function refuseAt(isMeant: (operationId: string) => boolean): Plant {
  return onAuthorize((principal, { operationId }, original) => {
    const admitted = original(principal);
    if (!isMeant(operationId)) return admitted;
    throw new Problem("unauthenticated", { headers: { "www-authenticate": "Bearer" } });
  });
}
