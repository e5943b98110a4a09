export { detectLanguage } from "./detect.js";
export { languageSpans, type LanguageSpan } from "./spans.js";
