/**
 * @typedef {object} SourceProof A claim about a source document's text that a regular expression decides.
 * @property {string} file How the source file's name begins, e.g. `000`.
 * @property {string} matches A JavaScript regular expression; it is applied to the whole text, with the flag `g` alone.
 * @property {{ min?: number, max?: number }} [count] How many matches prove the claim; without it, at least one.
 *
 * @typedef {object} Anomaly As `x-standin.anomalies` has it, as far as it is read here.
 * @property {string} id
 * @property {string} about
 * @property {{ source?: SourceProof }} [proof]
 *
 * @typedef {{ id: string, about: string, proven: boolean, found: string }} Verdict
 */

/**
 * Judges the anomalies that claim something about a source document; those with other proofs only are left out.
 * @param {readonly Anomaly[]} anomalies
 * @param {ReadonlyMap<string, string>} sources The source documents' texts by file name.
 * @returns {Verdict[]}
 */
export function proveAnomalies(anomalies, sources) {
  return anomalies.flatMap(({ id, about, proof }) => {
    const source = proof?.source;
    return source === undefined ? [] : [{ id, about, ...prove(source, sources) }];
  });
}

/** @param {SourceProof} proof @param {ReadonlyMap<string, string>} sources */
function prove({ file, matches, count = { min: 1 } }, sources) {
  const source = [...sources].find(([name]) => name.startsWith(file));
  if (source === undefined) return { proven: false, found: `no file begins with ${file}` };
  const text = source[1].replaceAll("\r\n", "\n");
  const number = [...text.matchAll(new RegExp(matches, "g"))].length;
  const { min = 0, max = Infinity } = count;
  return { proven: min <= number && number <= max, found: `${number} found, ${toWords(min, max)} expected` };
}

/** @param {number} min @param {number} max */
function toWords(min, max) {
  if (max === Infinity) return `at least ${min}`;
  return min === max ? String(min) : `${min} to ${max}`;
}
