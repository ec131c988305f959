import type { Document } from "../openapi/document.js";
import type { Json, JsonObject } from "../openapi/json.js";
import type { CompiledValidators, ForeignRules } from "../openapi/schema-validator.js";
import type { Imagination } from "../openapi/values/imagination.js";
import type { ApiDefinition } from "./api-definition.js";
import type { Credentials, Principal } from "./credentials.js";
import type { Emulator } from "./emulator.js";
import type { ServedApi, ServeSettings } from "./served-api.js";

/** An API as an emulator takes it: its document, what the code says about it, and its fixtures. */
export interface Api {
  /** The OpenAPI document, its `$ref`s local. */
  readonly document: JsonObject;
  /** Validators of the document's schemas, where they were compiled before; a function loads them when one is to judge. */
  readonly validators?: CompiledValidators | (() => CompiledValidators);
  /** How its schemas are compiled where they were not before, and somebody else wrote them. */
  readonly foreign?: ForeignRules;
  /** Behaviours and conventions; what it leaves open is decided by `complete`. A function where they need the emulator itself, as the control API's do. */
  readonly definition?: ApiDefinition | ((emulator: Emulator, settings: ServeSettings) => ApiDefinition);
  /** Behaviours of some operations by `operationId`, where there is no definition. */
  readonly behaviours?: ApiDefinition["behaviours"];
  /** How credentials are judged where there is no definition. */
  readonly credentials?: Credentials<Principal>;
  /** What makes generated values believable; without it they are plain. */
  readonly imagination?: Imagination;
  /** Decides what the definition does not say; by default the document does (see `defaults/`). */
  readonly complete?: CompleteApi;
  /** Fixtures by name. */
  readonly fixtures: Readonly<Record<string, Fixture>>;
}

/** Makes of a document, and of what is said beside it, how each of its operations is answered. */
export type CompleteApi = (
  document: Document,
  given: ApiDefinition | undefined,
  api: Api,
) => Pick<ServedApi, "document" | "definition" | "defaults">;

/** A World's start for one API. */
export interface Fixture {
  readonly api: string;
  readonly name: string;
  readonly about: string;
  /** Records by collection name (without the API's). */
  readonly collections: Readonly<Record<string, readonly JsonObject[]>>;
}

/** Whether JSON has the form of a fixture. */
export function isFixture(value: Json | Fixture): value is Fixture & JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { api, name, collections } = value;
  return typeof api === "string" && typeof name === "string" && typeof collections === "object" && collections !== null;
}
