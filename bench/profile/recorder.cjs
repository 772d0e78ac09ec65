// Loaded into the web process that is profiled: SIGUSR2 begins a CPU profile, and ends it into the file
// that PROFILE_FILE names.
const { renameSync, writeFileSync } = require("node:fs");
const { Session } = require("node:inspector");

const MICROSECONDS = 200;
const file = process.env.PROFILE_FILE;
let session;

// The whole process group is told, with the guard that leads it.
const isGuard = process.argv[1]?.endsWith("guard.mjs");

process.on("SIGUSR2", () => {
  if (isGuard) return;
  if (!session) {
    session = new Session();
    session.connect();
    session.post("Profiler.enable");
    session.post("Profiler.setSamplingInterval", { interval: MICROSECONDS });
    session.post("Profiler.start", () => writeFileSync(`${file}.on`, ""));
    return;
  }
  session.post("Profiler.stop", (error, result) => {
    if (error) throw error;
    writeFileSync(`${file}.part`, JSON.stringify(result.profile));
    renameSync(`${file}.part`, file);
  });
  session.disconnect();
  session = undefined;
});
