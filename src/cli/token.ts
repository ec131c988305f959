import { createEmulator } from "../emulator/emulator.js";
import { chooseApis } from "./choose-apis.js";
import { loadSeed } from "./load-seed.js";
import { toInteger, toSwitch, toText } from "./option.js";
import { standardOptions } from "./standard-options.js";
import { UsageError } from "./usage-error.js";
import { defineVerb } from "./verb.js";

/** Some 30 years in seconds, which is as far as anybody's clock should be off. */
const LONGEST = 1_000_000_000;

/** `standin token`: a credential of an API, for every stand-in that began with the same fixture. */
export const token = defineVerb({
  name: "token",
  about: "print a credential of an API on standard output, and nothing else; no server is needed.",
  options: {
    api: { ...standardOptions.api, about: "the API; needed unless there is only one" },
    openapi: standardOptions.openapi,
    scheme: {
      about: "the security scheme of the document, where there are several; the most used one without it",
      takes: "NAME",
      parse: toText,
    },
    as: { about: "a principal of the fixture; its first one without it", takes: "PRINCIPAL", parse: toText },
    expired: { about: "one whose time is over", parse: toSwitch },
    wrongKey: { about: "one signed with a key that the API does not know, or an unknown API key", parse: toSwitch },
    notBefore: { about: "seconds from now until it begins to hold", takes: "S", parse: toInteger(-LONGEST, LONGEST) },
    expiresIn: {
      about: "seconds from now until it ends; a day without it",
      takes: "S",
      parse: toInteger(-LONGEST, LONGEST),
    },
    seed: { ...standardOptions.seed, about: "the fixture that has the principal and its keys, by name or as a file" },
    logLevel: standardOptions.logLevel,
    config: standardOptions.config,
  },
  examples: [
    'curl -H "authorization: Bearer $(standin token --api fassport)" http://127.0.0.1:4010/api/v1/…',
    "standin token --api supervity --as bob --expired",
    "standin token --openapi petstore.yaml --as guest",
  ],
  async run(settings, reporter) {
    const { as, scheme, expired, wrongKey, notBefore, expiresIn } = settings;
    if (expired.value && expiresIn) throw new UsageError("--expired and --expires-in exclude each other");
    const apis = await chooseApis({ names: settings.api.value, files: settings.openapi.value });
    const emulator = createEmulator({ apis, seed: await loadSeed(settings.seed.value, apis) });
    const names = emulator.apis.filter(({ document }) => "principals" in document.collections).map(({ name }) => name);
    const [name = "", ...others] = names;
    if (others.length > 0) throw new UsageError(`token needs one API: --api NAME; there are: ${names.join(", ")}`);
    const issued = await emulator.issueCredential(name, {
      as: as?.value,
      scheme: scheme?.value,
      expired: expired.value,
      wrongKey: wrongKey.value,
      notBefore: notBefore?.value,
      expiresIn: expiresIn?.value,
    });
    reporter.print(issued.credential);
    return 0;
  },
});
