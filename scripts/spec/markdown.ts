export function markdown(_: unknown): string {
  return '';
}
