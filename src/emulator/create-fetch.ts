import type { fetchFrom, Handler } from "./fetch.js";

/**
 * Lets a handler answer as `fetch` does; may be handed on alone. What that takes is loaded with the first call, because it
 * makes Node load a `fetch` of its own, for which nobody has to wait at a start.
 */
export function createFetch(
  handler: Handler,
): (input: Request | URL | string, init?: RequestInit) => Promise<Response> {
  let loading: Promise<{ readonly fetchFrom: typeof fetchFrom }> | undefined;
  return async (input, init) => {
    loading ??= import("./fetch.js");
    const loaded = await loading;
    return loaded.fetchFrom(handler, input, init);
  };
}
