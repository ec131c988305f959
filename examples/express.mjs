// The stand-in as a part of an Express app, beside the app's own routes.
// Run it with: PORT=3000 node examples/express.mjs
import express from "express";
import { createEmulator } from "standin";
import { createMiddleware, loadApis } from "standin/node";

const emulator = createEmulator({ apis: await loadApis(["fassport"]) });

const app = express();
app.get("/", (_request, response) => {
  response.send("The app's own page");
});
// Below a prefix, since it answers whatever comes to it. A body parser may stand before it or not.
app.use("/fassport", createMiddleware(emulator));

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  console.log(`http://127.0.0.1:${port}/fassport/api/v1`);
});
