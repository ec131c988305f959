import { parseJson } from "../../openapi/json.js";
import { findMediaTypeRange, isJsonMediaType } from "../../openapi/media-type.js";
import type { Check } from "../check.js";
import type { Contract } from "../contract.js";
import type { Exchange } from "../exchange.js";
import { isContentType } from "../is-content-type.js";
import { toFinding, type Noticed } from "../noticed.js";
import { readAnswer, type Answer } from "../read-answer.js";
import { sayOfOperation, sayOfResponse } from "../said-of-response.js";

/** A body has a media type, is what that says, and is documented as that. */
export const c003: Check = {
  id: "C003",
  title: "A body has a documented media type, and is what it says",
  about:
    "Judges every answer with a body: there is one Content-Type, it is well-formed, the body can be parsed as that (JSON), and " +
    "the document has that media type, or a range that covers it, for the status. A body where none is documented is told, too. " +
    "application/problem+json is not application/json: a client that goes by the document would not read it.",
  restsOnHttp: true,
  judge(exchange, { contract }) {
    const answer = readAnswer(exchange);
    if (!answer || answer.response.body.length === 0 || exchange.request.method === "HEAD") return undefined;
    // A body of 204 or 304 must not be there at all, which C007 tells.
    if (answer.response.status === 204 || answer.response.status === 304) return undefined;
    const noticed = listFormFaults(answer, exchange) ?? listUndocumented(answer, contract);
    return noticed.map((what) => toFinding("C003", exchange, what));
  },
};

function listFormFaults({ response, mediaType, text, json }: Answer, exchange: Exchange): Noticed[] | undefined {
  const statement = { ...sayOfOperation(exchange.case.operation), evidence: "published" } as const;
  const headers = response.headers.filter(([name]) => name.toLowerCase() === "content-type").map(([, value]) => value);
  const [header, second] = headers;
  const why = "HTTP asks whoever sends a body to say of what kind it is, so that the receiver need not guess.";
  if (header === undefined) {
    return [
      {
        message: "There is a body, and no Content-Type.",
        received: null,
        documented: "a Content-Type",
        statement,
        why,
      },
    ];
  }
  if (second !== undefined || !mediaType || !isContentType(header)) {
    const message =
      second === undefined ? "The Content-Type is not well-formed." : "There is more than one Content-Type.";
    return [{ message, received: headers, documented: "type/subtype; name=value", statement, why }];
  }
  if (!isJsonMediaType(mediaType.essence) || json !== undefined || text === undefined) return undefined;
  return [
    {
      message: `The body is not well-formed JSON: ${describeSyntax(text)}.`,
      received: text.slice(0, 200),
      documented: header,
      statement,
      why: "What calls itself JSON has to be JSON, or no client can read it.",
    },
  ];
}

function listUndocumented({ operation, documented, mediaType }: Answer, contract: Contract): Noticed[] {
  if (!operation || !documented || !mediaType) return [];
  const known = [...documented.content.keys()];
  if (findMediaTypeRange(known, mediaType.essence) !== undefined) return [];
  return [
    {
      message:
        known.length === 0
          ? `There is a body (${mediaType.essence}) where ${documented.status} has none.`
          : `The media type ${mediaType.essence} is not documented for ${documented.status}.`,
      received: mediaType.essence,
      documented: known.length === 0 ? "no body" : known,
      statement: sayOfResponse(contract, operation, documented),
    },
  ];
}

/** What the parser says of it. */
function describeSyntax(text: string): string {
  try {
    parseJson(text);
    return "nothing";
  } catch (error) {
    return error instanceof SyntaxError ? error.message : "it can't be parsed";
  }
}
