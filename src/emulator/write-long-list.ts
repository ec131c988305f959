import type { Answer } from "./answer.js";
import { giveWay } from "./give-way.js";
import { MOST_ITEMS, NONE, writeWhole, type BodySchema, type WrittenBody } from "./write-body.js";

/** How many items of a long list are written in one go: some milliseconds. */
const ITEMS_A_TURN = 1000;

/**
 * Writes and judges a long list little by little, so that other requests are answered in between; `undefined` where its form
 * is not JSON, or its schema says more of it than of its items.
 */
export function writeLongList(
  list: readonly unknown[],
  schema: BodySchema | undefined,
): Promise<WrittenBody> | undefined {
  const { form = "json", validate, validateItem } = schema ?? {};
  return form !== "json" || (validate && !validateItem) ? undefined : writeInTurns(list, { validate, validateItem });
}

/** Whether a body is a list that is better not written in one go. */
export function isLongList(body: Answer["body"]): body is readonly unknown[] {
  return Array.isArray(body) && body.length > MOST_ITEMS;
}

async function writeInTurns(list: readonly unknown[], { validate, validateItem }: BodySchema): Promise<WrittenBody> {
  const texts: string[] = [];
  for (let at = 0; at < list.length; at += ITEMS_A_TURN) {
    if (at > 0) await giveWay();
    const some = list.slice(at, at + ITEMS_A_TURN);
    // What is wrong is told of the whole, so that each place has its full name.
    if (validateItem && some.some((item) => validateItem(item).length > 0)) return writeWhole(list, validate);
    texts.push(JSON.stringify(some).slice(1, -1));
  }
  return { text: `[${texts.join(",")}]`, violations: NONE };
}
