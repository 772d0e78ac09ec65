import classes from "./equity-example.module.css";
import type { WorkedRow } from "./example-scale";

/** What happens at the exact amounts: complete without the slider. */
export function WorkedTable({ rows }: { rows: WorkedRow[] }) {
  return (
    <table className={classes.worked}>
      <caption>To the cent, on the first trading day</caption>
      <tbody>
        {rows.map(({ name, equity, text }) => (
          <tr key={name}>
            <th scope="row">
              {name}
              <span className={classes.exact}>{equity}</span>
            </th>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
