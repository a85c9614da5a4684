export function pythonModule(_: unknown): string {
  return '';
}
