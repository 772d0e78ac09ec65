import { readFileSync } from "node:fs";
import pg from "pg";

const doc = readFileSync(new URL("../../../docs/backup-and-restore.md", import.meta.url), "utf8");

/**
 * The SQL that the guide gives under a heading, with psql's variables filled in: so a test runs what an
 * operator would paste.
 */
export function documentedSql(heading: string, variables: Record<string, string> = {}): string {
  const section = doc.split(/^#+ /m).find((text) => text.startsWith(`${heading}\n`));
  const sql = /```sql\n([\s\S]*?)```/.exec(section ?? "")?.[1];
  if (!sql) throw new Error(`docs/backup-and-restore.md has no SQL under "${heading}"`);
  return sql.replace(/:'(\w+)'/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`"${heading}" asks for ${name}`);
    return pg.escapeLiteral(value);
  });
}
