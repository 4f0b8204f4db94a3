import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allCriteria, createFrameworkRegistry, criterionById } from './registry.ts';

const framework = createFrameworkRegistry().get('1.0.0');

/** The released English table, kept apart from the framework file: a change of meaning must be meant. */
function releasedTable(): { id: string; name: string; levels: string[] }[] {
  const file = new URL('./golden/criteria-1.0.0.en.tsv', import.meta.url);
  const rows = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
  return rows.map((row) => {
    const [id, name, ...levels] = row.split('\t');
    return { id: id!, name: capital(name!), levels: levels.map(capital) };
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

describe('criteria of framework 1.0.0', () => {
  test('English names and level descriptors are those of the released table', () => {
    const actual = allCriteria(framework).map((criterion) => ({
      id: criterion.id,
      name: criterion.name.en,
      levels: criterion.levels.map((level) => level.en),
    }));
    expect(actual).toEqual(releasedTable());
  });

  test('are 30 in six themes of five and 4 horizontal ones', () => {
    expect(framework.themes.map((theme) => [theme.id, theme.horizontal, theme.criteria.length])).toEqual([
      ['T1', false, 5],
      ['T2', false, 5],
      ['T3', false, 5],
      ['T4', false, 5],
      ['T5', false, 5],
      ['T6', false, 5],
      ['H', true, 4],
    ]);
    expect(allCriteria(framework).every((criterion) => criterion.weight === 1)).toBe(true);
  });

  test('spot checks of what people read', () => {
    expect(criterionById(framework, '4.2')?.levels.map((level) => level.hr)).toEqual([
      'Sve iz javnih sredstava koja istječu',
      'Male članarine i naknade',
      'Započet plan naknada',
      'Najmanje 25 % vlastitih prihoda',
      'Najmanje 50 % vlastitih prihoda, stabilno',
      'Raznolika, opstaje i nakon isteka potpore',
    ]);
    expect(criterionById(framework, '7.1')?.name.el).toBe('Συντονισμός των επιπέδων διακυβέρνησης');
    expect(criterionById(framework, '3.4')?.meaningRev).toBe(2);
  });
});

describe('themes, perspectives, scale', () => {
  test('theme names are those of the project in three languages', () => {
    expect(framework.themes.map((theme) => theme.name)).toMatchObject([
      {
        en: 'Innovation, R&D driven Cluster Development',
        el: 'Καινοτομία / Έρευνα & Ανάπτυξη στην Δημιουργία των Cluster',
        hr: 'Razvoj klastera pokrenut inovacijama, istraživanjem i razvojem',
      },
      { el: 'Βιωσιμότητα μέσω της ανάπτυξης clusters', hr: 'Održivost kroz razvoj klastera' },
      { en: 'International Cluster Cooperation and Networking' },
      { en: 'Financial Framework Improvement (Cluster Financing)', el: 'Χρηματοδότηση των clusters' },
      { el: 'Clusters και Περιφερειακή εξειδίκευση (Smart Specialization)' },
      { hr: 'Usvajanje novih vještina i stvaranje radnih mjesta' },
      { en: 'Multi-level and cross-department policy' },
    ]);
  });

  test('colours are the seven of the design', () => {
    expect(framework.themes.map((theme) => theme.color)).toEqual([
      '#0077bb',
      '#009988',
      '#33bbee',
      '#ee7733',
      '#aa3377',
      '#ee3377',
      '#6b7280',
    ]);
  });

  test('perspectives carry their slots and techniques', () => {
    expect(framework.perspectives.map((p) => [p.key, p.slot, p.methods.length])).toEqual([
      ['past', 'past', 5],
      ['present', 'present', 6],
      ['future', 'desired', 7],
      ['parallel', null, 6],
    ]);
  });

  test('the scale runs from absent to leading', () => {
    expect(framework.scale.levels.map((level) => level.name.en)).toEqual([
      'Absent',
      'Ad hoc',
      'Emerging',
      'Established',
      'Effective',
      'Leading',
    ]);
    expect(framework.scale).toMatchObject({ min: 0, max: 5, individualStep: 1, agreedStep: 0.5 });
  });
});

describe('figures (framework b.6, b.8)', () => {
  test('parameters', () => {
    expect(framework.parameters).toEqual({
      minAnswered: 0.6,
      disagreementRange: 2,
      confidence: {
        evidence: 0.7,
        review: 0.3,
        itemWeightCap: 0.9,
        bestItems: 5,
        low: 0.4,
        high: 0.7,
        reviewValues: { single: 0, team: 0.5, outside: 1, openDisagreement: 0 },
        teamMinAssessors: 3,
        agreementWithinLevels: 1,
      },
      completeness: {
        present: 0.35,
        desired: 0.25,
        justification: 0.15,
        evidence: 0.15,
        past: 0.1,
        justificationMinCharacters: 40,
        criteriaShare: 0.8,
        narrativeShare: 0.2,
        narrativeMinCharacters: 80,
        usableFrom: 0.6,
        readyFrom: 0.9,
      },
      gap: { actFrom: 1.5, confidenceFrom: 0.4 },
      priority: { importanceMax: 3, feasibilityMax: 3 },
      experience: { experiencedScore: 3.5, experiencedConfidence: 0.5, lessExperiencedScore: 2 },
      comparison: { referenceDateWithinMonths: 18 },
      match: {
        lift: 0.45,
        trust: 0.2,
        fit: 0.15,
        offer: 0.1,
        language: 0.1,
        sameCountryFactor: 0.85,
        minLift: 0.25,
        fullLiftLevels: 2,
        minLeadLevels: 1,
        capacity: 3,
        fitParts: { competence: 0.35, clusterModel: 0.35, sectors: 0.3, differentFactor: 0.5 },
        offerValues: { both: 1, one: 0.5, none: 0 },
        languageValues: { common: 1, none: 0.4 },
      },
      privacy: { median: 3, quartile: 5, minGroupDifference: 3 },
      stars: { percentile: 90, locationQuotient: 2, minRegions: 20 },
      warnings: { resultsEvidenceFrom: 4, evidenceMaxAgeYears: 8 },
    });
  });

  test('strength of evidence, recency, territory', () => {
    expect(framework.evidenceKinds.map((kind) => [kind.key, kind.strength])).toEqual([
      ['law', 1],
      ['statistic', 1],
      ['evaluation', 1],
      ['monitoring', 0.8],
      ['survey', 0.6],
      ['interviews', 0.6],
      ['minutes', 0.4],
      ['expert', 0.2],
    ]);
    const measuring = framework.evidenceKinds.filter((kind) => kind.measuresResults);
    expect(measuring.map((kind) => kind.key)).toEqual(['statistic', 'evaluation', 'monitoring']);
    expect(framework.recency.map((band) => [band.maxAgeYears, band.factor])).toEqual([
      [2, 1],
      [5, 0.75],
      [8, 0.5],
      [null, 0.25],
    ]);
    expect(framework.territory).toEqual({ same: 1, larger: 0.8, other: 0.5 });
  });

  test('calibration cases with their references', () => {
    expect(framework.calibration.map((item) => [item.id, item.criterion, item.reference])).toEqual([
      ['C1', '1.2', 3],
      ['C2', '2.3', 1],
      ['C3', '3.2', 4],
      ['C4', '4.1', 2],
      ['C5', '5.1', 4],
      ['C6', '6.1', 1],
    ]);
  });

  test('indicators are K01 to K28 with their types; only the days to contract should fall', () => {
    const types = framework.indicators.map((indicator) => indicator.type.charAt(0)).join('');
    expect(framework.indicators.map((indicator) => indicator.code)).toEqual(
      Array.from({ length: 28 }, (_, index) => `K${String(index + 1).padStart(2, '0')}`),
    );
    expect(types).toBe('rrocrrorroorrorcorrorrrroorr');
    expect(framework.indicators.filter((indicator) => indicator.direction === 'down')).toMatchObject([
      { code: 'K13', unit: 'days' },
    ]);
  });

  test('organisation types and Eurostat tables', () => {
    expect(framework.orgTypes.map((type) => type.key)).toEqual(['A1', 'A2', 'D', 'R', 'I', 'C']);
    const tables = framework.statistics.filter((statistic) => statistic.source === 'eurostat');
    expect(tables.map((statistic) => statistic.code)).toEqual([
      'demo_r_d2jan',
      'nama_10r_2gdp',
      'nama_10r_3gva',
      'lfst_r_lfe2emp',
      'lfst_r_lfu3pers',
      'rd_e_gerdreg',
      'pat_ep_rtot',
      'htec_emp_reg2',
      'hrst_st_rcat',
      'sbs_r_nuts06_r2',
      'edat_lfse_04',
      'trng_lfse_04',
      'bd_size_r3',
      'bd_hgnace2_r3',
    ]);
  });
});
