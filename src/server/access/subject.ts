/**
 * The subject of a certificate as one text: `CN=alice,O=My%20Lab`, the attributes in the order of their names and values.
 * Values are percent-encoded, so that a text stands for one subject only.
 *
 * @param subject as `PeerCertificate.subject` of Node has it: an attribute that occurs more than once is a list
 */
export function subjectText(subject: Readonly<Record<string, string | string[]>>): string {
  const attributes = Object.entries(subject).flatMap(([name, values]) =>
    [values].flat().map((one) => [name, one] as const),
  );
  return attributes
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .sort()
    .join(',');
}

/** The same form of a subject that a person wrote; undefined if it is none. */
export function sortedSubject(text: string): string | undefined {
  const attributes: Record<string, string[]> = {};
  for (const part of text.split(',')) {
    const [, name, value] = /^([A-Za-z0-9.]+)=(.+)$/s.exec(part) ?? [];
    if (name === undefined || value === undefined) return undefined;
    attributes[name] = [...(attributes[name] ?? []), decoded(value)];
  }
  return subjectText(attributes);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
