import { defineKind } from "../define-kind.js";
import type { WireResponse } from "../../contract/wire.js";
import type { Plant } from "../mutant.js";
import { onAnswer, readText, withBody, withHeader } from "../plant/on-answer.js";

/** Answers whose bytes are not what their headers say, or no good JSON. */
export const wrongBytes = defineKind("bytes", "Charset, length and bytes", [
  {
    api: "fassport",
    about: "tells a length longer than the list's body",
    noticedBy: "C007",
    plant: () =>
      onAnswer({ operation: "listIntegrations", status: 200, method: "GET" }, (answer) =>
        withHeader(answer, "content-length", String(answer.body.byteLength + 7)),
      ),
  },
  {
    api: "supervity",
    about: "says that the body's charset is ISO 8859-1",
    noticedBy: "C007",
    plant: () =>
      onAnswer({ status: 200 }, (answer) => withHeader(answer, "content-type", "application/json; charset=iso-8859-1")),
  },
  {
    api: "fassport",
    about: "puts a byte order mark before an integration",
    noticedBy: "C007",
    plant: () => onAnswer(READ, (answer) => withBody(answer, join(new Uint8Array([0xef, 0xbb, 0xbf]), answer.body))),
  },
  {
    api: "fassport",
    about: "writes a name in bytes that are no UTF-8",
    noticedBy: "C007",
    plant: () => onAnswer(READ, spoilName),
  },
  {
    api: "versori",
    about: "writes a key of an activation twice",
    noticedBy: "C007",
    plant: () =>
      onAnswer({ operation: "GetActivation", status: 200, method: "GET" }, (answer) =>
        withBody(answer, readText(answer).replace('"hubId":', '"hubId":"00000000000000000000000000","hubId":')),
      ),
  },
  { api: "fassport", about: "answers HEAD with a body", noticedBy: "C007", plant: answerHeadAsGet },
  {
    api: "versori",
    about: "answers 204 with a body",
    noticedBy: "C007",
    plant: () => onAnswer({ status: 204 }, (answer) => withBody(answer, '{"deleted":true}')),
  },
  {
    api: "supervity",
    about: "writes a warning behind the end of the list",
    noticedBy: "C003",
    plant: () =>
      onAnswer({ operation: "getMyIntegrations", status: 200, method: "GET" }, (answer) =>
        withBody(answer, `${readText(answer)}\nWarning: cache is stale`),
      ),
  },
]);

const READ = { operation: "getIntegration", status: 200, method: "GET" } as const;

/** A letter as ISO 8859-1 has it. */
function spoilName(answer: WireResponse): WireResponse {
  const [before = "", after] = readText(answer).split('"name":"', 2);
  if (after === undefined) return answer;
  const encoder = new TextEncoder();
  const head = join(encoder.encode(`${before}"name":"`), new Uint8Array([0xe9]));
  return withBody(answer, join(head, encoder.encode(after)));
}

function answerHeadAsGet(): Plant {
  return {
    openDoor:
      ({ send }) =>
      (request) =>
        send(request.method === "HEAD" ? { ...request, method: "GET" } : request),
  };
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.byteLength + second.byteLength);
  joined.set(first);
  joined.set(second, first.byteLength);
  return joined;
}
