/** Whether a text is the code or link of a room, and not an invitation to a partnership on a relay. */
export function isRoomCode(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.startsWith('clusterpolisee:room?')) return true;
  // An invitation has twelve letters and digits.
  return /^(?:[0-9A-Za-z]{16}|[0-9A-Za-z]{20})$/.test(trimmed.replaceAll(/[\s-]/g, ''));
}
