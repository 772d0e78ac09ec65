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

test("package-lock.json: packages of every platform → each has a sha512, without which npm checks nothing", () => {
  const installed = Object.entries(packages).filter(([path, { link }]) => path !== "" && !link);
  expect(installed.length).toBeGreaterThan(100);
  const unchecked = installed.filter(([, it]) => !/^sha512-[\w+/]{86}==$/.test(it.integrity ?? ""));
  expect(unchecked.map(([path]) => path)).toEqual([]);
});

test("package-lock.json: nodemailer → one version, which the sign-in library uses too", () => {
  const found = Object.keys(packages).filter((path) => /next-auth\/.*nodemailer$/.test(path));
  expect(found).toEqual([]);
  const major = Number(packages["node_modules/nodemailer"]?.version?.split(".")[0]);
  expect(major).toBeGreaterThanOrEqual(10);
});
