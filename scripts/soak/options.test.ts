import { expect, test } from "vitest";
import { readOptions } from "./options";

test("readOptions: no flags → the whole soak, with a random seed", () => {
  expect(readOptions([])).toMatchObject({
    payments: 2_000,
    kills: 20,
    restarts: 3,
    webKills: 10,
    stops: 6,
    web: "build",
  });
});

test("readOptions: every flag → its value", () => {
  const flags =
    "--payments 200 --kills 5 --restarts 0 --web-kills 2 --stops 4 --faults 2 --database-faults --seed 9 --no-build --keep";
  expect(readOptions(flags.split(" "))).toEqual({
    payments: 200,
    kills: 5,
    restarts: 0,
    webKills: 2,
    stops: 4,
    faults: 2,
    databaseFaults: true,
    seed: 9,
    web: "routes",
    keep: true,
  });
});

test.each([
  ["--payments 0", "--payments"],
  ["--kills many", "--kills"],
  ["--restarts 1.5", "--restarts"],
  ["--web-kills x", "--web-kills"],
  ["--seed=-1", "--seed"],
  ["--speed 3", "--speed"],
])("readOptions: %s → an error that names %s", (flags, flag) => {
  expect(() => readOptions(flags.split(" "))).toThrow(flag);
});
