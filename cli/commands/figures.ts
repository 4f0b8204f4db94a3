import { formatFigure } from '../../shared/domain/figures/format.ts';
import { type PartnerFigures, partnerFigures } from '../partner-figures.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

/** Prints the figures of every partner: with `json` one object per line, else a table. */
export async function printFigures(
  session: Session,
  options: { workspace?: string; json?: true },
): Promise<void> {
  const { services, print } = session;
  const { frameworks } = services;
  const framework = frameworks.get(frameworks.latestVersion);
  const figures = partnerFigures(await session.workspace(options.workspace), framework);
  if (options.json) for (const partner of figures) print(JSON.stringify(partner));
  else
    printTable(
      session,
      figures,
      framework.themes.map(({ id }) => id),
    );
}

function printTable(
  { text, print, language }: Session,
  figures: readonly PartnerFigures[],
  themeIds: readonly string[],
): void {
  const notEnough = '–';
  const rows = figures.map(({ partner, themes, completeness }) => [
    partner,
    ...themeIds.map((id) => {
      const theme = themes[id];
      const present = formatFigure(theme?.present ?? null, 'score', language) || notEnough;
      const gap = formatFigure(theme?.gap ?? null, 'difference', language) || notEnough;
      return `${present} ${gap} ${formatFigure(theme?.confidence ?? null, 'share', language) || notEnough}`;
    }),
    formatFigure(completeness, 'share', language) || notEnough,
  ]);
  for (const line of table([text('column.partner'), ...themeIds, text('column.completeness')], rows))
    print(line);
  print('');
  print(text('figuresLegend'));
}
