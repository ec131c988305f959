import { readDocument, readThrough, type Document } from "../openapi/document.js";
import type { Operation } from "../openapi/operation.js";
import { createSchemaValidators, useCompiledValidators } from "../openapi/schema-validator.js";
import type { ApiDefinition } from "./api-definition.js";
import type { Api } from "./api.js";
import { ConfigurationError } from "./configuration-error.js";
import type { Defaults } from "./defaults/create-defaults.js";
import type { Emulator } from "./emulator.js";
import { createInstantWriter, type WriteInstant } from "./instant-writer.js";
import { readSwitches } from "./switches.js";

/** An API as it is served: its document read, its definition at hand, its switches set. */
export interface ServedApi {
  readonly name: string;
  /** With the collections that its defaults keep, where it has any. */
  readonly document: Document;
  /** The document as it was written: what a server of it is held to. */
  readonly written: Document;
  readonly definition: ApiDefinition;
  /** The full names of its collections, `api.collection`, by their own. */
  readonly collectionNames: ReadonlyMap<string, string>;
  /** What its document alone makes of it, where that decides anything. */
  readonly defaults?: Defaults;
  /** Its fixtures by name. */
  readonly fixtures: Api["fixtures"];
  readonly switches: Readonly<Record<string, string>>;
  /** Paths under which its operations are found, without a slash at the end; the first is the real one. */
  readonly basePaths: readonly string[];
  /** What was mounted before its base paths. */
  readonly prefix: string;
  /** Writes the instants of its records. */
  readonly writeInstant: WriteInstant;
}

/** What a user may set about the APIs that an emulator serves. */
export interface ServeSettings {
  /** Values of switches by `api.switch`. */
  readonly rules: Readonly<Record<string, string>>;
  /** Prefixes by API, before its own base path. */
  readonly mounts: Readonly<Record<string, string>>;
  /** What callers of the control API must send. */
  readonly controlToken?: string | undefined;
}

/** Makes an API ready to be served. @throws ConfigurationError when document and definition do not fit. */
export function serveApi(api: Api, emulator: Emulator, settings: ServeSettings): ServedApi {
  const read = readDocument(
    api.document,
    api.validators ? useCompiledValidators(api.validators) : createSchemaValidators(api.document, api.foreign),
  );
  // What the build has looked at need not be looked at again; of others everything is read now, so that a start tells of it.
  if (!api.validators) readThrough(read);
  const given = typeof api.definition === "function" ? api.definition(emulator, settings) : api.definition;
  const { name } = read;
  const { document, written, definition, defaults } = complete(read, given, api);
  if (definition.name !== name) {
    throw new ConfigurationError(`the document of ${name} was given the behaviours of ${definition.name}`);
  }
  const prefix = readMount(settings.mounts, name);
  return {
    name,
    document,
    written,
    definition,
    collectionNames: new Map(Object.keys(document.collections).map((own) => [own, `${name}.${own}`])),
    fixtures: api.fixtures,
    ...(defaults && { defaults }),
    switches: readSwitches(definition, settings.rules),
    prefix,
    basePaths: toBasePaths(prefix, document.servers),
    writeInstant: createInstantWriter(),
  };
}

function isDefined(definition: ApiDefinition, operationId: string): boolean {
  const all = [definition.behaviours, definition.outsideBehaviours ?? {}];
  return all.some((behaviours) => Object.hasOwn(behaviours, operationId));
}

/** The document and the definition, with what the document alone decides where nothing was said. @throws ConfigurationError where nobody decides it. */
function complete(
  document: Document,
  given: ApiDefinition | undefined,
  api: Api,
): Pick<ServedApi, "document" | "written" | "definition" | "defaults"> {
  const open = document.operations.filter(({ id }) => !given || !isDefined(given, id));
  if (given && open.length === 0) return { document, written: document, definition: given };
  if (api.complete) return { written: document, ...api.complete(document, given, api) };
  const ids = open.map(({ id }) => id).join(", ");
  throw new ConfigurationError(`nothing says how ${document.name} answers${ids && `: ${ids}`}`);
}

/** The paths under which an operation is found: those of its API, unless it has servers of its own. */
export function listBasePaths(
  { prefix, basePaths }: Pick<ServedApi, "prefix" | "basePaths">,
  { servers }: Operation,
): readonly string[] {
  return servers ? toBasePaths(prefix, servers) : basePaths;
}

function toBasePaths(prefix: string, servers: readonly string[]): string[] {
  return [...new Set(servers.map((url) => prefix + readBasePath(url)))];
}

function readMount(mounts: ServeSettings["mounts"], name: string): string {
  const prefix = new Map(Object.entries(mounts)).get(name) ?? "";
  if (prefix !== "" && !/^(\/[\w.~-]+)+$/.test(prefix)) {
    throw new ConfigurationError(`${name} can't be mounted at ${JSON.stringify(prefix)}; a prefix looks like /${name}`);
  }
  return prefix;
}

function readBasePath(url: string): string {
  // The origin only makes a relative server URL whole; nothing of it is used.
  return new URL(url, "http://localhost").pathname.replace(/\/+$/, "");
}
