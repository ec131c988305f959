import { emptySlots, enumerateSlots, getSlot, setSlot, type Slots } from "./slots.js";

/**
 * Places in a collection's order of creation, in that order, as one immutable value: one, a few, or many as bits of numbers
 * of 32. Most are one, and anything around each would be most of a World's memory.
 */
export type Places = number | readonly number[] | Slots<number>;

/** Up to how many they are a list, which is copied whole. */
const FEW = 32;

/** Bits in a number. */
const BITS = 32;

/** With one more; without any before it where there are none. */
export function addPlace(places: Places | undefined, place: number): Places {
  if (places === undefined || places === place) return place;
  if (typeof places === "number") return places < place ? [places, place] : [place, places];
  if ("height" in places) return setBit(places, place);
  const at = places.findIndex((other) => other >= place);
  if (places[at] === place) return places;
  if (places.length < FEW) return at < 0 ? [...places, place] : places.toSpliced(at, 0, place);
  return setBit(toBits(places), place);
}

/** Without one; `undefined` when none is left. */
export function removePlace(places: Places | undefined, place: number): Places | undefined {
  if (places === undefined || places === place) return undefined;
  if (typeof places === "number") return places;
  if ("height" in places) {
    const rest = clearBit(places, place);
    return rest.root === undefined ? undefined : rest;
  }
  const rest = places.filter((other) => other !== place);
  return rest.length > 1 ? rest : rest[0];
}

/** Places that are told in their order; `undefined` of none. */
export function toPlaces(places: readonly number[]): Places | undefined {
  if (places.length <= 1) return places[0];
  if (places.length <= FEW) return places;
  return toBits(places);
}

/** One after the other, in their order. */
export function listPlaces(places: Places | undefined): Iterable<number> {
  if (places === undefined) return [];
  if (typeof places === "number") return [places];
  return "height" in places ? listBits(places) : places;
}

function toBits(places: readonly number[]): Slots<number> {
  return places.reduce<Slots<number>>(setBit, emptySlots);
}

function setBit(slots: Slots<number>, place: number): Slots<number> {
  const at = Math.floor(place / BITS);
  return setSlot(slots, at, (getSlot(slots, at) ?? 0) | (1 << (place % BITS)));
}

function clearBit(slots: Slots<number>, place: number): Slots<number> {
  const at = Math.floor(place / BITS);
  const bits = (getSlot(slots, at) ?? 0) & ~(1 << (place % BITS));
  return setSlot(slots, at, bits === 0 ? undefined : bits);
}

function* listBits(slots: Slots<number>): Generator<number> {
  for (const [at, word] of enumerateSlots(slots)) {
    for (let bits = word; bits !== 0; bits &= bits - 1) yield at * BITS + findLowestBit(bits);
  }
}

function findLowestBit(bits: number): number {
  return BITS - 1 - Math.clz32(bits & -bits);
}
