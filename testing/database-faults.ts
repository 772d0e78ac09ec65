import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** What a database can do to those who use it, short of going down. */
export type Fault =
  /** All connections are cut, so many times, so far apart. */
  | { kind: "flapping"; times: number; everyMs: number }
  /** It takes no writes for so long, and cuts all connections before and after: a failover. */
  | { kind: "read-only"; forMs: number };

export type Faults = Awaited<ReturnType<typeof connectFaults>>;

/** The means to disturb one database of a server, over a connection that stays. */
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
    /** Disturbs it, and resolves when it is well again. */
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

/** Which fault a chance from 0 to 1 stands for, in the acts of the soak. */
export function faultOf(chance: number): Fault {
  const faults: Fault[] = [
    { kind: "flapping", times: 6, everyMs: 500 },
    { kind: "read-only", forMs: 4_000 },
    { kind: "flapping", times: 10, everyMs: 200 },
    { kind: "flapping", times: 3, everyMs: 400 },
  ];
  return faults[Math.floor(chance * faults.length)] ?? { kind: "flapping", times: 1, everyMs: 0 };
}
