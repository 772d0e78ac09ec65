import { describe, expect, test } from "vitest";
import { embedded, sentence, withSettings } from "@/testing/setup/production-settings";

describe("readEnv: the password of DATABASE_URL", () => {
  test.each([
    "postgres://postgres:postgres@db.example/propdesk",
    "postgres://firm:propdesk@db.example/main",
    "postgresql://firm:Admin@db.example:5432/main",
    "postgres://firm:firm@db.example/main",
    "postgres://firm:main@db.example/main",
    "postgres://firm:%70ostgres@db.example/main",
    "postgres://firm:12345678@10.0.0.7/main",
    "postgres://firm@db.example/main?password=postgres",
    "postgres://firm:postgres@localhost/main?host=db.example",
  ])("%s, well known → error", (DATABASE_URL) => {
    expect(() => withSettings({ DATABASE_URL })).toThrow(
      sentence("DATABASE_URL has a password that is easy to guess"),
    );
  });

  test.each([
    "postgres://user:password@db.example:5432/propdesk",
    "postgres://firm:%3Cpassword%3E@db.example/propdesk",
    "postgres://firm:changeme@db.example/propdesk",
  ])("%s, a placeholder → error", (DATABASE_URL) => {
    expect(() => withSettings({ DATABASE_URL })).toThrow(
      sentence("DATABASE_URL has a placeholder as its password"),
    );
  });

  test.each([
    "postgres://firm:Xk3-of-the-firm@db.example/main",
    "postgres://firm:100%25@db.example/main",
    "postgres://firm@db.example/main",
    "postgres://postgres:postgres@127.0.0.1/main",
    "postgres://postgres:postgres@localhost:5433/main",
    "postgres://postgres:postgres@localhost/main?host=/var/run/postgresql",
  ])("%s → accepted", (DATABASE_URL) => {
    expect(withSettings({ DATABASE_URL })).toMatchObject({ DATABASE_URL });
  });

  test("any password in the embedded stack → accepted", () => {
    const DATABASE_URL = "postgres://postgres:postgres@db.example/main";
    expect(withSettings({ ...embedded, DATABASE_URL })).toMatchObject({ DATABASE_URL });
  });
});
