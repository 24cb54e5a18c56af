import { defineMessages } from '@/i18n/messages';

export const commonTexts = defineMessages(
  {
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',
    delete: 'Delete',
    undo: 'Undo',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'The browser didn’t allow copying',
    loading: 'Loading',
    notice: 'Notice',
    notices: 'Notices ({hotkey})',
    more: 'More',
  },
  {
    close: 'Закрыть',
    cancel: 'Отмена',
    save: 'Сохранить',
    delete: 'Удалить',
    undo: 'Отменить',
    copy: 'Скопировать',
    copied: 'Скопировано',
    copyFailed: 'Браузер не разрешил копирование',
    loading: 'Загрузка',
    notice: 'Уведомление',
    notices: 'Уведомления ({hotkey})',
    more: 'Ещё',
  },
);
