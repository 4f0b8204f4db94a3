type Status = 'EU' | 'PA';
type Model = 'ind' | 'hub' | 'mix';

/** One row of the demo's partner list; every label is invented. */
export interface DemoPartner {
  readonly number: string;
  readonly label: string;
  readonly shortName: string;
  /** ISO 3166. */
  readonly country: string;
  readonly nuts: string;
  readonly type: 'A1' | 'A2' | 'D' | 'R' | 'I' | 'C';
  /** Status when the project started. */
  readonly status: Status;
  /** Present level of each theme, T1 to T6. */
  readonly levels: readonly number[];
  /** Confidence that reviews and evidence are laid out to give in every theme. */
  readonly confidence: number;
  readonly languages: readonly string[];
  readonly models: readonly Model[];
  readonly sectors: readonly string[];
}

const rows = `
01 | Lead regional authority       | Lead region        | IT | ITI3 | A1 | EU | 333343 | .60 | it en       | ind     | mec fur ict
02 | Regional authority A          | Region A           | IT | ITH3 | A1 | EU | 434343 | .65 | it en       | ind     | mec fas agr
03 | Regional authority B          | Region B           | IT | ITH5 | A1 | EU | 544444 | .75 | it en       | ind hub | mec agr hea
04 | National cohesion department  | Cohesion dept      | IT | ITI4 | A2 | EU | 333443 | .55 | it en       | mix     | ict mec
05 | National promotional bank     | Promotional bank   | AT | AT13 | I  | EU | 444544 | .70 | de en       | mix     | ict hea
06 | Regional business agency      | Business agency    | AT | AT12 | D  | EU | 555444 | .80 | de en       | ind hub | mec agr gre
07 | SME promotion agency          | SME agency         | BG | BG41 | I  | EU | 223222 | .45 | bg en       | mix     | ict agr
08 | Union of chambers             | Union of chambers  | GR | EL30 | C  | EU | 223212 | .40 | el en       | mix     | agr tou
09 | Regional authority North      | Region North       | GR | EL52 | A1 | EU | 332223 | .50 | el en       | ind     | agr ict fas
10 | Research centre, cluster unit | Cluster unit       | GR | EL30 | R  | EU | 534334 | .70 | el en       | hub     | ict mic
11 | County development agency     | County agency      | HR | HR03 | D  | PA | 232222 | .45 | hr it en    | ind     | tou agr mar
12 | National development centre   | Development centre | HU | HU11 | I  | EU | 434543 | .65 | hu en       | mix     | aut ict
13 | Business network association  | Network assoc.     | HU | HU22 | C  | EU | 343332 | .55 | hu de en    | hub     | aut mec gre
14 | Regional development agency   | Regional agency    | RO | RO21 | D  | EU | 333323 | .55 | ro en       | ind     | fas ict agr
15 | Institute of forecasting      | Forecasting inst.  | RO | RO32 | R  | EU | 322232 | .45 | ro en       | mix     | ict
16 | National research authority   | Research authority | RO | RO32 | A2 | EU | 322322 | .40 | ro en       | mix     | ict mic
17 | Ministry for economy          | Economy ministry   | RO | RO32 | A2 | EU | 222332 | .35 | ro en       | mix     | aut ict
18 | Union of clusters             | Union of clusters  | SK | SK02 | C  | EU | 333223 | .50 | sk en       | hub     | aut mec
19 | Self-governing region         | Self-gov. region   | SK | SK02 | A1 | EU | 222222 | .35 | sk en       | hub     | aut
20 | Ministry of economy           | Ministry of econ.  | SK | SK01 | A2 | EU | 232322 | .40 | sk en       | hub     | aut mec
21 | University research centre    | Research centre    | SI | SI04 | R  | EU | 343233 | .55 | sl hr it en | mix     | mar gre tou
22 | Development agency            | Dev. agency        | SI | SI03 | D  | EU | 333323 | .50 | sl de en    | hub     | mec gre
23 | Investment agency             | Investment agency  | AL | AL02 | I  | PA | 112111 | .30 | sq it en    | mix     | agr tou
24 | University                    | University         | RS | RS12 | R  | PA | 322223 | .45 | sr hr en    | mix     | ict agr
25 | Provincial secretariat        | Prov. secretariat  | RS | RS12 | A1 | PA | 213212 | .40 | sr hr en    | mix     | agr ict
`;

/** The 25 organisations of the demo partnership (framework (g)), with Greece as ISO writes it. */
export const demoPartners: readonly DemoPartner[] = rows
  .trim()
  .split('\n')
  .map((row): DemoPartner => {
    const cells = row.split('|').map((cell) => cell.trim());
    const [number, label, shortName, country, nuts, type, status, levels, confidence] = cells as [
      string,
      string,
      string,
      string,
      string,
      DemoPartner['type'],
      Status,
      string,
      string,
    ];
    const [languages, models, sectors] = cells.slice(9).map((cell) => cell.split(' ')) as [
      string[],
      Model[],
      string[],
    ];
    return {
      number,
      label,
      shortName,
      country,
      nuts,
      type,
      status,
      levels: levels.split('').map(Number),
      confidence: Number(confidence),
      languages,
      models,
      sectors,
    };
  });

/** What the sector codes stand for, inside a sentence. */
export const sectorNames: Readonly<Record<string, string>> = {
  mec: 'mechanical engineering',
  fur: 'furniture',
  ict: 'information technology',
  fas: 'fashion and footwear',
  agr: 'food and farming',
  hea: 'health technology',
  gre: 'green technology',
  tou: 'tourism',
  mic: 'microelectronics',
  mar: 'the maritime economy',
  aut: 'car parts',
};
