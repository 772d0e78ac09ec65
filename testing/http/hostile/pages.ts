import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const app = fileURLToPath(new URL("../../../app/", import.meta.url));

/** Every page's file: read from the tree, so that none is missed. */
export const pageFiles = readdirSync(app, { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => `${app}${file}`)
  .sort();

/** The pattern of a page's file, such as `/dashboard/payments/[payment_id]`. */
export const patternOf = (file: string): string =>
  `/${file.slice(app.length, -"page.tsx".length).replaceAll(/\([^)]+\)\//g, "")}`.replace(
    /(?<=.)\/$/,
    "",
  );
