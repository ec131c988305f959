import type { Report } from "./report.js";
import { writeConsole } from "./write-console.js";
import { writeGithub } from "./write-github.js";
import { writeHar } from "./write-har.js";
import { writeHtml } from "./write-html.js";
import { writeJson } from "./write-json.js";
import { writeJunit } from "./write-junit.js";

/** A form in which a run can be told. */
export interface ReportFormat {
  /** As `--reporter` names it. */
  readonly name: string;
  /** End of its file's name, `API.…`; `undefined` for what goes to standard output. */
  readonly file: string | undefined;
  readonly write: (report: Report) => string;
}

/** Every form in which a run can be told. */
export function listFormats(): ReportFormat[] {
  return [
    { name: "console", file: undefined, write: (report) => writeConsole(report) },
    { name: "junit", file: "junit.xml", write: writeJunit },
    { name: "html", file: "html", write: writeHtml },
    { name: "json", file: "json", write: writeJson },
    { name: "har", file: "har", write: writeHar },
    { name: "github", file: undefined, write: writeGithub },
  ];
}
