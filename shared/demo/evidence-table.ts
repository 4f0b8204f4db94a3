import type { NutsVersion } from '../domain/figures/territory.ts';

/** One source of the demo; all of them are invented. */
export interface DemoEvidence {
  readonly key: string;
  /** Number of the partner that entered it. */
  readonly partner: string;
  /** Key of a framework evidence kind. */
  readonly kind: string;
  readonly year: number;
  readonly territory: string;
  readonly version: NutsVersion;
  readonly title: string;
  readonly publisher: string;
}

const rows = `
it-law       | 01 | law        | 2010 | IT   | 2010 | National framework act on business networks                | Official journal (demo)
eu-statistic | 01 | statistic  | 2013 | EU   | 2013 | Regional statistics by industry, yearly extract            | European statistical office (demo extract)
01-survey    | 01 | survey     | 2013 | ITI3 | 2013 | Survey of firms in twelve industrial districts             | Regional statistics desk (demo)
02-monitor   | 02 | monitoring | 2013 | ITH3 | 2013 | Monitoring record of the district and network programme    | Regional authority A (demo)
03-statistic | 03 | statistic  | 2013 | ITH5 | 2013 | Statistical yearbook: firms, research and exports          | Regional statistics office (demo)
03-evaluation| 03 | evaluation | 2014 | ITH5 | 2013 | Evaluation of the regional cluster programme, second round | Independent evaluator (demo)
04-minutes   | 04 | minutes    | 2014 | ITI4 | 2013 | Minutes of the cohesion round table on clusters            | National cohesion department (demo)
04-law       | 04 | law        | 2007 | ITI4 | 2010 | Operational programme, priority on competitiveness         | National cohesion department (demo)
05-minutes   | 05 | minutes    | 2013 | AT13 | 2013 | Minutes of the funding partners' meeting                   | National promotional bank (demo)
05-evaluation| 05 | evaluation | 2008 | AT13 | 2010 | Evaluation of the first guarantee line for networks        | Independent evaluator (demo)
at-evaluation| 06 | evaluation | 2013 | AT   | 2013 | National evaluation of cluster services                    | Independent evaluator (demo)
06-monitor   | 06 | monitoring | 2014 | AT12 | 2013 | Balanced scorecard of six clusters, yearly record          | Regional business agency (demo)
06-statistic | 06 | statistic  | 2013 | AT12 | 2013 | Regional labour and firm register, yearly count            | Statistical office (demo)
07-interviews| 07 | interviews | 2014 | BG41 | 2013 | Interviews with eighteen cluster managers                  | SME promotion agency (demo)
07-minutes   | 07 | minutes    | 2010 | BG41 | 2010 | Minutes of the first cluster forum                         | SME promotion agency (demo)
08-minutes   | 08 | minutes    | 2014 | EL30 | 2013 | Minutes of the chambers' cluster committee                 | Union of chambers (demo)
09-statistic | 09 | statistic  | 2007 | GR12 | 2010 | Regional accounts and business register                    | Statistical service (demo)
10-evaluation| 10 | evaluation | 2008 | EL30 | 2010 | Evaluation of the first innovation cluster call            | Independent evaluator (demo)
hr-law       | 11 | law        | 2010 | HR   | 2010 | National strategy for the support of clusters              | Ministry (demo)
11-survey    | 11 | survey     | 2013 | HR03 | 2013 | Survey of 140 firms in food, tourism and boat building     | County development agency (demo)
11-foreign   | 11 | survey     | 2014 | HR04 | 2013 | Survey of wood and metal clusters in the continental part  | Chamber of trades (demo)
hu-statistic | 12 | statistic  | 2013 | HU10 | 2013 | Statistics on accredited clusters in Central Hungary       | Statistical office (demo)
12-monitor   | 12 | monitoring | 2013 | HU11 | 2016 | Monitoring record of the cluster accreditation scheme      | National development centre (demo)
13-minutes   | 13 | minutes    | 2013 | HU22 | 2013 | Minutes of the network managers' conference                | Business network association (demo)
13-law       | 13 | law        | 2007 | HU22 | 2010 | Regional operational programme, cluster measure            | Regional council (demo)
14-minutes   | 14 | minutes    | 2014 | RO21 | 2013 | Minutes of the regional innovation forum                   | Regional development agency (demo)
14-evaluation| 14 | evaluation | 2008 | RO21 | 2010 | Evaluation of the textile technology platform              | Independent evaluator (demo)
15-interviews| 15 | interviews | 2013 | RO32 | 2013 | Expert interviews on the outlook of clusters to 2020       | Institute of forecasting (demo)
16-minutes   | 16 | minutes    | 2013 | RO32 | 2013 | Minutes of the research advisory council                   | National research authority (demo)
17-law       | 17 | law        | 2008 | RO32 | 2010 | Government decision on competitiveness poles               | Ministry for economy (demo)
sk02-statistic| 18 | statistic | 2008 | SK02 | 2010 | Employment by industry in the western districts            | Statistical office (demo)
20-minutes   | 20 | minutes    | 2014 | SK01 | 2013 | Minutes of the inter-ministry group on clusters            | Ministry of economy (demo)
21-minutes   | 21 | minutes    | 2014 | SI04 | 2013 | Minutes of the coastal innovation council                  | University research centre (demo)
21-statistic | 21 | statistic  | 2008 | SI02 | 2010 | Research and business register, western part               | Statistical office (demo)
22-law       | 22 | law        | 2008 | SI01 | 2010 | Regional development programme                             | Regional council (demo)
23-minutes   | 23 | minutes    | 2010 | AL02 | 2010 | Minutes of the business advisory meetings                  | Investment agency (demo)
23-expert    | 23 | expert     | 2014 | AL02 | 2013 | View of a visiting cluster adviser                         | Investment agency (demo)
24-survey    | 24 | survey     | 2013 | RS12 | 2013 | Survey of firms in information technology and food         | University (demo)
24-law       | 24 | law        | 2007 | RS12 | 2010 | Provincial development plan                                | Provincial secretariat (demo)
25-minutes   | 25 | minutes    | 2013 | RS12 | 2013 | Minutes of the provincial cluster council                  | Provincial secretariat (demo)
`;

/** The 40 evidence items; some carry codes of older NUTS lists, as sources do. */
export const demoEvidence: readonly DemoEvidence[] = rows
  .trim()
  .split('\n')
  .map((row): DemoEvidence => {
    const [key, partner, kind, year, territory, version, title, publisher] = row
      .split('|')
      .map((cell) => cell.trim()) as [string, string, string, string, string, NutsVersion, string, string];
    return { key, partner, kind, year: Number(year), territory, version, title, publisher };
  });
