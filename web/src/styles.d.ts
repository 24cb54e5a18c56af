import 'react';

declare module 'react' {
  interface CSSProperties {
    // Set by script on the element itself, which the page's policy allows.
    [property: `--${string}`]: string | number | undefined;
  }
}
