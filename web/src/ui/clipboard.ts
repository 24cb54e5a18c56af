import { currentLanguage } from '@/i18n/language';
import { commonTexts } from './texts';
import { toast } from './toasts';

/** Copies, and says so. */
export async function copyText(text: string): Promise<void> {
  const t = commonTexts[currentLanguage()];
  try {
    await navigator.clipboard.writeText(text);
    toast({ title: t.copied, tone: 'good', seconds: 3 });
  } catch {
    toast({ title: t.copyFailed, tone: 'danger' });
  }
}
