/** Takes the percent-encoding off a text; one that is not well encoded means what it says. */
export function decodeLeniently(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
