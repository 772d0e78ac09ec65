import { expect, test } from "vitest";
import { printable } from "@/components/store/picture";
import { renderPicture } from "./render-picture";

test("renderPicture: any characters → a PNG of the right size, without a request to another host", async () => {
  const original = globalThis.fetch;
  const requested: string[] = [];
  globalThis.fetch = async (input, init) => {
    // The renderer's own WebAssembly.
    if (String(input).startsWith("data:")) return original(input, init);
    requested.push(String(input));
    throw new Error("no network");
  };
  try {
    const response = await renderPicture({
      firmName: "Фирма 交易 🚀",
      title: "Zwei Phasen für €50K",
      price: "€299.00 one-time fee",
      facts: [{ name: "Account", value: "−5%" }],
    });
    expect(response.headers.get("content-type")).toBe("image/png");
    const png = Buffer.from(await response.arrayBuffer());
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_200, 630]);
    expect(requested).toEqual([]);
  } finally {
    globalThis.fetch = original;
  }
});

test.each([
  ["Two-step 100K", "Two-step 100K"],
  ["Фирма Ω é €5 – “x” −5%", "Фирма Ω é €5 – “x” −5%"],
  ["交易 Firm 🚀", " Firm "],
])("printable: %s → %s", (typed, printed) => {
  expect(printable(typed)).toBe(printed);
});
