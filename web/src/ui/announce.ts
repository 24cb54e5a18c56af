// Tells screen readers what changed. One polite region for the whole page; `Shell` puts it there.
export const ANNOUNCER_ID = 'announcer';

export function announce(text: string): void {
  const region = document.getElementById(ANNOUNCER_ID);
  if (!region) return;
  region.textContent = '';
  // Said again even where it is the same text.
  setTimeout(() => {
    region.textContent = text;
  }, 30);
}
