import assert from "node:assert/strict";
import { test } from "node:test";
import { environmentName, flagName, homeFolder, readSettings, SETTING_KEYS } from "../../../src/main/settings.js";

test("flags win over the environment, the environment over defaults", () => {
  const settings = readSettings({ "server.port": "9001" }, { PARLANDO_PORT: "9002", PARLANDO_TTS_HOSTS: "3" });
  assert.equal(settings["server.port"], 9001);
  assert.equal(settings["tts.hosts"], 3);
  assert.equal(settings["server.host"], "127.0.0.1");
});

test("names follow from the key and are unique", () => {
  assert.equal(environmentName("server.port"), "PARLANDO_PORT");
  assert.equal(environmentName("tts.hosts"), "PARLANDO_TTS_HOSTS");
  assert.equal(flagName("server.max_text_characters"), "max-text-characters");
  assert.equal(new Set(SETTING_KEYS.map(flagName)).size, SETTING_KEYS.length);
});

for (const [variable, value, allowed] of [
  ["PARLANDO_PORT", "eighty", /PARLANDO_PORT \(setting server\.port\): "eighty" is not a whole number from 0 to 65535/],
  ["PARLANDO_PORT", "70000", /"70000" is not a whole number from 0 to 65535/],
  ["PARLANDO_PORT", "80.5", /is not a whole number/],
  ["PARLANDO_OFFLINE", "maybe", /"maybe" is not one of 1, true/],
  ["PARLANDO_LOG_LEVEL", "loud", /"loud" is not one of debug, info/],
] as const) {
  test(`${variable}=${value} is refused by name`, () => {
    assert.throws(() => readSettings({}, { [variable]: value }), { code: "invalid_request", message: allowed });
  });
}

test("an empty variable counts as absent", () => {
  assert.equal(readSettings({}, { PARLANDO_PORT: "" })["server.port"], 8000);
});

test("the home folder is the setting, else the platform's", () => {
  const settings = readSettings({}, {});
  assert.equal(homeFolder(readSettings({ home: "/srv/p" }, {}), {}), "/srv/p");
  assert.match(homeFolder(settings, { XDG_DATA_HOME: "/data", LOCALAPPDATA: "/data" }), /parlando$/);
});
