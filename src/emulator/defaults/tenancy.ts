import type { DocumentCollection } from "../../openapi/document.js";
import { toText, type JsonObject } from "../../openapi/json.js";
import type { DefaultCall, KeptRecord } from "./default-context.js";

/** The field of a collection that names the tenant, and whose records the caller may reach. */
export interface Tenancy {
  readonly field: string;
  readonly tenant: string;
}

/**
 * Whose records of a declared collection a caller reaches: those of the tenant that the principal's own record names in the
 * field which the collection declares as `tenant`; of a principal that names none, all.
 */
export function findTenancy({ call }: DefaultCall, { tenant: field }: DocumentCollection): Tenancy | undefined {
  if (field === undefined) return undefined;
  const principal = call.world.collection<JsonObject>("principals").find(call.principal.name);
  const tenant = toText(principal?.[field]);
  return tenant === "" ? undefined : { field, tenant };
}

/** Whether a record is one of the caller's tenant. */
export function isOwn(tenancy: Tenancy | undefined, record: KeptRecord): boolean {
  return tenancy === undefined || toText(record[tenancy.field]) === tenancy.tenant;
}
