import type pg from "pg";

type Connected = Parameters<pg.Pool["connect"]>[0];

/**
 * The pool for graphile-worker (0.17.3). It connects with a callback only for LISTEN:
 *
 * - Such a connection comes from `sessions`: through a pooler no notification would arrive.
 * - It may be released more than once: graphile-worker does that if it breaks while it is being
 *   released, and the second release would be an unhandled rejection.
 */
export function poolForWorker(pool: pg.Pool, sessions: pg.Pool): pg.Pool {
  const connect = (callback?: Connected) => {
    if (!callback) return pool.connect();
    return sessions.connect((error, client, release) => {
      let isReleased = false;
      callback(error, client, (broken) => {
        if (isReleased) return;
        isReleased = true;
        release(broken);
      });
    });
  };
  // pg's own `query` connects with a callback too.
  const own = { connect, query: pool.query.bind(pool) };
  return new Proxy(pool, {
    get: (target, key) => Reflect.get(Object.hasOwn(own, key) ? own : target, key, target),
  });
}
