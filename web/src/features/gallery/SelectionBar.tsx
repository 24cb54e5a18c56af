import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useMessages } from '@/i18n/language';
import { announce } from '@/ui/announce';
import { Button, IconButton } from '@/ui/Button';
import { Dialog, DialogActions } from '@/ui/Dialog';
import { TextField } from '@/ui/Field';
import { commonTexts } from '@/ui/texts';
import { deleteWithUndo, toastProblem, useAssetChange, type Asset } from './assets';
import { saveBlob, zipOf } from './downloads';
import { readTags } from './filters';
import css from './SelectionBar.module.css';
import { galleryTexts } from './texts';

/** What can be done with the pictures that are selected. */
export function SelectionBar({ assets, onClear }: { assets: readonly Asset[]; onClear: () => void }) {
  const t = useMessages(galleryTexts);
  const common = useMessages(commonTexts);
  const navigate = useNavigate();
  const change = useAssetChange();
  const [labelling, setLabelling] = useState(false);
  const [fetched, setFetched] = useState<number | null>(null);
  const download = async () => {
    setFetched(0);
    try {
      const wanted = assets.map((one) => ({ id: one.id, title: one.title || one.id }));
      saveBlob(await zipOf(wanted, setFetched, new AbortController().signal), 'packshot.zip');
    } catch (error) {
      toastProblem(error);
    } finally {
      setFetched(null);
    }
  };
  const photos = assets.filter((one) => one.kind === 'photo');
  return (
    <section className={css.bar} aria-label={t.selected(assets.length)}>
      <strong className={css.count} aria-live="polite">
        {fetched === null ? t.selected(assets.length) : t.zipping(fetched, assets.length)}
      </strong>
      <Button icon="download" busy={fetched !== null} onClick={() => void download()}>
        {t.download}
      </Button>
      <Button
        icon="heart"
        onClick={() => {
          for (const asset of assets) if (!asset.favourite) change.mutate({ asset, change: { favourite: true } });
          announce(t.saved);
        }}
      >
        {t.saveAll}
      </Button>
      <Button icon="tag" onClick={() => setLabelling(true)}>
        {t.labelAll}
      </Button>
      {photos.length > 0 && photos.length === assets.length && photos.length <= 200 && (
        <Button
          icon="batch"
          onClick={() =>
            void navigate({ to: '/batch', search: { photos: photos.map((one) => one.id).join(',') } as never })
          }
        >
          {t.batchAll}
        </Button>
      )}
      <Button
        icon="trash"
        kind="danger"
        onClick={() => {
          onClear();
          deleteWithUndo(assets.map((one) => one.id));
        }}
      >
        {common.delete}
      </Button>
      <IconButton icon="close" label={t.clear} onClick={onClear} />
      <LabelDialog
        open={labelling}
        onOpenChange={setLabelling}
        onTags={(tags) => {
          for (const asset of assets) {
            change.mutate({ asset, change: { tags: readTags([...asset.tags, ...tags].join(',')) } });
          }
        }}
      />
    </section>
  );
}

function LabelDialog({
  open,
  onOpenChange,
  onTags,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onTags: (tags: string[]) => void;
}) {
  const t = useMessages(galleryTexts);
  const common = useMessages(commonTexts);
  const [written, setWritten] = useState('');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.labelAll}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onTags(readTags(written));
          setWritten('');
          onOpenChange(false);
        }}
      >
        <TextField
          label={t.labels}
          hint={t.labelsHint}
          value={written}
          required
          onChange={(event) => setWritten(event.target.value)}
        />
        <DialogActions>
          <Button onClick={() => onOpenChange(false)}>{common.cancel}</Button>
          <Button kind="main" type="submit" disabled={readTags(written).length === 0}>
            {common.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
