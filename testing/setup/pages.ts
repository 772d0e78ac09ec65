import { setSettings, unreachable } from "./settings";

// For tests of components, which call no server.
setSettings(unreachable);
