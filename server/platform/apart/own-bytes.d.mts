export function ownBytes(): number;
