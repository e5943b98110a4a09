import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ParlandoError } from "../../../src/contract/errors.js";
import { connectHost } from "../../../src/link/client.js";
import { serveHost } from "../../../src/link/server.js";
import type { HostServices } from "../../../src/link/services.js";
import { linkSuite, type OpenLink } from "../../contract/link.js";

const NEVER = new AbortController().signal;

async function openAt(address: string, services: HostServices, token?: string): Promise<OpenLink> {
  const options = token === undefined ? {} : { token };
  const server = await serveHost(address, services, options);
  const client = connectHost(server.address, options);
  return {
    client,
    kill: () => server.close(),
    async close() {
      client.close();
      server.close();
    },
  };
}

linkSuite("a unix socket", async (services) => {
  const folder = await mkdtemp(join(tmpdir(), "parlando-link-"));
  const link = await openAt(join(folder, "host.sock"), services);
  return {
    ...link,
    async close() {
      await link.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

linkSuite("TCP with a token", (services) => openAt("127.0.0.1:0", services, "a secret"));

const ALIVE = { ping: () => Promise.resolve({ stepMs: 0, needsRecycling: false }) };

test("a host with a token refuses callers without it", async () => {
  const services = new Proxy({} as HostServices, { get: (_, key) => Reflect.get(ALIVE, key) as unknown });
  const server = await serveHost("127.0.0.1:0", services, { token: "right" });
  try {
    for (const options of [{}, { token: "wrong" }, { token: "" }]) {
      const client = connectHost(server.address, options);
      await assert.rejects(client.ping(NEVER), { code: "unauthorized" });
      const job = { model: "m", voiceId: "v", sentence: "", manner: { speed: 1, pitch: 1, volume: 1 } } as const;
      const speech = client.speak({ ...job, priority: "normal", requestId: "r" }, NEVER);
      await assert.rejects(speech[Symbol.asyncIterator]().next() as Promise<unknown>, { code: "unauthorized" });
      client.close();
    }
    const client = connectHost(server.address, { token: "right" });
    assert.equal((await client.ping(NEVER)).stepMs, 0);
    client.close();
  } finally {
    server.close();
  }
});

test("nobody at the address is host_lost, an address in use an error that names it", async () => {
  const client = connectHost("127.0.0.1:1");
  await assert.rejects(client.ping(NEVER), { code: "host_lost" });
  client.close();
  const server = await serveHost("127.0.0.1:0", {} as HostServices);
  await assert.rejects(serveHost(server.address, {} as HostServices), (error: unknown) => {
    assert.ok(error instanceof ParlandoError && error.message.includes(server.address));
    return true;
  });
  server.close();
});
