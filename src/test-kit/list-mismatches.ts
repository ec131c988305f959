/** A place at which a value is not what was expected. */
export interface Mismatch {
  /** Such as `body.items[0].name`. */
  readonly at: string;
  readonly expected: unknown;
  /** `undefined` when there is nothing. */
  readonly actual: unknown;
}

/** A runner's matcher that stands for many values, such as `expect.any(String)`. */
interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean;
}

/**
 * The places at which a value lacks what is expected: of an object some members, of a list all items. A regular
 * expression stands for every text that it matches, a runner's asymmetric matcher for what it accepts.
 */
export function listMismatches(expected: unknown, actual: unknown, at: string): Mismatch[] {
  if (isAsymmetricMatcher(expected)) return expected.asymmetricMatch(actual) ? [] : [{ at, expected, actual }];
  if (expected instanceof RegExp) {
    return typeof actual === "string" && actual.search(expected) >= 0 ? [] : [{ at, expected, actual }];
  }
  if (Array.isArray(expected)) return listItemMismatches(expected, actual, at);
  if (!isObject(expected)) return Object.is(expected, actual) ? [] : [{ at, expected, actual }];
  if (!isObject(actual) || Array.isArray(actual)) return [{ at, expected, actual }];
  return Object.entries(expected).flatMap(([key, value]) =>
    listMismatches(value, Object.hasOwn(actual, key) ? actual[key] : undefined, toPlace(at, key)),
  );
}

/** Everything that is expected, place by place. */
export function listExpected(expected: unknown, at: string): Omit<Mismatch, "actual">[] {
  const isLeaf = !isObject(expected) || isAsymmetricMatcher(expected) || expected instanceof RegExp;
  const members = isLeaf || Array.isArray(expected) ? [] : Object.entries(expected);
  if (members.length === 0) return [{ at, expected }];
  return members.flatMap(([key, value]) => listExpected(value, toPlace(at, key)));
}

function toPlace(at: string, key: string): string {
  if (at === "") return key;
  return /^[\w$-]+$/.test(key) ? `${at}.${key}` : `${at}[${JSON.stringify(key)}]`;
}

function listItemMismatches(expected: readonly unknown[], actual: unknown, at: string): Mismatch[] {
  if (!Array.isArray(actual) || actual.length !== expected.length) return [{ at, expected, actual }];
  return expected.flatMap((item, index) => listMismatches(item, actual[index], `${at}[${index}]`));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isAsymmetricMatcher(value: unknown): value is AsymmetricMatcher {
  return isObject(value) && typeof value["asymmetricMatch"] === "function";
}
