const { existsSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { Script } = require("node:vm");

/**
 * Runs a script of CommonJS with the code that V8 compiled of it at its first start, which is stored beside it: to compile
 * it again takes a third of the processor time of a start.
 */
module.exports = (file) => {
  const cache = `${file}.cache`;
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  const source = `(function (require, module, exports, __filename) {${readFileSync(file, "utf8")}\n})`;
  const script = new Script(source, { filename: file, cachedData });
  const program = { exports: {} };
  script.runInThisContext()(createRequire(file), program, program.exports, file);
  // V8 rejects what another version of it has compiled.
  if (cachedData && !script.cachedDataRejected) return;
  const own = `${cache}.${process.pid}`;
  writeFileSync(own, script.createCachedData());
  renameSync(own, cache);
};
