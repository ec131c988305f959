import { findResponseSchema } from "../openapi/body-schema.js";
import type { Document } from "../openapi/document.js";
import { isJsonObject } from "../openapi/json.js";
import { isJsonMediaType } from "../openapi/media-type.js";
import type { Operation } from "../openapi/operation.js";
import { findAtPointer, resolveAtPointer, type Pointer } from "../openapi/reference.js";
import type { Response } from "../openapi/response.js";
import type { Validate } from "../openapi/schema-validator.js";

/** The schema that the bodies of an API's errors have. */
export interface ErrorShape {
  /** Where it really stands. */
  readonly pointer: Pointer;
  readonly validate: Validate;
}

/** The shape of an API's errors: its `x-standin.error`, or what all documented errors share; `undefined` when they share none. */
export function findErrorShape(document: Document): ErrorShape | undefined {
  const own = findAtPointer(document.source, "/x-standin/error");
  if (isJsonObject(own) && Object.keys(own).length > 0) {
    return { pointer: resolveAtPointer(document.source, "/x-standin/error").pointer, validate: document.validateError };
  }
  const shapes = document.operations.flatMap((operation) => listErrorShapes(document, operation));
  const [first] = shapes;
  return first && shapes.every(({ pointer }) => pointer === first.pointer) ? first : undefined;
}

function listErrorShapes(document: Document, operation: Operation): ErrorShape[] {
  return operation.responses.filter(isError).flatMap(({ status, content }) =>
    [...content].flatMap(([mediaType, validate]) => {
      // A range or the default is found by any status of it.
      const example = status === "default" ? 500 : Number(status.replaceAll("X", "0"));
      const schema = findResponseSchema(document, operation, example, mediaType);
      if (!validate || schema === undefined || !isJsonMediaType(mediaType)) return [];
      return [{ pointer: resolveAtPointer(document.source, schema).pointer, validate }];
    }),
  );
}

function isError({ status }: Response): boolean {
  return /^[45]/.test(status) || status === "default";
}
