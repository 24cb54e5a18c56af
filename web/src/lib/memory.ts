// Small choices that outlive a visit: theme, language, seen tours. Never a credential.
const PREFIX = 'packshot.';

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is closed or full: the choice lasts as long as the page.
  }
}
