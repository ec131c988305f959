export { toMswHandlers, type MswHandlersOptions } from "./adapters/msw-handlers.js";
