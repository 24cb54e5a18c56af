import { useEffect, useState } from 'react';
import { problemOf, type Problem } from '@/api/problem';
import { useLanguage, useMessages } from '@/i18n/language';
import type { Language } from '@/i18n/messages';
import { problemTexts } from '@/i18n/problems';
import { cx } from '@/lib/cx';
import { Button } from './Button';
import { Icon } from './Icon';
import css from './ProblemMessage.module.css';

type Known = keyof (typeof problemTexts)['en']['what'];

/** A problem in words: what happened and what to do. */
export function wordsOf(problem: Problem, language: Language): { what: string; todo: string } {
  const texts = problemTexts[language];
  const reason = (problem.reason in texts.what ? problem.reason : 'other') as Known;
  return { what: texts.what[reason], todo: texts.todo[reason] };
}

/** Reasons whose `detail` says more than our words do: it names the setting and its bounds. */
const TELLING = new Set(['INVALID_ARGUMENT', 'UNKNOWN_FIELD', 'CONTENT_REFUSED', 'WEBHOOK_URL_REFUSED', 'BAD_ARCHIVE']);

export function ProblemMessage({
  error,
  onRetry,
  quiet = false,
}: {
  error: unknown;
  onRetry?: () => void;
  quiet?: boolean;
}) {
  const t = useMessages(problemTexts);
  const problem = problemOf(error);
  const { what, todo } = wordsOf(problem, useLanguage());
  const wait = useCountdown(problem.retryAfterSeconds ?? 0, problem);
  const known = problem.reason in problemTexts.en.what;
  return (
    <div className={cx(css.message, quiet && css.quiet)} role="alert">
      <Icon name="warning" />
      <div className={css.text}>
        <strong>{what}</strong>
        <p>{todo}</p>
        {(!known || TELLING.has(problem.reason)) && problem.detail && (
          <p className={css.detail} lang="en">
            {problem.detail}
          </p>
        )}
        {problem.requestId && (problem.status >= 500 || !known) && (
          <p className={css.detail}>
            {t.request}: <code>{problem.requestId}</code>
          </p>
        )}
        {wait > 1 && problem.status === 429 && <p className={css.detail}>{t.wait(wait)}</p>}
        {onRetry && (
          <Button size="small" icon="refresh" onClick={onRetry} disabled={wait > 1 && problem.status === 429}>
            {t.again}
          </Button>
        )}
      </div>
    </div>
  );
}

function useCountdown(seconds: number, of: unknown): number {
  const [left, setLeft] = useState(Math.ceil(seconds));
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 1000);
    return () => clearInterval(timer);
    // A new problem begins a new wait.
  }, [seconds, of]);
  return left;
}
