/**
 * A text as it may stand in XML or HTML, between tags and in quotes. What XML 1.0 has no way to write (control characters,
 * halves of surrogate pairs) becomes U+FFFD.
 */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll(UNWRITABLE, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const UNWRITABLE =
  // oxlint-disable-next-line no-control-regex -- control characters are what may not be written
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
