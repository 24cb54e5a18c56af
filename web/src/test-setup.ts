import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// jsdom has no pointers to capture; what swipes asks for them.
Object.assign(Element.prototype, {
  hasPointerCapture: () => false,
  setPointerCapture: () => undefined,
  releasePointerCapture: () => undefined,
});

afterEach(cleanup);

// jsdom lays nothing out.
Element.prototype.scrollIntoView = () => undefined;
