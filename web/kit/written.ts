/** `20,000`: an amount as it is written everywhere here, in every language. Years and numbers of identity are no amounts. */
export const written = (amount: number): string =>
  Math.abs(amount) >= 1000 && Number.isInteger(amount) ? amount.toLocaleString('en') : String(amount);
