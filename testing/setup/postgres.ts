import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { startPostgres } from "@/sandbox/postgres/start";
import { bundle } from "./bundle";

const root = fileURLToPath(new URL("../..", import.meta.url));

const TEMPLATE = "template_propdesk";

/** It needn't survive a crash of the machine, so nothing waits for the disk, and new tables aren't written to the WAL. */
const disposable = {
  fsync: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
};

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
    /** The name of a database with the tables and the demo data in it, which each test file copies. */
    template: string;
    /** The Stripe sandbox in one file, which each test file starts. */
    stripeSandbox: string;
    /** The file with the description of the API. */
    apiDescription: string;
    /** A folder of the project for the programs that tests start. */
    programs: string;
  }
}

/** Once for a run of the tests: one real PostgreSQL and its template database. */
export default async function setup(project: TestProject) {
  const dataDir = await mkdtemp(join(tmpdir(), "propdesk-test-"));
  const server = await startPostgres({ dataDir, settings: disposable });
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await cheapenSignIn(admin);
  await admin.end();
  await migrate(server.url(TEMPLATE));
  await seedDemo(server.url(TEMPLATE));
  const programs = `${root}testing/.bundled-${process.pid}`;
  const apiDescription = join(dataDir, "api.json");
  await describeApi(join(programs, "api-description.mjs"), apiDescription);
  project.provide("programs", programs);
  project.provide("apiDescription", apiDescription);
  project.provide("postgresUrl", server.adminUrl);
  project.provide("template", TEMPLATE);
  // Beside the page's script, which it compiles when a browser loads it.
  const sandbox = `${root}sandbox/stripe/browser/.bundled-${process.pid}.mjs`;
  await bundle("sandbox/stripe/server.ts", sandbox);
  project.provide("stripeSandbox", sandbox);
  return async () => {
    await rm(sandbox, { force: true });
    await rm(programs, { recursive: true, force: true });
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** A connection signs in with one hash in place of 4,096, which took a quarter of its processor time. */
async function cheapenSignIn(admin: pg.Client): Promise<void> {
  const password = admin.escapeLiteral(admin.password ?? "");
  await admin.query("set scram_iterations = 1");
  await admin.query(`alter role current_user password ${password}`);
}

/** Writes the description of the API. Compiled, the program that does loads the product in a third of the time. */
async function describeApi(program: string, file: string): Promise<void> {
  await bundle("testing/http/api-description.ts", program);
  const { writeApiDescription }: typeof import("../http/api-description") = await import(
    /* @vite-ignore */ program
  );
  await writeApiDescription(file);
}
