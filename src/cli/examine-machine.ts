import type { Finding } from "./finding.js";
import type { Config } from "./read-config.js";
import { UsageError } from "./usage-error.js";

/** The oldest Node that does, as `package.json` says too. */
const OLDEST = [20, 19] as const;

/** Whether this Node will do. */
export function examineNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNewEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  const message = `Node ${version}${isNewEnough ? "" : `; ${OLDEST.join(".")} or newer is needed`}`;
  return { check: "node", level: isNewEnough ? "ok" : "wrong", message };
}

/** Whether the configuration file, where there is one, can be read and says what can be. */
export async function examineConfig(
  read: () => Promise<Config | undefined>,
  settle: (config: Config | undefined) => void,
): Promise<{ readonly finding: Finding; readonly config: Config | undefined }> {
  const check = "config";
  try {
    const config = await read();
    settle(config);
    const message = config ? `${config.path} is well` : "there is no configuration file here, and none is needed";
    return { finding: { check, level: "ok", message }, config };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { finding: { check, level: "wrong", message: error.message }, config: undefined };
  }
}
