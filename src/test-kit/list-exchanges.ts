import { receiveRequest } from "../emulator/received-request.js";
import type { Control } from "./control.js";
import type { Exchange } from "./exchange.js";
import type { Operations } from "./operations.js";

/** What a session received. */
export interface Journal {
  /** In the order in which they were answered. */
  readonly exchanges: readonly Exchange[];
  /** How many older ones it no longer has. */
  readonly forgotten: number;
}

/** The most that the control API tells at once. */
const LIMIT = 1000;

/** An exchange as the control API tells it. */
type ToldExchange = Omit<Exchange, "params">;

/** Asks for what a session received. */
export async function listExchanges(control: Control, operations: Operations): Promise<Journal> {
  const answer = await control("GET", `/requests?limit=${LIMIT}`);
  // Safe: the control API holds its answers to its document.
  const { requests, total, forgotten } = answer as unknown as ToldJournal;
  const exchanges = await Promise.all(
    requests.map(async (told) => addParams(isShortened(told) ? await loadWhole(control, told) : told, operations)),
  );
  return { exchanges, forgotten: forgotten + total - requests.length };
}

interface ToldJournal {
  readonly requests: readonly ToldExchange[];
  readonly total: number;
  readonly forgotten: number;
}

function isShortened({ request, reply }: ToldExchange): boolean {
  return request.shortened !== undefined || reply.shortened !== undefined;
}

/** One exchange alone is told with longer bodies than a list has. */
async function loadWhole(control: Control, { id }: ToldExchange): Promise<ToldExchange> {
  const { request } = await control("GET", `/requests/${encodeURIComponent(id)}`);
  return request as unknown as ToldExchange; // as above
}

function addParams(told: ToldExchange, operations: Operations): Exchange {
  const { path, query } = receiveRequest({ method: told.request.method, url: told.request.url, headers: {} });
  const params: Record<string, string | readonly string[]> = {};
  for (const [name] of query) {
    const values = query.filter(([other]) => other === name).map(([, value]) => value);
    params[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return { ...told, params: { ...params, ...(told.operation && operations.readPathParams(told.operation, path)) } };
}
