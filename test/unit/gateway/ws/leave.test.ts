import assert from "node:assert/strict";
import { test } from "node:test";
import { WsSession } from "../../../../src/gateway/api/native/ws/session.js";
import { FakeSocket, scriptedDeps, turnstile, until } from "./scripted.js";

test("a server that shuts down finishes what is playing, takes nothing new, and then says goodbye", async () => {
  const socket = new FakeSocket();
  const deps = scriptedDeps();
  const { gate, pass } = turnstile();
  deps.speech.gate = gate;
  const session = new WsSession(socket, deps);
  const say = (message: object): void => session.receive(Buffer.from(JSON.stringify(message)), false);
  say({ type: "synthesize", task_id: "a", text: "one two" });
  await until(() => socket.statuses("a").includes("processing"));
  session.leave();
  say({ type: "synthesize", task_id: "b", text: "three" });
  assert.deepEqual(
    socket.of("error").map((each) => [each["task_id"], (each["error"] as { code: string }).code]),
    [["b", "shutting_down"]],
  );
  assert.equal(socket.readyState, 1);
  pass(2);
  await until(() => socket.readyState !== 1);
  assert.equal(socket.statuses("a").at(-1), "completed");
  assert.equal(socket.closedWith?.code, 1001);
});

test("an idle connection is closed at once when the server shuts down", () => {
  const socket = new FakeSocket();
  new WsSession(socket, scriptedDeps()).leave();
  assert.equal(socket.closedWith?.code, 1001);
});
