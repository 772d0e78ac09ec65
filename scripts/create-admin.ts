import { randomBytes } from "node:crypto";
import { connect } from "@/db/client";
import { createAdmin } from "@/lib/auth";
import { signUpInput } from "@/lib/auth/schemas";

const usage = "Usage: DATABASE_URL=… npm run admin:create -- EMAIL";
const databaseUrl = process.env.DATABASE_URL;
const email = signUpInput.shape.email.safeParse(process.argv[2] ?? "");
if (!databaseUrl || !email.success) {
  console.error(databaseUrl ? usage : `DATABASE_URL is not set. ${usage}`);
  process.exit(1);
}

const { db, pool } = connect(databaseUrl, 1);
const password = randomBytes(15).toString("base64url");
try {
  const outcome = await createAdmin(db, email.data, password);
  if (outcome === "created") {
    console.log(`Made the admin ${email.data}. Password, shown this once: ${password}`);
  } else {
    console.log(`${email.data} is an admin now. The password stays as it was.`);
  }
} finally {
  await pool.end();
}
