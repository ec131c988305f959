import { isJsonObject, parseJson, type Json, type JsonObject } from "../openapi/json.js";
import type { ControlClient } from "./control-client.js";
import { Failure } from "./failure.js";
import { waitForSignal } from "./wait-for-signal.js";

/**
 * Calls for each exchange that comes after the one of an id, until the process is asked to end. @returns its exit code.
 * @throws Failure when the stand-in goes away.
 */
export async function followRequests(
  client: ControlClient,
  query: string,
  last: Json | undefined,
  onExchange: (exchange: JsonObject) => void,
): Promise<number> {
  const stop = new AbortController();
  const ended = waitForSignal().then((code) => {
    stop.abort();
    return code;
  });
  const since: Record<string, string> = typeof last === "string" ? { "last-event-id": last } : {};
  try {
    const body = await client.open(`/requests/stream?${query.slice(1)}`, stop.signal, since);
    for await (const data of listEvents(body)) {
      const event = parseJson(data);
      if (isJsonObject(event) && isJsonObject(event["request"])) onExchange(event["request"]);
    }
  } catch (error) {
    if (stop.signal.aborted) return ended;
    // It answered a moment ago; that it refuses now is its own word, that it does not answer means that it is gone.
    if (error instanceof Failure && error.cause === undefined) throw error;
    throw new Failure(`the stand-in at ${client.url} is gone`, { cause: error });
  }
  throw new Failure(`the stand-in at ${client.url} is gone`);
}

/** The data of server-sent events, each written on one line. */
async function* listEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice("data: ".length));
  }
}
