/** Marks at the head of a line, and lines that are nothing but marks. Each pattern is anchored and linear. */

// Of a trimmed line: blanks at its head would be tried by two parts of a pattern in turn, which takes quadratic time.
const FENCE = /^(?:>[ \t]*)*(`{3,}|~{3,})([^`]*)$/;
const RULE = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+)$/;
const TABLE_RULE = /^\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?$/;
const REFERENCE = /^\[[^\]]+\]:[ \t]/;
const COMMENT = /^<!--.*-->$/;
const HEAD = /^(?:[ \t]*>)*[ \t]*(?:(?:#{1,6}(?=[ \t]|$)|[-*+•◦‣](?=[ \t])(?:[ \t]+\[[ xX]\](?=[ \t]))?)[ \t]*)?/;
const TABLE_HEAD = /^[ \t]*\|[ \t]*/;

export interface Fence {
  readonly mark: string;
}

/** A fence that opens on this line. */
export function openingFence(line: string): Fence | undefined {
  const mark = FENCE.exec(line.trim())?.[1];
  return mark === undefined ? undefined : { mark };
}

/** Whether this line closes a fence: the same mark, at least as long, and nothing else. */
export function closesFence(line: string, fence: Fence): boolean {
  const match = FENCE.exec(line.trim());
  return match?.[1]?.startsWith(fence.mark) === true && match[2]?.trim() === "";
}

/** Whether a line holds nothing to be read: rules, underlines of headings, rules of tables, link targets, comments. */
export function isMarksOnly(line: string): boolean {
  const marks = line.trim();
  return RULE.test(marks) || TABLE_RULE.test(marks) || REFERENCE.test(marks) || COMMENT.test(marks);
}

export interface LineBody {
  /** Offsets in the line of what is left when the marks at both ends are off. */
  readonly from: number;
  readonly to: number;
  readonly isTableRow: boolean;
}

export function bodyOf(line: string): LineBody {
  const tableHead = TABLE_HEAD.exec(line)?.[0];
  if (tableHead !== undefined) {
    const from = tableHead.length;
    return { from, to: Math.max(from, endWithout(line, "|")), isTableRow: true };
  }
  const head = HEAD.exec(line)?.[0] ?? "";
  const from = head.length;
  const to = head.includes("#") ? Math.max(from, headingEnd(line)) : line.length;
  return { from, to, isTableRow: false };
}

/** The end of a line without the marks, and the blanks around them, that close it. */
function endWithout(line: string, mark: string): number {
  let end = line.trimEnd().length;
  while (end > 0 && line[end - 1] === mark) end--;
  return line.slice(0, end).trimEnd().length;
}

/** A heading may be closed by hashes with a blank before them: `# C# #`. */
function headingEnd(line: string): number {
  const end = endWithout(line, "#");
  return line[end] === " " || line[end] === "\t" ? end : line.length;
}
