import type { Format } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";

/** The string formats that are checked, by name; JSON Schema's, OpenAPI's, and `ulid`. */
export const formats: Readonly<Record<string, Format>> = { ...fullFormats, ulid: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i };
