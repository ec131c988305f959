const DURATION = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d{1,3})?)S)?)?$/;

/** Milliseconds of a part of each kind: a week, a day, an hour, a minute, a second. */
const PARTS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000];

/** The milliseconds of an ISO 8601 duration; `undefined` for any other text, and for years and months, whose length differs. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  return PARTS.reduce((sum, part, index) => sum + part * Number((match[index + 1] ?? "0").replace(",", ".")), 0);
}
