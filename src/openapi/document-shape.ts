/** What an object of an OpenAPI document is. */
export type Kind =
  | "document"
  | "components"
  | "pathItem"
  | "operation"
  | "parameter"
  | "requestBody"
  | "mediaType"
  | "encoding"
  | "response"
  | "header"
  | "schema"
  | "callback"
  | "securityScheme"
  | "example"
  | "link"
  | "server";

/** What a member of an object is: one thing of a kind, or a map or list of such. */
export interface Member {
  readonly kind: Kind;
  readonly many?: "map" | "list";
  /** Whether what begins with `x-` in the map is an extension, and no entry. */
  readonly extensible?: boolean;
}

const one = (kind: Kind): Member => ({ kind });
const list = (kind: Kind): Member => ({ kind, many: "list" });
const map = (kind: Kind): Member => ({ kind, many: "map" });
const extensibleMap = (kind: Kind): Member => ({ kind, many: "map", extensible: true });

/** The methods that a path item may have. */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** Keywords of a schema that hold schemas. */
const SCHEMA: Readonly<Record<string, Member>> = {
  properties: map("schema"),
  patternProperties: map("schema"),
  $defs: map("schema"),
  definitions: map("schema"),
  dependentSchemas: map("schema"),
  items: one("schema"),
  additionalProperties: one("schema"),
  unevaluatedItems: one("schema"),
  unevaluatedProperties: one("schema"),
  propertyNames: one("schema"),
  contains: one("schema"),
  contentSchema: one("schema"),
  not: one("schema"),
  if: one("schema"),
  then: one("schema"),
  else: one("schema"),
  allOf: list("schema"),
  anyOf: list("schema"),
  oneOf: list("schema"),
  prefixItems: list("schema"),
};

const PARAMETER = { schema: one("schema"), content: map("mediaType"), examples: map("example") };

/** The members of each kind of object that are objects of a kind themselves. */
export type Shape = Readonly<Record<Kind, Readonly<Record<string, Member>>>>;

/** The members of each kind of object that are objects of a kind themselves, as OpenAPI 3.1 has them. */
export const SHAPE: Shape = {
  document: {
    servers: list("server"),
    paths: extensibleMap("pathItem"),
    webhooks: map("pathItem"),
    components: one("components"),
  },
  components: {
    schemas: map("schema"),
    responses: map("response"),
    parameters: map("parameter"),
    examples: map("example"),
    requestBodies: map("requestBody"),
    headers: map("header"),
    securitySchemes: map("securityScheme"),
    links: map("link"),
    callbacks: map("callback"),
    pathItems: map("pathItem"),
  },
  pathItem: {
    parameters: list("parameter"),
    servers: list("server"),
    ...Object.fromEntries(METHODS.map((method) => [method, one("operation")])),
  },
  operation: {
    parameters: list("parameter"),
    requestBody: one("requestBody"),
    responses: extensibleMap("response"),
    callbacks: map("callback"),
    servers: list("server"),
  },
  parameter: PARAMETER,
  header: PARAMETER,
  requestBody: { content: map("mediaType") },
  mediaType: { schema: one("schema"), examples: map("example"), encoding: map("encoding") },
  encoding: { headers: map("header") },
  response: { headers: map("header"), content: map("mediaType"), links: map("link") },
  schema: SCHEMA,
  // A callback is itself a map of path items, see the walk.
  callback: {},
  securityScheme: {},
  example: {},
  link: {},
  server: {},
};

/** As {@link SHAPE}, of what Swagger 2.0 has. */
export const SWAGGER_SHAPE: Shape = {
  ...SHAPE,
  document: {
    paths: extensibleMap("pathItem"),
    definitions: map("schema"),
    parameters: map("parameter"),
    responses: map("response"),
  },
  operation: { parameters: list("parameter"), responses: extensibleMap("response") },
  parameter: { schema: one("schema") },
  response: { schema: one("schema") },
};
