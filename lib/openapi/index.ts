export { demoApp } from "./demo-app";
export { openApiDocument, openApiResponse } from "./document";
export { errorFacts } from "./error-descriptions";
export { eventFacts } from "./event-facts";
export { listOwnIds } from "./run/own-ids";
export { writesRun } from "./run/rules";
export { runOperation } from "./run/run-operation";
