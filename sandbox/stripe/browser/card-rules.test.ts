import { describe, expect, it } from "vitest";
import { testCards } from "../test-cards";
import { cvcProblem, expiryProblem, numberProblem } from "./card-rules";

const june2026 = new Date(2026, 5, 15);

describe("numberProblem:", () => {
  it.each(testCards)("$number ($name) → valid", ({ number }) => {
    expect(numberProblem(number)).toBeNull();
  });

  it("fewer digits than its brand has → incomplete", () => {
    expect(numberProblem("424242424242424")?.message).toBe("Your card number is incomplete.");
    expect(numberProblem("37828224631000")?.code).toBe("incomplete_number");
  });

  it("wrong check digit → invalid", () => {
    expect(numberProblem("4242424242424241")).toEqual({
      code: "invalid_number",
      message: "Your card number is invalid.",
    });
  });
});

describe("expiration date:", () => {
  it.each([
    ["0626", null],
    ["1299", "Your card's expiration year is invalid."],
    ["0526", "Your card's expiration date is in the past."],
    ["1225", "Your card's expiration year is in the past."],
    ["0030", "Your card's expiration month is invalid."],
    ["123", "Your card's expiration date is incomplete."],
  ])("%s in June 2026 → %s", (digits, message) => {
    expect(expiryProblem(digits, june2026)?.message ?? null).toBe(message);
  });
});

describe("security code:", () => {
  it("→ three digits, four for American Express", () => {
    expect(cvcProblem("123", "4242424242424242")).toBeNull();
    expect(cvcProblem("123", "378282246310005")?.code).toBe("incomplete_cvc");
    expect(cvcProblem("1234", "378282246310005")).toBeNull();
  });
});
