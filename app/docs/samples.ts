import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A sample of the guides: the file that is served, and of which a test runs the first. */
export const readSample = (name: string): Promise<string> =>
  readFile(join(/* turbopackIgnore: true */ process.cwd(), "public/samples", name), "utf8");
