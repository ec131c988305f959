export { listen, type ListenOptions, type RunningServer } from "./adapters/http-server.js";
export { ListenError } from "./adapters/listen-error.js";
export { listApis, loadApis, loadFixture } from "./adapters/load-apis.js";
export { loadApiFile, type LoadedApi } from "./adapters/load-api-file.js";
export { loadDocumentFile, toApi } from "./adapters/load-document.js";
export { loadHandlers } from "./adapters/load-handlers.js";
export { createMiddleware, type Middleware, type MiddlewareOptions } from "./adapters/middleware.js";
export { openStateFile, type StateFile, type StateFileOptions } from "./adapters/state-file.js";
export { StateFileError } from "./adapters/state-file-error.js";
