import { findAtPointer, joinPointer } from "../../openapi/reference.js";
import { isJsonObject } from "../../openapi/json.js";
import type { Check } from "../check.js";
import type { Contract } from "../contract.js";
import type { Exchange } from "../exchange.js";
import { toFinding, type Noticed } from "../noticed.js";
import { readAnswer, type Answer } from "../read-answer.js";
import { sayOfOperation, sayOfResponse } from "../said-of-response.js";
import { specify, type Statement } from "../statement.js";
import { findHeader } from "../wire.js";

/** The headers are there that the document, or HTTP for this status, asks for. */
export const c005: Check = {
  id: "C005",
  title: "Required headers are there",
  about:
    "Judges every answer that must have a header: those that the document calls required, and by HTTP itself WWW-Authenticate " +
    "with 401 and Allow with 405 (RFC 9110, 15.5.2 and 15.5.6), which counts as inferred where the document is silent: many " +
    "servers leave them out. A Retry-After has to be seconds or a date.",
  judge(exchange, { contract }) {
    const answer = readAnswer(exchange);
    if (!answer) return undefined;
    const wanted = [...listDocumented(answer, contract), ...listByHttp(answer, exchange)];
    const { headers } = answer.response;
    const missing = wanted.filter(({ name }) => findHeader(headers, name) === undefined).map(toMissing);
    const malformed = listMalformed(answer, exchange);
    if (wanted.length === 0 && malformed === undefined) return undefined;
    return [...new Map([...missing, ...(malformed ?? [])].map((what) => [what.message, what])).values()].map((what) =>
      toFinding("C005", exchange, what),
    );
  },
};

interface Wanted {
  /** In lower case. */
  readonly name: string;
  readonly by: string;
  readonly statement: Statement;
}

function listDocumented({ operation, documented }: Answer, contract: Contract): Wanted[] {
  if (!operation || !documented) return [];
  const holder = sayOfResponse(contract, operation, documented);
  const headers = joinPointer(holder.pointer ?? "", "headers");
  const map = findAtPointer(contract.document.source, headers);
  const names = Object.keys(isJsonObject(map) ? map : {});
  return documented.headers
    .filter(({ required }) => required)
    .map(({ name }) => ({
      name,
      by: "the document",
      statement: specify(
        contract,
        holder,
        joinPointer(headers, names.find((own) => own.toLowerCase() === name) ?? name),
      ),
    }));
}

const BY_HTTP: Readonly<Record<number, string>> = { 401: "www-authenticate", 405: "allow" };

function listByHttp({ response }: Answer, exchange: Exchange): Wanted[] {
  const name = BY_HTTP[response.status];
  if (name === undefined) return [];
  const statement = { ...sayOfOperation(exchange.case.operation), evidence: "inferred" } as const;
  return [{ name, by: "HTTP", statement }];
}

function toMissing({ name, by, statement }: Wanted): Noticed {
  return {
    message: `The header ${name} is missing, which ${by} asks for.`,
    received: null,
    documented: name,
    statement,
  };
}

/** `undefined` when there is no Retry-After. */
function listMalformed({ response }: Answer, exchange: Exchange): Noticed[] | undefined {
  const value = findHeader(response.headers, "retry-after");
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value) || (/^[A-Z][a-z]{2}, /.test(value) && !Number.isNaN(Date.parse(value)))) return [];
  return [
    {
      message: "The Retry-After is neither a number of seconds nor a date.",
      received: value,
      documented: "seconds, or a date as HTTP writes it",
      statement: { ...sayOfOperation(exchange.case.operation), evidence: "published" },
    },
  ];
}
