type Handler<Event> = (event: Event) => unknown;

type Handlers<Events> = { [Name in keyof Events]?: Set<Handler<Events[Name]>> };

/** Events with `on`, `once` and `off`, as in Stripe's elements. */
export class Emitter<Events extends Record<string, unknown>> {
  readonly #handlers: Handlers<Events> = {};

  on<Name extends keyof Events>(name: Name, handler: Handler<Events[Name]>): this {
    this.#handlers[name] = new Set(this.#handlers[name]).add(handler);
    return this;
  }

  once<Name extends keyof Events>(name: Name, handler: Handler<Events[Name]>): this {
    const wrapped = (event: Events[Name]) => {
      this.off(name, wrapped);
      handler(event);
    };
    return this.on(name, wrapped);
  }

  /** Removes a handler, or all of the event's handlers if none is given. */
  off<Name extends keyof Events>(name: Name, handler?: Handler<Events[Name]>): this {
    if (handler) this.#handlers[name]?.delete(handler);
    else delete this.#handlers[name];
    return this;
  }

  protected emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const handler of [...(this.#handlers[name] ?? [])]) handler(event);
  }
}
