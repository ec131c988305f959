/** Milliseconds of each unit, the longest first. */
const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/** The milliseconds of a text such as `90s`, `1h30m` or `-500ms`; `undefined` for any other. */
export function readDuration(text: string): number | undefined {
  const match = /^(-?)((?:\d+(?:ms|[dhms]))+)$/.exec(text);
  if (!match) return undefined;
  const parts = (match[2] ?? "").matchAll(/(\d+)(ms|[dhms])/g);
  const sum = [...parts].reduce((total, [, count, unit]) => total + Number(count) * getMilliseconds(unit), 0);
  return match[1] === "-" ? -sum : sum;
}

/** Milliseconds as people write them: `1h 30m`. */
export function describeDuration(milliseconds: number): string {
  let rest = Math.round(milliseconds);
  const parts: string[] = [];
  for (const [unit, length] of Object.entries(UNITS)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join(" ") || "0s";
}

function getMilliseconds(unit: string | undefined): number {
  return Object.entries(UNITS).find(([name]) => name === unit)?.[1] ?? 0;
}
