export { MARKDOWN_OPTIONS, MarkdownReader, readMarkdown, type MarkdownOptions } from "./reader.js";
