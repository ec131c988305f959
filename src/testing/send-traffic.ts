import { isJsonObject, parseJson, type Json } from "../openapi/json.js";
import { OF_BOB } from "./versori-demo.js";
import type { Step } from "./random-traffic.js";

/** How many steps are under way at once. */
const AT_ONCE = 8;

/** Does steps on the stand-in at an origin, several at once; resolves when all are done, however they came out. */
export async function sendTraffic(origin: string, steps: readonly Step[]): Promise<void> {
  const ids = new Map([
    ["fassport", ["6790b2b1c3a84d0012e5f7a1"]],
    ["versori", [OF_BOB]],
  ]);
  const credentials = new Map<string, Promise<Issued>>();
  const waiting = [...steps];
  let moves = 0;
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      // Some faults end the connection; that is what they are for.
      await sendStep(step).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  async function sendStep(step: Step): Promise<void> {
    if (step.kind === "control") {
      // A token that was made before the clock was moved may have ended; some are to be used all the same.
      if (step.path.startsWith("/clock") && ++moves % 2 === 0) credentials.clear();
      await control(origin, step);
      return;
    }
    const { method, path, body, as, carrier, session, headers } = step;
    const issued = await present(as, session);
    const query = carrier === "query" && issued.credential !== undefined ? `?token=${issued.credential}` : "";
    const carried =
      carrier === "query" ? {} : carrier === "cookie" ? { cookie: `token=${issued.credential}` } : issued.headers;
    const response = await fetch(origin + path.replace(/\$(\w+)/, (_, kind: string) => pick(kind)) + query, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(session !== undefined && { "x-standin-session": session }),
        ...carried,
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (text !== "") learn(path, parseJson(text));
  }

  /** The newest id of a kind but some, so that what was deleted is asked for, too. */
  function pick(kind: string): string {
    const known = ids.get(kind) ?? [];
    return known.at(-1 - (known.length % 3)) ?? known.at(-1) ?? "none";
  }

  function learn(path: string, answer: Json): void {
    const kind = path.includes("/institution/") ? "fassport" : path.includes("/activations") ? "versori" : undefined;
    const id = isJsonObject(answer) ? (answer["_id"] ?? answer["id"]) : undefined;
    if (kind !== undefined && typeof id === "string") ids.set(kind, [...(ids.get(kind) ?? []), id]);
  }

  function present(as: string, session: string | undefined): Promise<Issued> {
    if (!as.includes(".")) {
      const headers: Issued["headers"] = as === "" ? {} : { authorization: as };
      return Promise.resolve({ headers });
    }
    const key = `${as} ${session}`;
    const known = credentials.get(key) ?? issue(origin, as, session);
    credentials.set(key, known);
    return known;
  }
}

interface Issued {
  readonly credential?: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function issue(origin: string, as: string, session: string | undefined): Promise<Issued> {
  const [api, principal] = as.split(".");
  const step = {
    method: "POST",
    path: "/tokens",
    body: { api, as: principal },
    ...(session !== undefined && { session }),
  };
  return (await control(origin, step)) as unknown as Issued; // as the document has it
}

/** Asks the control API, of whose answers only those to good requests matter here. */
async function control(
  origin: string,
  { method, path, body, session }: Pick<Extract<Step, { kind: "control" }>, "method" | "path" | "body" | "session">,
): Promise<Json> {
  const response = await fetch(`${origin}/__standin${path}`, {
    method,
    headers: {
      ...(body && { "content-type": "application/json" }),
      ...(session !== undefined && { "x-standin-session": session }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return parseJson(await response.text());
}
