import type { Reader, Store } from '../store/store.ts';

/** What inspectors see of the running process's store: reads only, also when the process has just died. */
export type Looked = Reader & Pick<Store, 'status' | 'recall' | 'history'>;
