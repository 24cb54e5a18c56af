const USUAL = [1, 7, 30, 90, 365];

/** Days to choose from, with the one that holds now; 0, without an end, comes last. */
export function daysOffered(now: number): number[] {
  const days = new Set(USUAL);
  if (now > 0) days.add(now);
  return [...[...days].sort((one, other) => one - other), 0];
}
