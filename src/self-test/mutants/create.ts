import { defineKind } from "../define-kind.js";
import { getBody, getRecords, getText, onBehaviour, withSentBody } from "../plant/on-behaviour.js";

/** Creates that do not make what they say. */
export const wrongCreate = defineKind("create", "Create", [
  {
    api: "fassport",
    about: "answers a create and keeps nothing",
    noticedBy: "C201",
    plant: () =>
      onBehaviour("createIntegration", (call, original) => {
        const reply = original(call);
        getRecords(call, "integrations").delete(getId(reply.body, "_id"));
        return reply;
      }),
  },
  {
    api: "fassport",
    about: "keeps another name than was sent",
    noticedBy: "C201",
    plant: () =>
      onBehaviour("createIntegration", (call, original) => {
        const body = getBody(call);
        return original(withSentBody(call, { ...body, name: `${getText(body, "name")} (1)` }));
      }),
  },
  {
    api: "fassport",
    about: "drops the config that was sent",
    noticedBy: "C201",
    plant: () =>
      onBehaviour("createIntegration", (call, original) => {
        const { config: _dropped, ...rest } = getBody(call);
        return original(withSentBody(call, rest));
      }),
  },
  {
    api: "versori",
    about: "answers an activation and keeps nothing",
    noticedBy: "C201",
    plant: () =>
      onBehaviour("ActivateIntegration", (call, original) => {
        const reply = original(call);
        getRecords(call, "activations").delete(getId(reply.body, "id"));
        return reply;
      }),
  },
  {
    api: "versori",
    about: "ties an activation to another integration",
    noticedBy: "C201",
    plant: () =>
      onBehaviour("ActivateIntegration", (call, original) => {
        const reply = original(call);
        const activations = getRecords(call, "activations");
        const made = activations.find(getId(reply.body, "id"));
        const other = getRecords(call, "integrations")
          .list()
          .find(({ id, hubId }) => hubId === made?.["hubId"] && id !== made?.["integrationId"]);
        if (made && other) activations.replace({ ...made, integrationId: getText(other, "id") });
        return reply;
      }),
  },
]);

/** The id of the record that a reply shows. */
function getId(body: unknown, field: string): string {
  // A reply's body is data, and each of these behaviours answers with one record.
  return getText(body as Readonly<Record<string, string>>, field);
}
