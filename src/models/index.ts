export { DEFAULT_IDS } from "./catalogue/entries.data.js";
export { installedBytes, sourceBytes, sourceName, type CatalogueEntry, type ModelKind } from "./entry.js";
export type { Manifest } from "./manifest.js";
export type { Candidate, InstallOptions, PullEvent, PullOptions } from "./pull.js";
export { openStore, type InstalledModel, type ModelStore, type Problem } from "./store.js";
