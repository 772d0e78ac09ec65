import pg from "pg";
import { fill } from "./rows";
import { PEOPLE, ROWS } from "./tables";

// As they are distributed among people: a few domains have most addresses, and first and last names repeat.
const firstNames =
  "María José Anna Olga Jürgen Zoë Łukasz Søren Chloé Kenji Wei Fatima Amir John James Emily Sofía Björn François Noémie Ivan Dmitri 李明 Aisha Carlos Lucía Pedro Ana Tom Ella";
const lastNames =
  "Gómez García Müller Smith Jones Nowak Wiśniewski Sørensen Dubois Sato Wang Chen Khan Patel Brown Johnson López Pérez Rossi Ferrari Ivanov Petrov Yılmaz Öztürk Kowalski Andersson Nguyen Tran Okafor Silva Santos Oliveira Fernández Martínez Rodríguez Weber Schneider Fischer Laurent Moreau";
const domains =
  "gmail.com gmail.com gmail.com gmail.com yahoo.com outlook.com hotmail.com web.de proton.me icloud.com";

const oneOf = (names: string, index: string, text = `'${names}'`) =>
  `(string_to_array(${text}, ' '))[1 + (${index}) % ${names.split(" ").length}]`;
/** As in an address. PostgreSQL computes the list once for the statement, since it doesn't depend on the row. */
const oneForAddress = (names: string, index: string) =>
  oneOf(names, index, `lower(search_text('${names}'))`);
const FIRST = "i * 7";
const LAST = "i * 13 + i / 40";
// One in fifty has a domain that no other customer has.
const domain = `case when i % 50 = 0 then 'firm' || i || '.example' else ${oneOf(domains, "i")} end`;

/** The customer in the middle of those with names: the only one with this number in the address. */
export const NAMED = { email: "wang450000@firm450000.example", firm: "firm450000" };

/** After `fillMillion`: customers with names, so that there are a million of them. */
export async function fillPeople(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query("set maintenance_work_mem = '256MB'");
    const values = {
      id: `${ROWS} + i`,
      public_id: "'usr_' || substr(key, 1, 12) || '7' || right(hash, 19)",
      email: `case i % 3 when 0 then '' else ${oneForAddress(firstNames, FIRST)} || '.' end || ${oneForAddress(lastNames, LAST)} || i || '@' || ${domain}`,
      name: `${oneOf(firstNames, FIRST)} || ' ' || ${oneOf(lastNames, LAST)}`,
      password_hash: "'none'",
      created_at: "at",
    };
    await fill(client, "customers", { rows: ROWS - PEOPLE, values }, ROWS);
  } finally {
    await client.end();
  }
}
