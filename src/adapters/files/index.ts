/** Files that we write, whatever is in them. */
export { PRIVATE_FILE, PRIVATE_FOLDER, createFile, openToAppend, plainFile } from './plain-file.ts';
export { syncFolder } from './sync-folder.ts';
export { writeAtomically } from './write-atomically.ts';
