import type { Json } from "../../openapi/json.js";
import { defineKind } from "../define-kind.js";
import { onObjects } from "../plant/on-body.js";

/** Answers whose values have another type or format than documented. */
export const wrongType = defineKind("type", "Wrong type or format", [
  {
    api: "fassport",
    about: "writes createdAt as a number of milliseconds",
    noticedBy: "C004",
    plant: () =>
      onObjects({ status: 200 }, "createdAt", (integration) => ({
        ...integration,
        createdAt: Date.parse(toText(integration["createdAt"])),
      })),
  },
  {
    api: "fassport",
    about: "writes updatedAt as day, month and year",
    noticedBy: "C004",
    plant: () =>
      onObjects({ status: 200 }, "updatedAt", (integration) => ({ ...integration, updatedAt: "22/01/2025" })),
  },
  {
    api: "supervity",
    about: "writes sharedTeamKeys as one text with commas",
    noticedBy: "C004",
    plant: () =>
      onObjects({ operation: "getMyIntegrations", status: 200 }, "sharedTeamKeys", (account) => ({
        ...account,
        sharedTeamKeys: toText(account["sharedTeamKeys"]),
      })),
  },
  {
    api: "supervity",
    about: "writes the count of a disconnect as text",
    noticedBy: "C004",
    plant: () =>
      onObjects({ operation: "disconnectAction", status: 200 }, "count", (answer) => ({
        ...answer,
        count: toText(answer["count"]),
      })),
  },
  {
    api: "versori",
    about: "writes an activation's id as a UUID",
    noticedBy: "C004",
    plant: () =>
      onObjects({ operation: "GetActivation", status: 200 }, "integration", (activation) => ({
        ...activation,
        id: "0190c6a4-5d3e-7cc0-9d3f-3f7a4c0f9c11",
      })),
  },
  {
    api: "versori",
    about: "writes an image's address without a scheme",
    noticedBy: "C004",
    plant: () =>
      onObjects({ status: 200 }, "imageUrl", (integration) => ({
        ...integration,
        imageUrl: "images.example.com/newsletter.png",
      })),
  },
]);

function toText(value: Json | undefined): string {
  return Array.isArray(value) ? value.map(toText).join(",") : typeof value === "object" ? "" : String(value);
}

/** Answers that say null where there is a value, or nothing to say. */
export const wrongNull = defineKind("null", "Nullability", [
  {
    api: "fassport",
    about: "writes the name of listed integrations as null",
    noticedBy: "C004",
    plant: () =>
      onObjects({ operation: "listIntegrations", status: 200 }, "_id", (integration) => ({
        ...integration,
        name: null,
      })),
  },
  {
    api: "supervity",
    about: "writes an empty share list as null",
    noticedBy: "C004",
    plant: () =>
      onObjects({ operation: "getMyIntegrations", status: 200 }, "sharedTeamKeys", (account) => ({
        ...account,
        sharedTeamKeys: toText(account["sharedTeamKeys"]) === "" ? null : (account["sharedTeamKeys"] ?? null),
      })),
  },
  {
    api: "versori",
    about: "writes next as null on the last page",
    noticedBy: "C004",
    plant: () => onObjects({ status: 200 }, "totalCount", (page) => ({ next: null, ...page })),
  },
]);

/** Answers with a word that is none of those that are documented. */
export const wrongWord = defineKind("enum", "Enumeration", [
  {
    api: "fassport",
    about: "says status 500 in the body of a 404",
    noticedBy: "C004",
    plant: () => onObjects({ status: 404 }, "status", (error) => ({ ...error, status: 500 })),
  },
  {
    api: "supervity",
    about: "says success false in the answer of a success",
    noticedBy: "C004",
    plant: () =>
      onObjects({ operation: "disconnectAction", status: 200 }, "success", (answer) => ({ ...answer, success: false })),
  },
  {
    api: "versori",
    about: "names a credential type that is none",
    noticedBy: "C004",
    plant: () =>
      onObjects({ status: 200 }, "organisationId", (credential) =>
        "data" in credential ? { ...credential, type: "secret-text" } : credential,
      ),
  },
]);
