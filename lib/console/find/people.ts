import { type SQL, sql } from "drizzle-orm";
import { searchKey } from "@/db/schema/columns";
import { shownOfKind } from "../schemas";

// The newest customers, who are read one by one. A text that many customers have in common, such as "gmail", is found
// among them; the index would have to read a large part of all. (What remains slow is a text that nobody has and all of whose
// three-letter parts are frequent, such as "mail.mail": 0.6 s for a million customers.)
const NEWEST = 1_000;
/** With so many matches among the newest, the others aren't looked at. */
const ENOUGH = 20;
/** Matches of the index that are put in order. */
const CANDIDATES = 200;

const key = searchKey({ name: sql`name`, email: sql`email` });
/** A text in which `like` takes each character for itself. */
const literally = (text: string) => text.replaceAll(/[\\%_]/g, "\\$&");

/** Whether a text, as it is searched, has this part. */
const like = (text: SQL, before: string, part: string): SQL =>
  sql`${text} like ${before} || search_text(${literally(part)}) || '%'`;

/** Whether a text has this part, in any case and with or without accents. */
export const hasPart = (text: SQL, part: string): SQL => like(sql`search_text(${text})`, "%", part);

const begins = (word: string): SQL => like(key, "% ", word);
/** Whether a word is in a name or an email address. The index has parts of three letters: shorter ones only begin a word. */
const has = (word: string): SQL => ([...word].length < 3 ? begins(word) : like(key, "%", word));

/**
 * A CTE `people`: the customers whose name and email address have all parts, in any order. Those in which each word
 * begins a name or the address are first (`place` 0), then the newest.
 */
export function peopleSql(parts: string[]): SQL {
  const matches = sql.join(parts.map(has), sql` and `);
  const isFirst = sql.join(parts.map(begins), sql` and `);
  return sql`near as materialized (
      select id from (select id, name, email from customers order by id desc limit ${NEWEST}) c where ${matches} limit ${ENOUGH}
    ), far as materialized (
      select id from customers where (select count(*) from near) < ${ENOUGH} and ${matches} limit ${CANDIDATES}
    ), people as materialized (
      select id, case when ${isFirst} then 0 else 1 end as place from customers
      where id = any(array(select id from near union select id from far))
      order by place, id desc limit ${shownOfKind + 1}
    )`;
}
