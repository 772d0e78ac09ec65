import { randomBytes } from "node:crypto";
import nextEnv from "@next/env";
import { connect } from "@/db/client";
import { directUrl } from "@/db/direct-url";
import { createAdmin } from "@/lib/auth";
import { signUpInput } from "@/lib/auth/schemas";
import { runCommand } from "./run-command";

nextEnv.loadEnvConfig(process.cwd());
const usage = "Usage: DATABASE_URL=… npm run admin:create -- EMAIL [--promote]";
const databaseUrl = directUrl(process.env);
const email = signUpInput.shape.email.safeParse(process.argv[2] ?? "");
if (!databaseUrl || !email.success) {
  console.error(databaseUrl ? usage : `DATABASE_URL isn't set. ${usage}`);
  process.exit(1);
}

await runCommand(async () => {
  const { db, pool } = connect(databaseUrl, 1);
  const password = randomBytes(15).toString("base64url");
  try {
    const result = await createAdmin(db, email.data, password, process.argv.includes("--promote"));
    if (result === "exists") {
      console.error(
        `An account already exists for ${email.data}. To make it an admin with a new password and end its sessions, add --promote.`,
      );
      return 1;
    }
    console.log(`${email.data} is now an admin. Password (only shown once): ${password}`);
    return 0;
  } finally {
    await pool.end();
  }
});
