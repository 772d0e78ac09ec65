/** The part of autocannon that the bench uses; it comes without types. */
declare module "autocannon" {
  import type { EventEmitter } from "node:events";

  export interface Sent {
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: string;
  }
  interface Options {
    url: string;
    connections: number;
    duration?: number;
    amount?: number;
    timeout: number;
    sampleInt: number;
    requests: {
      method: string;
      setupRequest: (request: Sent) => Sent;
      onResponse: (status: number, body: string) => void;
    }[];
  }
  interface Result {
    errors: number;
    timeouts: number;
    duration: number;
  }
  export default function autocannon(
    options: Options,
    done: (error: Error | null, result: Result) => void,
  ): EventEmitter & { stop: () => void };
}
