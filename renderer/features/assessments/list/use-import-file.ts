import { useOpeningFiles } from '../../../ui/opening-files.tsx';

/** The exchange file that is to be imported next, and the way to choose one. */
export function useImportFile() {
  const { exchangeFiles, choose, putAway } = useOpeningFiles();
  const file = exchangeFiles[0];
  return { file, choose, close: () => file && putAway(file) };
}
