/** Flags of the WebGPU specification, which the types of the library leave without values. */
export const BUFFER = { mapRead: 0x1, mapWrite: 0x2, copySource: 0x4, copyTarget: 0x8, storage: 0x80 } as const;
export const MAP = { read: 0x1, write: 0x2 } as const;
