import { isJsonObject, parseJson, type JsonObject } from "../../openapi/json.js";
import type { WireRequest } from "../../contract/wire.js";
import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";

/** Writes that are refused and done all the same. */
export const refusedEffect = defineKind("effect", "Refused, and done all the same", [
  {
    api: "fassport",
    about: "keeps what it refuses to create",
    noticedBy: "C109",
    plant: () =>
      doRefused("POST", /\/integration\/?$/, ({ config }) => ({
        name: "Half-made",
        type: "Email",
        provider: "Gmail",
        config: isJsonObject(config) ? config : {},
      })),
  },
  {
    api: "fassport",
    about: "keeps what it refuses to update",
    noticedBy: "C109",
    plant: keepRefusedUpdate,
  },
  {
    api: "supervity",
    about: "keeps the share list that it refuses",
    noticedBy: "C109",
    plant: keepRefusedSharing,
  },
  {
    api: "versori",
    about: "keeps an activation that it refuses",
    noticedBy: "C109",
    plant: () =>
      doRefused("POST", /\/activations$/, () => ({
        userId: "ada",
        integrationId: "01J0000000000000000000DEM1",
        connections: [{ templateId: "01J0000000000000000000TMP1", connectionId: "01J0000000000000000000CNX1" }],
      })),
  },
]);

/** Another provider each time, so that something changes whatever it was. */
function keepRefusedUpdate(): Plant {
  let times = 0;
  return doRefused("PUT", /\/integration\/[^/]+$/, () => {
    times += 1;
    return { provider: `Half-changed ${times}` };
  });
}

/** Alternately two teams and none, so that the list changes whatever it was. */
function keepRefusedSharing(): Plant {
  let turn = 0;
  return doRefused("PATCH", /\/sharing$/, () => {
    turn += 1;
    return { shareWithTeamKeys: turn % 2 === 1 ? ["support", "finance"] : [] };
  });
}

/** Does, after a request with a bad body was refused with 400, what a mended one would have done. */
function doRefused(method: string, path: RegExp, mend: (body: JsonObject) => JsonObject): Plant {
  return {
    openDoor:
      ({ send }) =>
      async (request) => {
        const answer = await send(request);
        const isMeant = request.method === method && path.test(request.path.split("?", 1)[0] ?? "");
        if (!isMeant || "failure" in answer || answer.status !== 400) return answer;
        await send({ ...request, body: new TextEncoder().encode(JSON.stringify(mend(readBody(request)))) });
        return answer;
      },
  };
}

function readBody({ body }: WireRequest): JsonObject {
  try {
    const value = parseJson(new TextDecoder().decode(body));
    return isJsonObject(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
