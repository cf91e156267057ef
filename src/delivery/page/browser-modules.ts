/** Every browser module, for serving them one by one when nothing was built. */
export const browserModules: readonly string[] = ['main'];
