import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** A fault of a database that stays up. */
export type Fault =
  /** All connections are cut, several times, at an interval. */
  | { kind: "flapping"; times: number; everyMs: number }
  /** It accepts no writes for a while, and cuts all connections before and after: a failover. */
  | { kind: "read-only"; forMs: number };

export type Faults = Awaited<ReturnType<typeof connectFaults>>;

/** Faults for one database of a server, over a connection that isn't cut. */
export async function connectFaults(adminUrl: string, database: string) {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on("error", () => {});
  await admin.connect();
  const name = pg.escapeIdentifier(database);

  const cut = () =>
    admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [
      database,
    ]);
  async function setReadOnly(on: boolean): Promise<void> {
    await admin.query(
      on
        ? `alter database ${name} set default_transaction_read_only = on`
        : `alter database ${name} reset default_transaction_read_only`,
    );
    await cut();
  }

  return {
    cut,
    setReadOnly,
    /** Causes a fault. Resolves when it is over. */
    async disturb(fault: Fault): Promise<void> {
      if (fault.kind === "read-only") {
        await setReadOnly(true);
        await sleep(fault.forMs);
        await setReadOnly(false);
        return;
      }
      for (let n = 0; n < fault.times; n++) {
        await cut();
        await sleep(fault.everyMs);
      }
    },
    stop: () => admin.end().catch(() => {}),
  };
}

/** The fault of the soak for a random number from 0 to 1. */
export function faultOf(chance: number): Fault {
  const faults: Fault[] = [
    { kind: "flapping", times: 6, everyMs: 500 },
    { kind: "read-only", forMs: 4_000 },
    { kind: "flapping", times: 10, everyMs: 200 },
    { kind: "flapping", times: 3, everyMs: 400 },
  ];
  return faults[Math.floor(chance * faults.length)] ?? { kind: "flapping", times: 1, everyMs: 0 };
}
