/** Something of a server's insides. */
export interface Leak {
  /** What it is, in words. */
  readonly what: string;
  readonly shown: string;
}

/** What of a server's insides texts show; `isKnown` says whether the caller said a piece before. */
export function findLeak(texts: readonly string[], isKnown: (quoted: string) => boolean): Leak | undefined {
  for (const text of texts) {
    for (const [pattern, what] of PATTERNS) {
      const shown = pattern.exec(text)?.[0];
      if (shown !== undefined && !isKnown(shown)) return { what, shown: shown.slice(0, 200) };
    }
  }
  return undefined;
}

/** Forms that only a machine writes: each has more than the words with which people speak of it. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // Stacks: JavaScript, Java and its kin, .NET, Python, PHP, Ruby, Go, Rust.
  [/\bat (?:async )?(?:[\w$.<>[\] ]{1,100} )?\(?(?:file:\/\/|node:|\/|[A-Za-z]:\\)[^\s()]{1,300}:\d+:\d+/, "a stack"],
  [/\bat [\w$]+(?:\.[\w$<>]+)+\((?:[\w$]+\.(?:java|kt|scala|groovy):\d+|Native Method|Unknown Source)\)/, "a stack"],
  [/\bat [\w.`<>]+\([^)]{0,200}\) in [^\n]{1,200}:line \d+/, "a stack"],
  [/Traceback \(most recent call last\)|\bFile "[^"\n]{1,300}", line \d+/, "a stack"],
  [/\b(?:in|at) (?:\/[\w.-]+)+\.php(?: on line |:)\d+|#\d+ (?:\/[\w.-]+)+\.php\(\d+\)/, "a stack"],
  [/(?:\/[\w.-]+)+\.rb:\d+:in [`']/, "a stack"],
  [/\bgoroutine \d+ \[|(?:\/[\w.-]+)+\.go:\d+ \+0x/, "a stack"],
  [/\bthread '[^'\n]{1,60}' panicked at /, "a stack"],
  // Paths: of a source or data file, or below a folder that only servers and their makers have.
  [
    /(?<=^|[\s"'(=:[])(?:\/(?:home|root|usr|var|opt|srv|etc|tmp|app|mnt|workspace|Users)(?:\/[\w.@+-]+)*\/[\w.@+-]+\.[A-Za-z]\w{0,7})\b/,
    "a path of the server's disk",
  ],
  [/(?:\/[\w.@+-]+)*\/node_modules\/[\w@.-]+/, "a path of the server's disk"],
  [/(?<=^|[\s"'(=])[A-Za-z]:\\(?:[^\\\s"'<>|]+\\)+[^\\\s"'<>|]+/, "a path of the server's disk"],
  // Databases: their queries and their own messages.
  [
    /\bSELECT\s[\s\S]{1,300}?\sFROM\s+["`[]?\w+|\bINSERT INTO\s+["`[]?[\w.]+["`\]]?\s*(?:\(|VALUES)|\bUPDATE\s+["`[]?[\w.]+["`\]]?\s+SET\s+["`[]?\w+["`\]]?\s*=|\bDELETE FROM\s+["`[]?[\w.]+["`\]]?\s+WHERE\b/,
    "a query of its database",
  ],
  [
    /SQLSTATE\[\w+\]|\bORA-\d{5}\b|\bSQLITE_[A-Z]{3,}|\bPG::\w+|\bERROR:\s+(?:relation|column|syntax error)\b|You have an error in your SQL syntax|duplicate key value violates unique constraint "/,
    "a message of its database",
  ],
  [
    /\bE11000 duplicate key|\bMongo(?:Server|Network|Bulk\w*)?Error\b|\bCastError\b|\bSequelize\w+Error\b|\bPrisma\w+Error\b|\bQueryFailedError\b|\bdb\.\w+\.(?:find|insert|update|delete|aggregate)\w*\(/,
    "a message of its database",
  ],
];
