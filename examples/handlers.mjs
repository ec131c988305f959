// Handlers of your own in front of the stand-in: what they answer it does not see, the rest it answers as ever.
// Run them with: npx standin serve --handlers examples/handlers.mjs
import { delay, http, HttpResponse, passthrough } from "msw";

export default [
  // A call that the stand-in does not know.
  http.get("*/api/v1/institution/:institutionId/branding", ({ params }) =>
    HttpResponse.json({ institution: params.institutionId, colour: "teal" }),
  ),

  // A deletion that always fails, to see what your program does then.
  http.delete("*/api/v1/institution/:institutionId/integration/:integrationId", () =>
    HttpResponse.json({ name: "Conflict", message: "Still in use", status: 409 }, { status: 409 }),
  ),

  // A slow list; passthrough leaves the answer to the stand-in.
  http.get("*/api/v1/integrations/me", async () => {
    await delay(200);
    return passthrough();
  }),
];
