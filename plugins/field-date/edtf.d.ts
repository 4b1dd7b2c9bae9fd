declare module 'edtf' {
  /** Of what the library makes, only what is read here. */
  interface Extended {
    type: string;
    edtf: string;
    /** Milliseconds since 1970 in the proleptic Gregorian calendar; infinite where a side is open. */
    min: number;
    max: number;
  }
  export default function edtf(text: string): Extended;
}
