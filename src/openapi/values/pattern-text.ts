import type { AST } from "@eslint-community/regexpp";
import type { Chance } from "./chance.js";

/** How long repeated parts of a text become beyond what their pattern demands. */
export interface PatternWish {
  readonly chance: Chance;
  /** How often an unbounded or optional part is repeated at most, beyond its least. */
  readonly generosity: number;
}

/** A text by a regular expression's tree. What looks around is not followed, so the text is to be judged before use. */
export function writePatternText(wish: PatternWish, { alternatives }: AST.Pattern): string {
  return writeAlternatives({ ...wish, groups: new Map() }, alternatives);
}

interface Context extends PatternWish {
  /** What each capturing group gave, for what refers back to it. */
  readonly groups: Map<AST.CapturingGroup, string>;
}

function writeAlternatives(context: Context, alternatives: readonly AST.Alternative[]): string {
  return context.chance
    .pick(alternatives)
    .elements.map((element) => writeElement(context, element))
    .join("");
}

function writeElement(context: Context, element: AST.Element): string {
  switch (element.type) {
    case "Quantifier":
      return writeQuantifier(context, element);
    case "Group":
      return writeAlternatives(context, element.alternatives);
    case "CapturingGroup": {
      const text = writeAlternatives(context, element.alternatives);
      context.groups.set(element, text);
      return text;
    }
    case "Backreference":
      return [element.resolved]
        .flat()
        .map((group) => context.groups.get(group) ?? "")
        .join("");
    case "Assertion":
      return "";
    default:
      return writeCharacter(context, element);
  }
}

function writeQuantifier(context: Context, { min, max, element }: AST.Quantifier): string {
  const count = context.chance.integer(min, Math.min(max, min + context.generosity));
  return Array.from({ length: count }, () => writeElement(context, element)).join("");
}

/** Ordinary letters first, so that what may be anything is readable. */
const READABLE = Array.from(
  "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -_.,:/@+!#$%&'()*;<=>?[]^`{|}~\"\\\n\t",
);

function writeCharacter(context: Context, element: AST.Element): string {
  if (element.type === "Character") return String.fromCodePoint(element.value);
  if (element.type === "CharacterClass" && !element.negate) {
    const [first] = element.elements;
    // A class without members matches nothing at all.
    if (!first) return "";
    return writeMember(context, context.chance.pick(element.elements));
  }
  const fitting = READABLE.filter((character) => isMatch(element, character));
  return fitting.length > 0 ? context.chance.pick(preferLetters(fitting)) : "";
}

function writeMember(context: Context, member: AST.CharacterClass["elements"][number]): string {
  if (member.type === "Character") return String.fromCodePoint(member.value);
  if (member.type === "CharacterClassRange") {
    return String.fromCodePoint(context.chance.integer(member.min.value, member.max.value));
  }
  const fitting = READABLE.filter((character) => new RegExp(`^[${member.raw}]$`, "u").test(character));
  return fitting.length > 0 ? context.chance.pick(preferLetters(fitting)) : "";
}

function isMatch({ raw }: AST.Element, character: string): boolean {
  try {
    return new RegExp(`^${raw}$`, "u").test(character);
  } catch (error) {
    if (error instanceof SyntaxError) return new RegExp(`^${raw}$`).test(character);
    throw error;
  }
}

function preferLetters(characters: readonly string[]): readonly string[] {
  const letters = characters.filter((character) => /[a-z0-9]/i.test(character));
  return letters.length > 0 ? letters : characters;
}
