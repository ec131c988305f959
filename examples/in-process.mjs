// The stand-in inside a program, without a port: what takes a `fetch` gets that of the emulator.
// Run it with: node examples/in-process.mjs
import { createEmulator } from "standin";
import { loadApis } from "standin/node";

/** A client as one may have it for Fassport; in production it gets the global fetch. */
class FassportClient {
  /** @param {string} token */
  constructor(token, fetch = globalThis.fetch) {
    this.headers = { authorization: `Bearer ${token}` };
    this.fetch = fetch;
  }

  /**
   * @param {string} institution
   * @returns {Promise<unknown>}
   */
  async listIntegrations(institution) {
    const url = `https://app.fassport.co/api/v1/institution/${institution}/integration/`;
    const response = await this.fetch(url, { headers: this.headers });
    if (!response.ok) throw new Error(`Fassport answered ${response.status}`);
    return response.json();
  }
}

const emulator = createEmulator({ apis: await loadApis(["fassport"]) });
const { credential } = await emulator.issueCredential("fassport", { as: "viewer" });
const client = new FassportClient(credential, emulator.fetch);

console.log(await client.listIntegrations("0f9c0b0b4f0c6b0017f0e3b1"));
