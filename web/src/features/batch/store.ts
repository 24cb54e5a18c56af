// What a reload must not lose: runs, their rows, the files that are not sent yet, and zips on their way. In IndexedDB.
import type { Look } from '../gallery/look';
import type { Row, Run } from './runs';

const NAME = 'packshot-batches';
const VERSION = 1;

/** A zip that is being sent; `url` is its upload at the server once it has begun. */
export interface ZipUpload {
  id: string;
  account: string;
  name: string;
  file: Blob;
  look: Look;
  url: string | null;
  createdAt: number;
}

/** The look of a batch that the server runs, so that its photos can be tried again. */
export interface KnownLook {
  batchId: string;
  look: Look;
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser store failed.'));
  });
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () =>
      reject(transaction.error ?? new Error('The browser store failed.'));
  });
}

const ofRun = (run: string): IDBKeyRange => IDBKeyRange.bound([run], [run, []]);

export class BatchStore {
  #opened: Promise<IDBDatabase> | null = null;

  #open(): Promise<IDBDatabase> {
    this.#opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('runs', { keyPath: 'id' });
        request.result.createObjectStore('rows', { keyPath: ['run', 'index'] });
        request.result.createObjectStore('files');
        request.result.createObjectStore('zips', { keyPath: 'id' });
        request.result.createObjectStore('looks', { keyPath: 'batchId' });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The browser store failed.'));
    });
    return this.#opened;
  }

  async #write(stores: string[], work: (transaction: IDBTransaction) => void): Promise<void> {
    const transaction = (await this.#open()).transaction(stores, 'readwrite');
    work(transaction);
    await done(transaction);
  }

  async #read<T>(store: string, work: (objects: IDBObjectStore) => IDBRequest): Promise<T> {
    return (await asked(work((await this.#open()).transaction(store).objectStore(store)))) as T;
  }

  /** Writes a whole run, with the files that it still has to send, in one go: all of it or nothing. */
  addRun(run: Run, rows: readonly Row[], files: readonly Blob[] = []): Promise<void> {
    return this.#write(['runs', 'rows', 'files'], (transaction) => {
      transaction.objectStore('runs').put(run);
      for (const row of rows) transaction.objectStore('rows').put(row);
      files.forEach((file, index) => transaction.objectStore('files').put(file, [run.id, index]));
    });
  }

  async runs(account: string): Promise<Run[]> {
    const all = await this.#read<Run[]>('runs', (runs) => runs.getAll());
    return all.filter((run) => run.account === account).sort((one, other) => other.createdAt - one.createdAt);
  }

  rows(run: string): Promise<Row[]> {
    return this.#read('rows', (rows) => rows.getAll(ofRun(run)));
  }

  putRun(run: Run): Promise<void> {
    return this.#write(['runs'], (transaction) => void transaction.objectStore('runs').put(run));
  }

  /** Writes rows; the files of those that the server has by now are let go. */
  putRows(rows: readonly Row[]): Promise<void> {
    return this.#write(['rows', 'files'], (transaction) => {
      for (const row of rows) {
        transaction.objectStore('rows').put(row);
        if (row.assetId !== null) transaction.objectStore('files').delete([row.run, row.index]);
      }
    });
  }

  async file(run: string, index: number): Promise<Blob | null> {
    return (await this.#read<Blob | undefined>('files', (files) => files.get([run, index]))) ?? null;
  }

  removeRun(run: string): Promise<void> {
    return this.#write(['runs', 'rows', 'files'], (transaction) => {
      transaction.objectStore('runs').delete(run);
      transaction.objectStore('rows').delete(ofRun(run));
      transaction.objectStore('files').delete(ofRun(run));
    });
  }

  async zips(account: string): Promise<ZipUpload[]> {
    return (await this.#read<ZipUpload[]>('zips', (zips) => zips.getAll())).filter((zip) => zip.account === account);
  }

  putZip(zip: ZipUpload): Promise<void> {
    return this.#write(['zips'], (transaction) => void transaction.objectStore('zips').put(zip));
  }

  removeZip(id: string): Promise<void> {
    return this.#write(['zips'], (transaction) => void transaction.objectStore('zips').delete(id));
  }

  putLook(known: KnownLook): Promise<void> {
    return this.#write(['looks'], (transaction) => void transaction.objectStore('looks').put(known));
  }

  async look(batchId: string): Promise<Look | null> {
    const known = await this.#read<KnownLook | undefined>('looks', (looks) => looks.get(batchId));
    return known?.look ?? null;
  }
}
