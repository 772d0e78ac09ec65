import type pg from "pg";

type Connected = Parameters<pg.Pool["connect"]>[0];

/**
 * The same pool, where a connection that a callback was given may be released more than once:
 * graphile-worker (0.17.3) does so where its LISTEN connection breaks while it is being released, and
 * the second release would be a rejection that nothing handles.
 */
export function releasingOnce(pool: pg.Pool): pg.Pool {
  const connect = (callback?: Connected) => {
    if (!callback) return pool.connect();
    return pool.connect((error, client, release) => {
      let isReleased = false;
      callback(error, client, (broken) => {
        if (isReleased) return;
        isReleased = true;
        release(broken);
      });
    });
  };
  return new Proxy(pool, {
    get: (target, key) => (key === "connect" ? connect : Reflect.get(target, key, target)),
  });
}
