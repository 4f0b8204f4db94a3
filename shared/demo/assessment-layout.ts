/**
 * Which sources and reviews stand behind a partner's scores. They are chosen so that the formula of
 * framework b.6 gives, in every theme, the confidence of the partner's row in the demo table:
 * 0.7 x mean(E) + 0.3 x mean(R). No confidence is stored anywhere. See decision 0004.
 */
export interface AssessmentLayout {
  /** Sets of evidence keys that all give the same E; they take turns over the criteria. */
  readonly evidence: readonly (readonly string[])[];
  /** Review units per theme: a team within one level is one unit (R 0.5), an outside reviewer two. */
  readonly reviewUnits: number;
  /** Evidence keys for each answered criterion of the horizontal theme. */
  readonly horizontalEvidence: readonly (readonly string[])[];
  readonly horizontalReviewUnits: number;
}

const rows = `
01 | 01-survey, it-law           | 6 | 01-survey, eu-statistic, eu-statistic, eu-statistic     | 2
02 | 02-monitor, eu-statistic    | 3 | 02-monitor, it-law, it-law, -                           | 8
03 | 03-statistic, 03-evaluation | 4 | 03-evaluation, 03-statistic, it-law, it-law             | 6
04 | 04-minutes+04-law           | 2 | 04-minutes+04-law, 04-minutes+04-law, 04-minutes+04-law, 04-minutes | 3
05 | 05-minutes+05-evaluation    | 7 | 05-minutes+05-evaluation, 05-minutes+05-evaluation, 05-minutes+05-evaluation, 05-minutes | 7
06 | 06-monitor, at-evaluation   | 8 | 06-statistic, 06-statistic, 06-statistic, 06-monitor    | 5
07 | 07-interviews               | 1 | 07-interviews, 07-interviews, 07-minutes, -             | 5
08 | 08-minutes                  | 4 | 10-evaluation, 10-evaluation, -, -                      | 6
09 | 09-statistic                | 5 | 09-statistic, 09-statistic, 09-statistic, 09-statistic  | 4
10 | 08-minutes+10-evaluation    | 7 | 08-minutes+10-evaluation, 08-minutes+10-evaluation, 08-minutes+10-evaluation, 08-minutes | 7
11 | 11-survey, hr-law           | 1 | 11-survey, hr-law, 11-foreign, -                        | 5
12 | 12-monitor, hu-statistic    | 3 | 12-monitor, hu-statistic, 13-minutes, 13-minutes        | 8
13 | 13-minutes+13-law           | 2 | 13-minutes+13-law, 13-minutes+13-law, 13-minutes+13-law, 13-minutes | 3
14 | 14-minutes+14-evaluation    | 2 | 14-minutes+14-evaluation, 14-minutes+14-evaluation, 14-minutes+14-evaluation, 14-minutes | 3
15 | 15-interviews               | 1 | 15-interviews, 17-law, 16-minutes                       | 2
16 | 16-minutes                  | 4 | 15-interviews, 16-minutes, -, -                         | 6
17 | 17-law                      | 0 | 17-law, 17-law, 17-law, 17-law                          | 0
18 | sk02-statistic              | 5 | sk02-statistic, sk02-statistic, sk02-statistic, sk02-statistic | 4
19 | sk02-statistic              | 0 | sk02-statistic, sk02-statistic                          | 0
20 | 20-minutes                  | 4 | sk02-statistic, sk02-statistic, sk02-statistic, sk02-statistic | 6
21 | 21-minutes+21-statistic     | 2 | 21-minutes+21-statistic, 21-minutes+21-statistic, 21-minutes+21-statistic, 21-minutes | 3
22 | 22-law                      | 5 | 22-law, 22-law, 22-law, 22-law                          | 4
23 | 23-minutes                  | 3 | 23-expert, 23-expert, 23-minutes, eu-statistic          | 1
24 | 24-survey                   | 1 | 24-survey, 24-law, 25-minutes, -                        | 5
25 | 25-minutes                  | 4 | 24-survey, 25-minutes, -, -                             | 6
`;

/** The layout of each partner's assessment by its number. */
export const assessmentLayouts: ReadonlyMap<string, AssessmentLayout> = new Map(
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [number, evidence, units, horizontal, horizontalUnits] = row
        .split('|')
        .map((cell) => cell.trim()) as [string, string, string, string, string];
      const layout: AssessmentLayout = {
        evidence: sets(evidence),
        reviewUnits: Number(units),
        horizontalEvidence: sets(horizontal),
        horizontalReviewUnits: Number(horizontalUnits),
      };
      return [number, layout] as const;
    }),
);

function sets(cell: string): string[][] {
  return cell.split(',').map((set) => (set.trim() === '-' ? [] : set.trim().split('+')));
}
