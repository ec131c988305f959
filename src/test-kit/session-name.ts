/** Longest part of a test's title that its session's name has; a name has at most 100 characters. */
const LONGEST = 60;

/** A name for a test's session: its title, so that people know it again, and what makes it no other test's. */
export function createSessionName(title: string): string {
  const words = title
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/[^\w.~-]+/g, "-")
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, "");
  return `${words === "" ? "test" : words}-${crypto.randomUUID().slice(0, 13)}`;
}
