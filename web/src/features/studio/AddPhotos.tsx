// Ways for a photo to come in: chosen, photographed, dropped anywhere, pasted.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useMessages } from '@/i18n/language';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { toast } from '@/ui/toasts';
import { addFiles } from './actions';
import { studioTexts } from './texts';
import css from './Studio.module.css';

export function useAddFiles(): (files: readonly File[]) => void {
  const t = useMessages(studioTexts);
  const navigate = useNavigate();
  return (files) => {
    const left = addFiles(files);
    const action = { label: t.toBatch, run: () => void navigate({ to: '/batch' }) };
    if (left > 0) toast({ title: t.tooMany(left), detail: t.tooManyText, action, seconds: 10 });
  };
}

/** Opens the browser's own chooser; `camera` where phones open theirs. */
export function Chooser({
  children,
  camera = false,
  kind,
}: {
  children: ReactNode;
  camera?: boolean;
  kind: 'main' | 'plain';
}) {
  const input = useRef<HTMLInputElement>(null);
  const add = useAddFiles();
  return (
    <>
      <Button
        kind={kind}
        size="large"
        icon={camera ? 'camera' : 'gallery'}
        className={camera ? css.camera : undefined}
        onClick={() => input.current?.click()}
      >
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        data-testid={camera ? 'camera' : 'files'}
        multiple={!camera}
        {...(camera && { capture: 'environment' })}
        onChange={(event) => {
          add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}

/** The whole page takes what is dropped or pasted. */
export function DropAnywhere() {
  const t = useMessages(studioTexts);
  const add = useAddFiles();
  const [over, setOver] = useState(false);
  const latest = useRef(add);
  useEffect(() => {
    latest.current = add;
  });
  useEffect(() => {
    let depth = 0;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      latest.current(files);
    };
    document.addEventListener('dragenter', enter);
    document.addEventListener('dragleave', leave);
    document.addEventListener('dragover', hover);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragenter', enter);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('dragover', hover);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, []);
  if (!over) return null;
  return (
    <div className={css.dropping}>
      <Icon name="download" size={40} />
      {t.drop}
    </div>
  );
}
