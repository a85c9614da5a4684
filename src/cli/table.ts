/** A table for people: columns as wide as their content, aligned to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, k) => cell.padStart(widths[k]!))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}
