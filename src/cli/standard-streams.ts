/**
 * Standard output and standard error, which Node opens when they are first asked for: that loads modules, for which nobody
 * who waits for a first answer is to wait.
 */
export function openStandard(name: "stdout" | "stderr"): NodeJS.WriteStream {
  const stream = process[name];
  if (!stream.listeners("error").includes(ignoreBrokenPipe)) stream.on("error", ignoreBrokenPipe);
  return stream;
}

/** Whoever reads our output may stop at any time, as `head` does; that is no fault. */
function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
