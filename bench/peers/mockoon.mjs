import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toPlainAsks, toRows } from "./plain-asks.mjs";

/** Mockoon with a data bucket and a CRUD route for each collection. @type {import("../contenders.mjs").PreparePeer} */
export async function mockoon(folder, { state, cwd, port }) {
  const { listed, large } = toRows(await readFile(state.records, "utf8"));
  const routes = ["listed", "large"].map(toRoute);
  const environment = {
    uuid: randomUUID(),
    lastMigration: 33,
    name: "Measured",
    endpointPrefix: "",
    latency: 0,
    port,
    hostname: "127.0.0.1",
    folders: [],
    routes,
    rootChildren: routes.map(({ uuid }) => ({ type: "route", uuid })),
    proxyMode: false,
    proxyHost: "",
    proxyRemovePrefix: false,
    tlsOptions: { enabled: false, type: "CERT", pfxPath: "", certPath: "", keyPath: "", caPath: "", passphrase: "" },
    cors: false,
    headers: [{ key: "Content-Type", value: "application/json" }],
    proxyReqHeaders: [],
    proxyResHeaders: [],
    data: Object.entries({ listed, large }).map(([name, rows]) => toBucket(name, rows)),
    callbacks: [],
  };
  await writeFile(join(cwd, "mockoon.json"), JSON.stringify(environment));
  const asks = toPlainAsks(listed);
  const bin = join(folder, "node_modules/@mockoon/cli/bin/run.js");
  const args = [bin, "start", "--data", "mockoon.json", "--repair", "--disable-log-to-file", "--disable-admin-api"];
  return { command: { args, cwd, port, first: asks.list[0] }, asks };
}

/** @param {string} name @param {readonly object[]} rows */
function toBucket(name, rows) {
  return { uuid: randomUUID(), id: name, name, documentation: "", value: JSON.stringify(rows) };
}

/** @param {string} name */
function toRoute(name) {
  const response = {
    uuid: randomUUID(),
    body: "",
    latency: 0,
    statusCode: 200,
    label: "",
    headers: [],
    bodyType: "DATABUCKET",
    filePath: "",
    databucketID: name,
    sendFileAsBody: false,
    rules: [],
    rulesOperator: "OR",
    disableTemplating: true,
    fallbackTo404: false,
    default: true,
    crudKey: "id",
    callbacks: [],
  };
  return {
    uuid: randomUUID(),
    type: "crud",
    documentation: "",
    method: "",
    endpoint: name,
    responses: [response],
    responseMode: null,
    streamingMode: null,
    streamingInterval: 0,
  };
}
