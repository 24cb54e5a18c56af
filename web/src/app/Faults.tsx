// The page's own failures: something threw while it was shown, a part of it is gone from the server, an address leads nowhere.
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { useMessages } from '@/i18n/language';
import { Button, buttonClass } from '@/ui/Button';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { Empty, Skeleton } from '@/ui/States';
import { shellTexts } from './texts';
import css from './Faults.module.css';

const reload = () => location.reload();

/** A part of the page that the server no longer has: it was updated meanwhile. */
function isOutdated(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|Importing a module script|error loading dynamically/i.test(error.message)
  );
}

export function PageFault({ error, reset }: ErrorComponentProps) {
  const t = useMessages(shellTexts);
  if (isOutdated(error) && navigator.onLine) {
    return (
      <Empty
        icon="refresh"
        title={t.newVersion}
        actions={
          <Button kind="main" onClick={reload}>
            {t.reload}
          </Button>
        }
      >
        {t.newVersionText}
      </Empty>
    );
  }
  return (
    <div className={css.fault}>
      <ProblemMessage error={isOutdated(error) ? new TypeError('offline') : error} onRetry={reset} />
      <Button icon="refresh" onClick={reload}>
        {t.reload}
      </Button>
    </div>
  );
}

export function NotFound() {
  const t = useMessages(shellTexts);
  return (
    <Empty
      icon="search"
      title={t.notFound}
      actions={
        <Link to="/studio" className={buttonClass({ kind: 'main' })}>
          {t.toStudio}
        </Link>
      }
    >
      {t.notFoundText}
    </Empty>
  );
}

export function PageWait() {
  return (
    <div className={css.wait}>
      <Skeleton />
    </div>
  );
}
