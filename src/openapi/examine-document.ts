import type { Examination, FoundDefect } from "./defect.js";
import { createCircleBreaker } from "./defects/circles.js";
import { examineMisplaced } from "./defects/misplaced.js";
import { createOperationNamer, examineOperation } from "./defects/operations.js";
import { examineParameter, examinePathParameters } from "./defects/parameters.js";
import { examineLengths, examinePaths } from "./defects/paths.js";
import { examineReference } from "./defects/references.js";
import { examineKeywords } from "./defects/schema-keywords.js";
import { examinePatterns } from "./defects/patterns.js";
import { examineSchema } from "./defects/schema-meaning.js";
import { examineWords } from "./defects/schema-words.js";
import { examineUnsatisfiable } from "./defects/unsatisfiable.js";
import { createValueJudge } from "./defects/values.js";
import { examineSecurity } from "./defects/security.js";
import { examineServer, examineServers } from "./defects/servers.js";
import type { JsonObject } from "./json.js";
import { walkDocument, type Site } from "./walk-document.js";

/** How a document is examined. */
export interface ExamineOptions {
  /** Whether examples and defaults are judged, for which every schema that has some must be compiled. */
  readonly values: boolean;
  /** Why references to files lead nowhere, by their texts. */
  readonly fileFaults?: ReadonlyMap<string, string>;
}

/**
 * Finds what is contradictory in a document of the form of OpenAPI 3.1, and changes in it what can't stay, so that it can
 * be read and served whatever it held. @returns the defects in the order in which they were found.
 */
export function examineDocument(document: JsonObject, { values, fileFaults }: ExamineOptions): FoundDefect[] {
  const defects: FoundDefect[] = [];
  const report = (defect: FoundDefect) => void defects.push(defect);
  const examination: Examination = { document, report, ...(fileFaults && { fileFaults }) };
  mendForm(examination);
  examinePaths(examination);
  examineSecurity(examination);
  examineMeaning(examination);
  if (values) {
    const judge = createValueJudge(examination);
    walkDocument(document, { enter: (site) => judge.examine(site) });
  }
  return defects;
}

/** What has to be mended before anything can be asked of the document. */
function mendForm(examination: Examination): void {
  const { document } = examination;
  document["paths"] ??= {};
  examineLengths(examination);
  walkDocument(document, {
    enter(site) {
      examineReference(site, examination);
      examineServers(site, examination);
      if (site.kind === "schema") examineSchemaForm(site, examination);
    },
    misplaced: (misplaced) => examineMisplaced(misplaced, examination),
  });
  // What held the paths was perhaps no map.
  document["paths"] ??= {};
  const breakCircles = createCircleBreaker(examination);
  walkDocument(document, { enter: ({ kind, pointer }) => void (kind === "schema" && breakCircles(pointer)) });
}

function examineSchemaForm(site: Site, examination: Examination): void {
  examineKeywords(site, examination);
  examineWords(site, examination);
  examinePatterns(site, examination);
}

function examineMeaning(examination: Examination): void {
  const namer = createOperationNamer(examination.document);
  walkDocument(examination.document, {
    enter(site) {
      if (site.kind === "schema") {
        examineSchema(site, examination);
        examineUnsatisfiable(site, examination);
      }
      if (site.kind === "parameter") examineParameter(site, examination);
      if (site.kind === "server") examineServer(site, examination);
      if (site.kind !== "operation") return;
      namer.name(site, examination);
      examineOperation(site, examination);
      examinePathParameters(site, examination);
    },
  });
}
