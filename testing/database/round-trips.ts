import pg from "pg";

const FRAME = /^\s*(begin|commit|rollback)\b/i;
const textOf = (sent: unknown) =>
  typeof sent === "object" && sent !== null && "text" in sent ? String(sent.text) : String(sent);

/** The statements that this process sends to the database while it works, BEGIN and COMMIT left out. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = new Proxy(query, {
    apply: (target, client, args) => {
      const text = textOf(args[0]);
      if (!FRAME.test(text)) sent.push(text);
      return Reflect.apply(target, client, args);
    },
  });
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}
