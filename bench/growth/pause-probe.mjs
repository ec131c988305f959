// Loaded into a server by `--import`: tells the longest time that its event loop was held up since the last question.
import { monitorEventLoopDelay } from "node:perf_hooks";

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on("message", () => {
  // A pause is noticed only by the turns that come after it.
  setTimeout(() => {
    const longest = delay.max / 1e6;
    delay.reset();
    // It counts from the first turn that it sees, which must be over before the next pause begins.
    setTimeout(() => process.send?.(longest), 20);
  }, 50);
});
// To be asked is no reason to live on.
process.channel?.unref();
