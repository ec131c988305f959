import type { Collection } from "../world/collection.js";
import type { Ids } from "../world/ids.js";
import type { Draft } from "../world/world.js";
import type { ApiDraft } from "./behaviour.js";
import type { ServedApi } from "./served-api.js";

/** The part of a draft that belongs to one API. */
export function createApiDraft(api: ServedApi, draft: Draft): ApiDraft {
  return new OwnDraft(api, draft);
}

class OwnDraft implements ApiDraft {
  readonly #api: ServedApi;
  readonly #draft: Draft;

  constructor(api: ServedApi, draft: Draft) {
    this.#api = api;
    this.#draft = draft;
  }

  get now(): number {
    return this.#draft.now;
  }

  get randomSeed(): number {
    return this.#draft.randomSeed;
  }

  get ids(): Ids {
    return this.#draft.ids;
  }

  collection<Rec extends object>(name: string): Collection<Rec> {
    return this.#draft.collection<Rec>(this.#api.collectionNames.get(name) ?? `${this.#api.name}.${name}`);
  }

  timestamp(): string {
    return this.#api.writeInstant(this.now);
  }

  timestampAfter(previous: string): string {
    const later = this.#draft.clock.frozen ? this.now : Math.max(this.now, Date.parse(previous) + 1);
    return Number.isNaN(later) ? this.timestamp() : new Date(later).toISOString();
  }
}
