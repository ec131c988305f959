import { parseMediaType } from "../../openapi/media-type.js";
import type { Operation } from "../../openapi/operation.js";
import { findResponse } from "../../openapi/response.js";
import type { ApiModel } from "../api-model.js";
import { getOperationName, type Contract } from "../contract.js";
import type { Exchange } from "../exchange.js";
import type { OperationCoverage } from "../report/report.js";
import { findHeader } from "../wire.js";

/** How far each operation was seen, by what was exchanged; `untested` tells why one was not tested. */
export function listCoverage(
  contract: Contract,
  model: ApiModel,
  exchanges: readonly Exchange[],
  untested: ReadonlyMap<string, { readonly reason: string }>,
): OperationCoverage[] {
  return contract.document.operations.map((operation) => {
    const name = getOperationName(contract, operation);
    const own = exchanges.filter((exchange) => exchange.operation === name && isOfMethod(exchange, operation));
    return {
      operation: name,
      effect: model.effectOf(operation).kind,
      responses: [...listDocumented(operation, own, untested.get(name)?.reason), ...listUndocumented(operation, own)],
      requests: listRequests(operation, own),
      untested: own.length === 0 ? (untested.get(name)?.reason ?? "nothing of it was sent") : undefined,
    };
  });
}

/** A case of another method was sent to learn of that method. */
function isOfMethod({ request }: Exchange, { method }: Operation): boolean {
  return request.method === method;
}

type Seen = OperationCoverage["responses"][number];

function listDocumented({ responses }: Operation, own: readonly Exchange[], untested: string | undefined): Seen[] {
  return responses.flatMap((response) => {
    const matching = own.filter(
      ({ response: answer }) => answer !== undefined && findResponse(responses, answer.status) === response,
    );
    const mediaTypes = response.content.size > 0 ? [...response.content.keys()] : [undefined];
    return mediaTypes.map((mediaType) => {
      const seen = mediaType === undefined ? matching : matching.filter((each) => isOfMediaType(each, mediaType));
      return {
        status: response.status,
        mediaType,
        seen: seen.length,
        reason: seen.length > 0 ? undefined : (untested ?? explainUnseen(response.status)),
      };
    });
  });
}

function isOfMediaType({ response }: Exchange, mediaType: string): boolean {
  const sent = parseMediaType(findHeader(response?.headers ?? [], "content-type") ?? "")?.essence;
  return sent !== undefined && (mediaType.includes("*") || sent === parseMediaType(mediaType)?.essence);
}

function explainUnseen(status: string): string {
  if (/^5|^default$/i.test(status)) return "no request that is sent should come to it";
  return status.startsWith("2") ? "no valid request came to it" : "no request that was sent came to it";
}

function listUndocumented({ responses }: Operation, own: readonly Exchange[]): Seen[] {
  const statuses = own.flatMap(({ response }) =>
    response && !findResponse(responses, response.status) ? [response.status] : [],
  );
  return [...new Set(statuses)].map((status) => ({
    status: String(status),
    mediaType: undefined,
    seen: statuses.filter((each) => each === status).length,
    reason: undefined,
  }));
}

function listRequests({ requestBody }: Operation, own: readonly Exchange[]): OperationCoverage["requests"] {
  const sent = own.flatMap(({ case: wanted }) => wanted.body?.mediaType ?? []);
  const mediaTypes = new Set([...(requestBody?.content.keys() ?? []), ...sent]);
  return [...mediaTypes].map((mediaType) => ({
    mediaType,
    sent: sent.filter((each) => each === mediaType).length,
  }));
}
