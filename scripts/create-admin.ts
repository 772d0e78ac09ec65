import { randomBytes } from "node:crypto";
import nextEnv from "@next/env";
import { connect } from "@/db/client";
import { directUrl } from "@/db/direct-url";
import { createAdmin } from "@/lib/auth";
import { signUpInput } from "@/lib/auth/schemas";

nextEnv.loadEnvConfig(process.cwd());
const usage = "Usage: DATABASE_URL=… npm run admin:create -- EMAIL [--promote]";
const databaseUrl = directUrl(process.env);
const email = signUpInput.shape.email.safeParse(process.argv[2] ?? "");
if (!databaseUrl || !email.success) {
  console.error(databaseUrl ? usage : `DATABASE_URL is not set. ${usage}`);
  process.exit(1);
}

const { db, pool } = connect(databaseUrl, 1);
const password = randomBytes(15).toString("base64url");
try {
  const outcome = await createAdmin(db, email.data, password, process.argv.includes("--promote"));
  if (outcome === "known") {
    console.error(
      `Somebody has signed up as ${email.data}. To make that account an admin, with a new password and its sessions ended, add --promote.`,
    );
    process.exitCode = 1;
  } else {
    console.log(`${email.data} is an admin. Password, shown this once: ${password}`);
  }
} finally {
  await pool.end();
}
