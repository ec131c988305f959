import type { ApiDefinition } from "./api-definition.js";
import { ConfigurationError } from "./configuration-error.js";

/** The value of each of an API's switches: the one that was set, or its default. @throws ConfigurationError for a value that is none. */
export function readSwitches(
  definition: ApiDefinition,
  rules: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(definition.switches).map(([name, { values }]) => {
      const key = `${definition.name}.${name}`;
      const value = Object.hasOwn(rules, key) ? rules[key] : undefined;
      if (value !== undefined && !values.includes(value)) {
        throw new ConfigurationError(`${key} can't be ${JSON.stringify(value)}; it can be: ${values.join(", ")}`);
      }
      return [name, value ?? values[0]];
    }),
  );
}

/** @throws ConfigurationError when a rule that was set is no switch of the APIs; it names those that are. */
export function refuseUnknownSwitches(
  definitions: readonly ApiDefinition[],
  rules: Readonly<Record<string, string>>,
): void {
  const known = definitions.flatMap(({ name, switches }) => Object.keys(switches).map((key) => `${name}.${key}`));
  const unknown = Object.keys(rules).filter((key) => !known.includes(key));
  if (unknown.length > 0) {
    throw new ConfigurationError(`there is no rule ${unknown.join(", ")}; there are: ${known.join(", ")}`);
  }
}
