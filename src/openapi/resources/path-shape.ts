import { splitPath } from "../path-template.js";

/** A path template as far as resources are told by it: `/pets/{petId}.json` is `pets`, then one parameter. */
export interface PathShape {
  readonly template: string;
  readonly steps: readonly PathStep[];
  /** The same for all templates that differ in the names of parameters only. */
  readonly pattern: string;
}

/** One step of a path: a word, or a parameter by its name. */
export type PathStep =
  { readonly kind: "word"; readonly text: string } | { readonly kind: "parameter"; readonly name: string };

/** Reads the shape of a path template. */
export function readPathShape(template: string): PathShape {
  const steps = splitPath(template).flatMap(readSteps);
  return { template, steps, pattern: toPattern(steps) };
}

/** The pattern of some steps. */
export function toPattern(steps: readonly PathStep[]): string {
  return steps.map((step) => (step.kind === "word" ? `/${step.text}` : "/{}")).join("");
}

/** Names of the parameters of some steps, in their order. */
export function listParameterNames(steps: readonly PathStep[]): string[] {
  return steps.flatMap((step) => (step.kind === "parameter" ? [step.name] : []));
}

/** `{Sid}.json` is a parameter, `Calls.json` a word; `{name}:cancel` is a parameter and a word. */
function readSteps(segment: string): PathStep[] {
  const bare = segment.replace(/\.(json|xml)$/i, "");
  const parameter = /^\{([^{}]+)\}(?::([^{}]+))?$/.exec(bare);
  if (!parameter) return [{ kind: "word", text: bare }];
  const [, name = "", verb] = parameter;
  return [{ kind: "parameter", name }, ...(verb === undefined ? [] : [{ kind: "word", text: verb } as const])];
}

/** The beginnings of a pattern that end before one of its slashes, the longest first; not the pattern itself. */
export function listPrefixes(pattern: string): string[] {
  const prefixes: string[] = [];
  for (let at = pattern.lastIndexOf("/"); at > 0; at = pattern.lastIndexOf("/", at - 1))
    prefixes.push(pattern.slice(0, at));
  return prefixes;
}
