import assert from "node:assert/strict";
import { test } from "node:test";
import { Heartbeat, SWEEP_MS } from "../../../../src/gateway/socket/heartbeat.js";
import { WsSession } from "../../../../src/gateway/api/native/ws/session.js";
import { toFrame } from "../../../../src/gateway/api/native/ws/frames.js";
import { FakeSocket, scriptedDeps, turnstile, until } from "../ws/scripted.js";

test("a peer that answers pings stays, one that does not is let go after two sweeps", () => {
  const deps = scriptedDeps();
  const heartbeat = new Heartbeat(deps.clock);
  const [live, dead] = [new FakeSocket(), new FakeSocket()];
  const sessions = [live, dead].map((socket) => new WsSession(socket, deps));
  sessions.forEach((session, index) => heartbeat.add(session, [live, dead][index] as FakeSocket));
  for (let sweep = 0; sweep < 3; sweep++) {
    deps.clock.move(SWEEP_MS);
    (sessions[0] as WsSession).isAlive = true;
  }
  assert.deepEqual([live.pings, live.isTerminated, dead.pings, dead.isTerminated], [3, false, 1, true]);
});

test("one timer serves every connection, and none is left when the last one goes", () => {
  const deps = scriptedDeps();
  const heartbeat = new Heartbeat(deps.clock);
  const sockets = Array.from({ length: 1000 }, () => new FakeSocket());
  const sessions = sockets.map((socket) => new WsSession(socket, deps));
  sessions.forEach((session, index) => heartbeat.add(session, sockets[index] as FakeSocket));
  assert.equal(deps.clock.waiting, 1);
  for (const session of sessions) heartbeat.delete(session);
  assert.equal(deps.clock.waiting, 0);
  assert.equal(heartbeat.size, 0);
});

test("a client whose audio is held back is not taken for dead: its pong cannot be read", async () => {
  const deps = scriptedDeps();
  deps.listening.gate = turnstile().gate;
  const heartbeat = new Heartbeat(deps.clock);
  const socket = new FakeSocket();
  const session = new WsSession(socket, deps);
  heartbeat.add(session, socket);
  session.receive(Buffer.from('{"type":"transcribe"}'), false);
  await until(() => deps.listening.open === 1);
  for (let i = 0; i < 10; i++) session.receive(toFrame(2, new Uint8Array(60_000)), true);
  deps.clock.move(SWEEP_MS * 3);
  assert.deepEqual([socket.isPaused, socket.isTerminated], [true, false]);
});
