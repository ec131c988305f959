import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { RequestHandler } from "msw";
import { ConfigurationError } from "../emulator/configuration-error.js";

/**
 * Loads a user's msw handlers: an ES module whose default export, or export `handlers`, is an array of them.
 * @throws ConfigurationError that says what is wrong with the file.
 */
export async function loadHandlers(file: string): Promise<RequestHandler[]> {
  const module = await load(file);
  const handlers = module["default"] ?? module["handlers"];
  if (!Array.isArray(handlers)) {
    const names = Object.keys(module).join(", ") || "nothing";
    throw new ConfigurationError(
      `the handlers ${file} must export an array of msw handlers, as default or as \`handlers\`; it exports ${names}`,
    );
  }
  return handlers.map((handler: unknown, index) => {
    if (isRequestHandler(handler)) return handler;
    throw new ConfigurationError(
      `item ${index + 1} of the handlers ${file} is no request handler of msw, such as http.get(…) makes`,
    );
  });
}

async function load(file: string): Promise<Record<string, unknown>> {
  try {
    const module: unknown = await import(pathToFileURL(resolve(file)).href);
    return { ...(module as object) }; // a module's exports are an object
  } catch (error) {
    throw new ConfigurationError(`the handlers ${file} can't be loaded: ${String(error)}`, { cause: error });
  }
}

/** By what it can do, not by its class: the user's file may have an msw of its own. */
function isRequestHandler(value: unknown): value is RequestHandler {
  return (
    typeof value === "object" && value !== null && "run" in value && typeof value.run === "function" && "info" in value
  );
}
