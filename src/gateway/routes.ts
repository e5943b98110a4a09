import type { App } from "./context.js";

interface Route {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Which methods a path takes: what tells 405 from 404. */
export interface Routes {
  methodsOf(path: string): string[];
}

/** Listens to every route that is added to `app` from now on. */
export function watchRoutes(app: App): Routes {
  const routes = new Map<string, Route>();
  app.addHook("onRoute", ({ url, method }) => {
    const path = withoutEndSlash(url);
    const route = routes.get(path) ?? { pattern: patternOf(path), methods: new Set() };
    routes.set(path, route);
    for (const each of [method].flat()) route.methods.add(each);
  });
  return {
    methodsOf(path) {
      const wanted = withoutEndSlash(path);
      return [...routes.values()].filter(({ pattern }) => pattern.test(wanted)).flatMap(({ methods }) => [...methods]);
    },
  };
}

function withoutEndSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

/** `/v1/models/:id` → a regular expression for its paths. */
function patternOf(url: string): RegExp {
  const source = url
    .split("/")
    .map((part) =>
      part.startsWith(":") ? "[^/]+" : part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replace("*", ".*"),
    )
    .join("/");
  return new RegExp(`^${source}$`);
}
