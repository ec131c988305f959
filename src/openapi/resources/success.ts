import type { Operation } from "../operation.js";
import { findReplyMediaType, findResponse } from "../response.js";

/** Statuses of success by method, the likeliest first. */
const USUAL: Readonly<Record<string, readonly number[]>> = {
  POST: [201, 200, 202, 204],
  DELETE: [204, 200, 202],
};

/** Of any other method. */
const ORDINARY = [200, 201, 202, 204];

/** The status with which an operation succeeds as documented; `wanted` are those that suit what it does, the best first. */
export function chooseSuccess({ method, responses }: Operation, wanted: readonly number[] = []): number {
  const usual = [...wanted, ...(USUAL[method] ?? ORDINARY), ...ORDINARY];
  const documented = responses.map(({ status }) => status);
  const exact = documented.filter((status) => /^2\d\d$/.test(status)).map(Number);
  const best = usual.find((status) => exact.includes(status)) ?? exact[0];
  if (best !== undefined) return best;
  const fallback = usual[0] ?? 200;
  if (documented.includes("2XX") || documented.length === 0) return fallback;
  const redirect = documented.find((status) => /^[13]\d\d$/.test(status));
  if (redirect !== undefined) return Number(redirect);
  // A document that knows only errors does not mean that nothing ever succeeds.
  return documented.includes("default") ? 200 : fallback;
}

/** The media type of the body with that status; `undefined` when none is documented. */
export function findSuccessMediaType({ responses }: Operation, status: number): string | undefined {
  const response = findResponse(responses, status);
  return response && findReplyMediaType(response);
}
