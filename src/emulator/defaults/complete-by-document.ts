import type { CompleteApi } from "../api.js";
import { createDefaults } from "./create-defaults.js";
import { createDefaultDefinition } from "./default-definition.js";

/** Lets the document alone decide what an API's definition does not say. */
export const completeByDocument: CompleteApi = (document, given, api) => {
  const defaults = createDefaults(document, api.imagination);
  const definition = given ?? createDefaultDefinition(defaults, api.credentials);
  const behaviours = { ...defaults.behaviours, ...api.behaviours, ...definition.behaviours };
  return { defaults, document: defaults.document, definition: { ...definition, behaviours } };
};
