import type pg from "pg";

type Connected = Parameters<pg.Pool["connect"]>[0];

/**
 * The pool that graphile-worker (0.17.3) is given. It connects with a callback for its LISTEN alone:
 *
 * - Such a connection is one of `sessions`: through a pooler no notification would arrive.
 * - It may be released more than once, which graphile-worker does where it breaks while it is being
 *   released, and the second release would be a rejection that nothing handles.
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
