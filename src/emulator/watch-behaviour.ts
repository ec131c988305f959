import type { Call } from "./behaviour.js";
import { createLookupList, noteLookups, type Lookup } from "./explain-lookups.js";
import { trackReads } from "./explain-reads.js";
import type { ServedApi } from "./served-api.js";

/** What an API's behaviour, and what it says of who may call it, do with one request. */
export interface Watch {
  /** The API with its rules of access under watch. */
  readonly api: ServedApi;
  /** Puts the watch in the way of a behaviour. */
  readonly observe: (call: Call) => Call;
  /** Whether a behaviour was asked. */
  isAsked(): boolean;
  listLookups(): readonly Lookup[];
  /** The fields of the request that nobody read. */
  listUnread(): string[];
}

/** Starts to watch an API. */
export function watchBehaviour(api: ServedApi): Watch {
  const reads = trackReads();
  const lookups = createLookupList();
  let asked = false;
  return {
    api: watchAccess(api, (headers) => reads.watch("header", headers)),
    observe(call) {
      asked = true;
      const { path, query, header, cookie } = call.params;
      const params = {
        path: reads.track("path", path),
        query: reads.track("query", query),
        header: reads.track("header", header),
        cookie: reads.track("cookie", cookie),
      };
      const world = noteLookups(api, call.world, lookups.note);
      return { ...call, params, body: reads.track("body", call.body), world };
    },
    isAsked: () => asked,
    listLookups: () => lookups.list(),
    listUnread: () => reads.listUnread(),
  };
}

type Headers = Readonly<Record<string, string | undefined>>;

/** A header by which it is decided who may call was read, though no behaviour reads it. */
function watchAccess(api: ServedApi, watch: (headers: Headers) => Headers): ServedApi {
  const { credentials } = api.definition;
  if (!credentials.authorize) return api;
  const watched: typeof credentials = {
    ...credentials,
    authorize: (principal, access) =>
      credentials.authorize?.(principal, { ...access, headers: watch(access.headers) }) ?? principal,
  };
  return { ...api, definition: { ...api.definition, credentials: watched } };
}
