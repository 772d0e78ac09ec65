import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Package {
  version?: string;
  integrity?: string;
  link?: boolean;
}
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, Package>;
};

test("package-lock.json: every package, of every platform → a sha512, without which npm installs unchecked", () => {
  const installed = Object.entries(packages).filter(([path, { link }]) => path !== "" && !link);
  expect(installed.length).toBeGreaterThan(100);
  const unchecked = installed.filter(([, it]) => !/^sha512-[\w+/]{86}==$/.test(it.integrity ?? ""));
  expect(unchecked.map(([path]) => path)).toEqual([]);
});

test("package-lock.json: nodemailer → one that the sign-in library brings along is the product's own", () => {
  const found = Object.keys(packages).filter((path) => /next-auth\/.*nodemailer$/.test(path));
  expect(found).toEqual([]);
  const major = Number(packages["node_modules/nodemailer"]?.version?.split(".")[0]);
  expect(major).toBeGreaterThanOrEqual(10);
});
