import { Type } from "@fastify/type-provider-typebox";
import { textTooLong } from "../../limits.js";
import type { App, GatewayDeps } from "../../context.js";

const Body = Type.Object({
  text: Type.String({ description: "Plain text." }),
  language: Type.Optional(
    Type.String({ maxLength: 64, description: "BCP-47 tag, e.g. en or en-GB; absent = what the text looks like." }),
  ),
});

const Rewritten = Type.Object({
  start: Type.Integer({ description: "UTF-16 offset into the text." }),
  end: Type.Integer({ description: "Exclusive." }),
  original: Type.String(),
  spoken: Type.String(),
  rule: Type.String(),
});

const Answer = Type.Object({ language: Type.String(), text: Type.String(), rewrites: Type.Array(Rewritten) });

/** Shows how a text is read: every number, date, unit and abbreviation in words. */
export function addNormalize(app: App, { normalize, settings }: GatewayDeps): void {
  if (normalize === undefined) return;
  const schema = { summary: "How a text is read", tags: ["Parlando"], body: Body, response: { 200: Answer } };
  app.post("/api/v1/normalize", { schema, config: { textField: "text" } }, async (request) => {
    const { text, language } = request.body;
    if (text.length > settings.maxTextCharacters) throw textTooLong("text", settings.maxTextCharacters);
    const read = normalize(text, language);
    return { language: read.language, text: read.text, rewrites: [...read.rewrites] };
  });
}
