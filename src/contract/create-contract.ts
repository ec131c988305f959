import { isNode, LineCounter, parseDocument, type Document as YamlDocument } from "yaml";
import type { Document } from "../openapi/document.js";
import type { Pointer } from "../openapi/reference.js";
import type { Contract } from "./contract.js";

/** Makes a contract of a document and the text of its file, YAML or JSON, which is read only when a line is asked for. */
export function createContract(document: Document, { file, text }: { file: string; text?: () => string }): Contract {
  let lines: ((pointer: Pointer) => number | undefined) | undefined;
  return {
    document,
    file,
    findLine(pointer) {
      if (text === undefined) return undefined;
      lines ??= createLineFinder(text());
      return lines(pointer);
    },
  };
}

function createLineFinder(text: string): (pointer: Pointer) => number | undefined {
  const counter = new LineCounter();
  const parsed: YamlDocument = parseDocument(text, { lineCounter: counter, keepSourceTokens: false });
  return (pointer) => {
    const steps = pointer
      .split("/")
      .slice(1)
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const node = parsed.getIn(steps, true);
    const start = isNode(node) ? node.range?.[0] : undefined;
    return start === undefined ? undefined : counter.linePos(start).line;
  };
}
