import { controlOptions } from "./control-options.js";
import { toInteger } from "./option.js";
import { defineVerb } from "./verb.js";
import { waitUntilHealthy } from "./wait-until-healthy.js";

/** `standin wait`: until a stand-in that was started elsewhere is well. */
export const wait = defineVerb({
  name: "wait",
  about: "wait until a stand-in is well; exit code 1 when it is not in time.",
  options: {
    ...controlOptions,
    timeout: {
      about: "how many seconds to wait at most",
      takes: "S",
      fallback: "60",
      parse: toInteger(0, 86_400),
    },
  },
  examples: ["standin serve & standin wait && npm test", "standin wait --url http://127.0.0.1:8080 --timeout 5"],
  async run({ url, timeout, json }, reporter) {
    const apis = await waitUntilHealthy(url.value, timeout.value * 1000);
    reporter.print(
      json.value
        ? JSON.stringify({ event: "healthy", url: url.value, apis })
        : `${url.value} is well: ${apis.join(", ")}`,
    );
    return 0;
  },
});
