import { defineKind } from "../define-kind.js";
import { onObjects } from "../plant/on-body.js";

/** Answers with a field that no document knows. */
export const extraField = defineKind("extra", "Extra field", [
  {
    api: "fassport",
    about: "shows its storage's version key in an integration",
    noticedBy: "C006",
    plant: () => onObjects({ status: 200 }, "_id", (integration) => ({ ...integration, __v: 0 })),
  },
  {
    api: "supervity",
    about: "shows each account's access token",
    noticedBy: "C006",
    plant: () =>
      onObjects({ status: 200 }, "accountIdentifier", (account) => ({ ...account, accessToken: "ya29.a0AfB" })),
  },
]);
