import { defineKind } from "../define-kind.js";
import { onObjects, without } from "../plant/on-body.js";

/** Answers that lack a field, or have it under another name. */
export const wrongField = defineKind("field", "Lost or renamed field", [
  {
    api: "fassport",
    about: "leaves updatedAt out of an integration",
    noticedBy: "C004",
    plant: () => onObjects({ status: 200 }, "updatedAt", (integration) => without(integration, "updatedAt")),
  },
  {
    api: "fassport",
    about: "calls the id of a created integration id, not _id",
    noticedBy: "C004",
    plant: () =>
      onObjects({ operation: "createIntegration", status: 200 }, "_id", (integration) => ({
        id: integration["_id"] ?? "",
        ...without(integration, "_id"),
      })),
  },
  {
    api: "supervity",
    about: "leaves baseUrl out of an account",
    noticedBy: "C004",
    plant: () => onObjects({ status: 200 }, "baseUrl", (account) => without(account, "baseUrl")),
  },
  {
    api: "versori",
    about: "leaves totalCount out of a page",
    noticedBy: "C004",
    plant: () => onObjects({ status: 200 }, "totalCount", (page) => without(page, "totalCount")),
  },
  {
    api: "versori",
    about: "leaves createdAt out of a primary connection, two levels down",
    noticedBy: "C004",
    plant: () => onObjects({ status: 200 }, "credentials", (connection) => without(connection, "createdAt")),
  },
  {
    api: "supervity",
    about: "leaves out an account's id, which no schema requires",
    noticedBy: "C208",
    plant: () => onObjects({ status: 200 }, "accountIdentifier", (account) => without(account, "id")),
  },
]);
