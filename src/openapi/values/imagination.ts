import type { AST, RegExpParser } from "@eslint-community/regexpp";
import type { Faker } from "@faker-js/faker";

/** What makes generated values believable, and strings fit patterns. */
export interface Imagination {
  readonly faker: Faker;
  /** The syntax tree of a regular expression. @throws SyntaxError when it is none. */
  parsePattern(pattern: string): AST.Pattern;
}

/** The day by which faker reckons; values are never by the machine's clock. */
const REFERENCE_DATE = "2026-01-01T00:00:00.000Z";

/** Loads what makes values believable. Only on demand, as it takes long; English alone, as all the languages take longer still. */
export async function loadImagination(): Promise<Imagination> {
  const [{ faker }, { RegExpParser }] = await Promise.all([
    import("@faker-js/faker/locale/en"),
    import("@eslint-community/regexpp"),
  ]);
  return createImagination(faker, new RegExpParser());
}

/** Makes an imagination of its two parts. */
export function createImagination(faker: Faker, parser: RegExpParser): Imagination {
  faker.setDefaultRefDate(REFERENCE_DATE);
  return {
    faker,
    parsePattern(pattern) {
      try {
        return parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
      } catch {
        // JSON Schema asks for Unicode patterns (draft 2020-12, 6.4), of which not every pattern that people write is one.
        return parser.parsePattern(pattern, 0, pattern.length, { unicode: false });
      }
    },
  };
}
