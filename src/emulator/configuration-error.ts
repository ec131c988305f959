/** The emulator can't be made as it was asked for; the message names what is wrong and what would do. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}
