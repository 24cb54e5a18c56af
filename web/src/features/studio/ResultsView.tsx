// What was made: the chosen one large, all of them small, two beside each other.
import { Link } from '@tanstack/react-router';
import { ProblemError } from '@/api/problem';
import { useAssetUrl } from '@/app/queries';
import { useMessages } from '@/i18n/language';
import { Button, buttonClass } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { Menu } from '@/ui/Menu';
import { ProblemMessage } from '@/ui/ProblemMessage';
import { Empty } from '@/ui/States';
import { copyText } from '@/ui/clipboard';
import { cancelMaking, forgetMaking, makeAgain } from './actions';
import { BeforeAfter } from './BeforeAfter';
import { curlOf, downloadResult, KINDS } from './downloads';
import { changed } from './history';
import { frameOf } from './look';
import { stageOf } from './stages';
import { update, useStudio, type Chosen, type Making, type Result } from './store';
import { studioTexts } from './texts';
import stage from './Stage.module.css';
import css from './Results.module.css';

interface Shown {
  making: Making;
  result: Result;
  at: Chosen;
}

export function ResultsView() {
  const t = useMessages(studioTexts);
  const makings = useStudio((all) => all.makings);
  const chosen = useStudio((all) => all.chosen);
  const compared = useStudio((all) => all.compared);
  const making = makings.find((one) => one.id === chosen?.makingId) ?? makings[0];
  if (!making) {
    return (
      <Empty
        icon="wand"
        title={t.noResults}
        actions={<Button onClick={() => update(() => ({ view: 'scene' }))}>{t.toScene}</Button>}
      >
        {t.noResultsText}
      </Empty>
    );
  }
  const index = chosen?.makingId === making.id ? chosen.index : 0;
  const result = making.results[index] ?? making.results[0];
  const other = shownOf(makings, compared);
  const ratio = ratioOf(making);
  return (
    <>
      <div className={stage.room}>
        <div className={stage.frame} style={{ '--ratio': ratio }}>
          {result && making.state === 'succeeded' ? (
            other && other.result !== result ? (
              <BeforeAfter
                key={`${other.result.assetId} ${result.assetId}`}
                label={t.slideResults}
                before={<Picture result={result} alt={t.resultName(1)} />}
                after={<Picture result={other.result} alt={t.resultName(2)} />}
                beforeName="1"
                afterName="2"
              />
            ) : (
              <Picture key={result.assetId} result={result} alt={t.scene} />
            )
          ) : (
            <Progress making={making} />
          )}
        </div>
      </div>
      {result && making.state === 'succeeded' && (
        <ResultActions shown={{ making, result, at: { makingId: making.id, index } }} makings={makings} />
      )}
      <Strip makings={makings} chosen={{ makingId: making.id, index }} compared={compared} />
    </>
  );
}

function ratioOf(making: Making): number {
  const { width, height } = frameOf(making.look);
  return width / height;
}

function shownOf(makings: readonly Making[], at: Chosen | null): Shown | null {
  const making = makings.find((one) => one.id === at?.makingId);
  const result = making?.results[at?.index ?? 0];
  return making && result && at ? { making, result, at } : null;
}

/** The small one at once, the whole one over it when it is there. */
function Picture({ result, alt }: { result: Result; alt: string }) {
  const small = useAssetUrl(result.assetId, 'thumbnail');
  const whole = useAssetUrl(result.assetId, 'content');
  if (whole.error) return <ProblemMessage error={whole.error} />;
  const url = whole.url ?? small.url;
  return url ? <img className={stage.layer} src={url} alt={alt} /> : <span className={stage.spinner} aria-hidden />;
}

function Progress({ making }: { making: Making }) {
  const t = useMessages(studioTexts);
  const { state, progress, problem, previewUrl, connected } = making;
  if (problem || state === 'failed' || state === 'expired') {
    return (
      <div className={css.over}>
        <ProblemMessage
          error={problem ? new ProblemError(problem) : new Error(state)}
          onRetry={() => makeAgain(making.id)}
        />
        <Button size="small" onClick={() => forgetMaking(making.id)}>
          {t.dismiss}
        </Button>
      </div>
    );
  }
  if (state === 'cancelled') {
    return (
      <div className={css.over}>
        <p role="status">{t.stopped}</p>
        <div className={css.row}>
          <Button size="small" icon="refresh" onClick={() => makeAgain(making.id)}>
            {t.again}
          </Button>
          <Button size="small" onClick={() => forgetMaking(making.id)}>
            {t.dismiss}
          </Button>
        </div>
      </div>
    );
  }
  const share = progress && progress.total > 0 ? progress.step / progress.total : null;
  const words = t.stages[stageOf(state, progress?.stage)];
  return (
    <>
      {previewUrl && <img className={stage.layer} src={previewUrl} alt="" />}
      <div className={css.progress}>
        <p role="status">
          <strong>{words}</strong>
          {!connected && <span className={css.soft}> · {t.line}</span>}
        </p>
        {/* Without a value it says that something goes on. */}
        <progress className={css.bar} aria-label={words} {...(share === null ? {} : { value: share })} />
        <Button size="small" icon="stop" onClick={() => void cancelMaking(making.id)}>
          {t.stop}
        </Button>
      </div>
    </>
  );
}

function ResultActions({ shown, makings }: { shown: Shown; makings: readonly Making[] }) {
  const t = useMessages(studioTexts);
  const compared = useStudio((all) => all.compared);
  const { making, result, at } = shown;
  const others = makings
    .flatMap((one) =>
      one.results.map((other, index): Shown => ({ making: one, result: other, at: { makingId: one.id, index } })),
    )
    .filter((one) => one.result.assetId !== result.assetId);
  const drift = result.manifest?.drift;
  const useSettings = () => {
    const look = { ...making.look, seed: result.manifest?.seed ?? making.look.seed };
    update((all) => ({
      look: changed(all.look, look, '', performance.now()),
      view: 'scene',
      currentId: making.photoId,
    }));
  };
  return (
    <div className={css.actions}>
      <Menu
        align="start"
        trigger={
          <Button kind="main" icon="download">
            {t.download}
          </Button>
        }
        groups={[
          {
            items: KINDS.map((kind) => ({ label: t[kind], onSelect: () => void downloadResult(making, result, kind) })),
          },
        ]}
      />
      {compared ? (
        <Button icon="compare" aria-pressed onClick={() => update(() => ({ compared: null }))}>
          {t.endCompare}
        </Button>
      ) : (
        others.length > 0 && (
          <Menu
            align="start"
            trigger={<Button icon="compare">{t.compare}</Button>}
            groups={[
              {
                label: t.compareWith,
                items: others.slice(0, 12).map((one) => ({
                  label: <Named shown={one} makings={makings} />,
                  onSelect: () => update(() => ({ chosen: at, compared: one.at })),
                })),
              },
            ]}
          />
        )
      )}
      <Button icon="copy" onClick={() => void copyText(curlOf(making, result))}>
        {t.curl}
      </Button>
      <Button icon="undo" onClick={useSettings}>
        {t.sameAgain}
      </Button>
      <Link to="/gallery/$id" params={{ id: result.assetId }} className={buttonClass({ kind: 'quiet' })}>
        <Icon name="gallery" />
        {t.inGallery}
      </Link>
      {drift?.passed && drift.max_difference === 0 && (
        <p className={css.proof}>
          <Icon name="check" size={16} />
          {drift.relit ? t.relit : t.untouched}
        </p>
      )}
    </div>
  );
}

function Named({ shown, makings }: { shown: Shown; makings: readonly Making[] }) {
  const t = useMessages(studioTexts);
  const { url } = useAssetUrl(shown.result.assetId, 'thumbnail');
  return (
    <span className={css.named}>
      <span className={css.stamp}>{url && <img src={url} alt="" />}</span>
      {t.resultName(numberOf(makings, shown.at))}
    </span>
  );
}

/** Results are numbered from the oldest, so that a number stays with its picture. */
function numberOf(makings: readonly Making[], at: Chosen): number {
  let number = 0;
  for (const making of makings.toReversed()) {
    if (making.id === at.makingId) return number + at.index + 1;
    number += Math.max(1, making.results.length);
  }
  return number;
}

function Strip({ makings, chosen, compared }: { makings: readonly Making[]; chosen: Chosen; compared: Chosen | null }) {
  const t = useMessages(studioTexts);
  if (makings.length === 1 && (makings[0]?.results.length ?? 0) < 2) return null;
  return (
    <ul className={css.strip} aria-label={t.results}>
      {makings.flatMap((making) =>
        (making.results.length ? making.results : [null]).map((result, index) => {
          const at = { makingId: making.id, index };
          const is = (other: Chosen | null) => other?.makingId === at.makingId && other.index === at.index;
          return (
            <li key={`${making.id} ${index}`}>
              <button
                type="button"
                className={css.thumb}
                aria-current={is(chosen)}
                data-second={is(compared)}
                aria-label={t.resultName(numberOf(makings, at))}
                onClick={() => update(() => ({ chosen: at, compared: null }))}
              >
                {result ? <Thumb id={result.assetId} /> : <Waiting making={making} />}
              </button>
            </li>
          );
        }),
      )}
    </ul>
  );
}

function Thumb({ id }: { id: string }) {
  const { url } = useAssetUrl(id, 'thumbnail');
  return url ? <img src={url} alt="" /> : <span className={stage.spinner} aria-hidden />;
}

function Waiting({ making }: { making: Making }) {
  if (making.problem || making.state === 'failed' || making.state === 'expired') return <Icon name="warning" />;
  if (making.state === 'cancelled') return <Icon name="stop" />;
  return <span className={stage.spinner} aria-hidden />;
}
