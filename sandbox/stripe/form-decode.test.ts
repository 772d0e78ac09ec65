import { describe, expect, test } from "vitest";
import { decodeForm } from "./api/form-decode";

/** As plain objects, since decoded ones have no prototype. */
const decode = (encoded: string) => JSON.parse(JSON.stringify(decodeForm(encoded)));

describe("decodeForm:", () => {
  test.each([
    ["a=1&b=two+words", { a: "1", b: "two words" }],
    ["a[b][c]=1&a[b][d]=2", { a: { b: { c: "1", d: "2" } } }],
    ["expand[]=x&expand[]=y", { expand: ["x", "y"] }],
    ["expand[0]=x&expand[1]=y", { expand: ["x", "y"] }],
    ["items[0][id]=x&items[1][id]=y", { items: [{ id: "x" }, { id: "y" }] }],
    ["metadata=", { metadata: "" }],
    ["[odd]=1", { "[odd]": "1" }],
    ["", {}],
  ])("%s", (encoded, decoded) => {
    expect(decode(encoded)).toEqual(decoded);
  });

  test("field named __proto__ → an ordinary field", () => {
    decodeForm("__proto__[polluted]=yes");
    expect({}).not.toHaveProperty("polluted");
  });

  test("nested too deep → cut off", () => {
    const deep = `a${"[b]".repeat(1000)}=1`;
    expect(JSON.stringify(decodeForm(deep)).length).toBeLessThan(100);
  });
});
