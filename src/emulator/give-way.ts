/**
 * Lets all else that waits in this process have its turn. By a message and not by a timer, because tests put timers of their
 * own in the place of the platform's, which ring when they say so.
 */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
