import type { FlatSchema } from "../flat-schema.js";
import type { Json, JsonObject } from "../json.js";
import type { ValueSource } from "./value-source.js";

/** How one value is to be. */
export interface ValueWish {
  /** The same seed makes the same value. */
  readonly seed: string;
  /** Name of the property which will hold it. */
  readonly name?: string;
  /**
   * `full`: as one would like to see it, most of what may be there; `some`: what may be there is there at times;
   * `required`: only what has to be there; `bare`: the same, as it would be just after it was made: nothing counted yet,
   * nothing listed, nothing set.
   */
  readonly extent?: "full" | "some" | "required" | "bare";
  /** Whose side sends it: what only the other side may send is left out; by default neither's. */
  readonly sentBy?: "client" | "server";
  /** Whether a schema's own examples come before what its names hint at. */
  readonly prefersExamples?: boolean;
}

/** A value under way: what it is made from, and how much there is of it already. */
export interface ValueContext extends Required<Omit<ValueWish, "seed" | "name" | "sentBy">> {
  readonly source: ValueSource;
  readonly sentBy: ValueWish["sentBy"];
  /** How many values were made within it. */
  size: number;
  readonly flatten: (schema: Json) => FlatSchema;
  readonly make: (schema: Json, name: string, depth: number) => Json;
  /** The keywords of a schema after one branch of each alternative was chosen. */
  readonly choose: (schema: Json, depth: number) => JsonObject;
}

/** How deep values go before only what is required is made, and arrays are as short as they may be. */
const DEEP = 4;

/** How many values there are in one before only what is required is made. */
const LARGE = 400;

/** Whether no more is made than has to be. */
export function isFrugal({ extent, size }: Pick<ValueContext, "extent" | "size">, depth: number): boolean {
  return extent === "bare" || extent === "required" || depth >= DEEP || size >= LARGE;
}
