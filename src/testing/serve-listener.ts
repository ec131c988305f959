import { createServer, type IncomingMessage, type RequestListener, type ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Serves what a listener answers on a free port of this machine until the test ends, and gives its URL. */
export async function serveListener<Request extends typeof IncomingMessage = typeof IncomingMessage>(
  listener: RequestListener<Request>,
  options: ServerOptions<Request> = {},
): Promise<string> {
  const server = createServer(options, listener);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
}
