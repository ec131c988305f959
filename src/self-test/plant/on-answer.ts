import { findHeader, type WireHeader, type WireRequest, type WireResponse } from "../../contract/wire.js";
import type { Plant } from "../mutant.js";

/** Which answers are meant; all that is named must hold. */
export interface When {
  /** `operationId` of the operation that answered. */
  readonly operation?: string;
  readonly status?: number;
  readonly method?: string;
}

/** Puts a changed answer in the place of each that is meant. */
export function onAnswer(
  when: When,
  change: (answer: WireResponse, request: WireRequest) => WireResponse | Promise<WireResponse>,
): Plant {
  return {
    openDoor:
      ({ send }) =>
      async (request) => {
        const answer = await send(request);
        return "failure" in answer || !isMeant(when, request, answer) ? answer : change(answer, request);
      },
  };
}

function isMeant({ operation, status, method }: When, request: WireRequest, answer: WireResponse): boolean {
  return (
    (operation === undefined || getOperation(answer) === operation) &&
    (status === undefined || answer.status === status) &&
    (method === undefined || request.method === method)
  );
}

/** The `operationId` that answered, as the stand-in tells it; empty where none did. */
function getOperation({ headers }: WireResponse): string {
  return findHeader(headers, "x-standin-operation")?.split(".")[1] ?? "";
}

/** An answer with a header set, or removed by `undefined`. */
export function withHeader(answer: WireResponse, name: string, value: string | undefined): WireResponse {
  const others = answer.headers.filter(([other]) => other.toLowerCase() !== name);
  const set: WireHeader[] = value === undefined ? [] : [[name, value]];
  return { ...answer, headers: [...others, ...set] };
}

/** An answer with another body, and the length that fits. */
export function withBody(answer: WireResponse, body: Uint8Array | string): WireResponse {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const isCounted = findHeader(answer.headers, "content-length") !== undefined;
  const counted = isCounted ? withHeader(answer, "content-length", String(bytes.byteLength)) : answer;
  return { ...counted, body: bytes };
}

/** An answer's body as text. */
export function readText({ body }: WireResponse): string {
  return new TextDecoder().decode(body);
}
