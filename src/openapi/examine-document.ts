import type { Examination, FoundDefect } from "./defect.js";
import { createCircleBreaker } from "./defects/circles.js";
import { examineMisplaced } from "./defects/misplaced.js";
import { createOperationNamer, examineOperation } from "./defects/operations.js";
import { examineParameter, examinePathParameters } from "./defects/parameters.js";
import { examinePaths } from "./defects/paths.js";
import { examineReference } from "./defects/references.js";
import { examineKeywords } from "./defects/schema-keywords.js";
import { examineSecurity } from "./defects/security.js";
import { examineServer } from "./defects/servers.js";
import type { JsonObject } from "./json.js";
import { walkDocument } from "./walk-document.js";

/**
 * Finds what is contradictory in a document of the form of OpenAPI 3.1, and changes in it what can't stay, so that it can
 * be read and served whatever it held. @returns the defects in the order in which they were found.
 */
export function examineDocument(document: JsonObject): FoundDefect[] {
  const defects: FoundDefect[] = [];
  const examination: Examination = { document, report: (defect) => void defects.push(defect) };
  mendForm(examination);
  examinePaths(examination);
  examineSecurity(examination);
  examineMeaning(examination);
  return defects;
}

/** What has to be mended before anything can be asked of the document. */
function mendForm(examination: Examination): void {
  const { document } = examination;
  document["paths"] ??= {};
  walkDocument(document, { enter: () => {}, misplaced: (misplaced) => examineMisplaced(misplaced, examination) });
  document["paths"] ??= {};
  walkDocument(document, {
    enter(site) {
      examineReference(site, examination);
      if (site.kind === "schema") examineKeywords(site, examination);
    },
    misplaced: (misplaced) => examineMisplaced(misplaced, examination),
  });
  const breakCircles = createCircleBreaker(examination);
  walkDocument(document, { enter: ({ kind, pointer }) => void (kind === "schema" && breakCircles(pointer)) });
}

function examineMeaning(examination: Examination): void {
  const namer = createOperationNamer(examination.document);
  walkDocument(examination.document, {
    enter(site) {
      if (site.kind === "parameter") examineParameter(site, examination);
      if (site.kind === "server") examineServer(site, examination);
      if (site.kind !== "operation") return;
      namer.name(site, examination);
      examineOperation(site, examination);
      examinePathParameters(site, examination);
    },
  });
}
