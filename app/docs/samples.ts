import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A sample of the guides, from the file that is served. A test runs the TypeScript one. */
export const readSample = (name: string): Promise<string> =>
  readFile(join(/* turbopackIgnore: true */ process.cwd(), "public/samples", name), "utf8");
