import type { Framework } from './shape.ts';

/** Something in a framework file that its shape alone cannot show to be wrong. */
export interface IntegrityIssue {
  readonly path: (string | number)[];
  readonly message: string;
}

/** Everything that ties the parts of a framework file together; an empty list means the file is sound. */
export function integrityIssues(framework: Framework): IntegrityIssue[] {
  return [
    ...uniquenessIssues(framework),
    ...scaleIssues(framework),
    ...perspectiveIssues(framework),
    ...referenceIssues(framework),
    ...languageIssues(framework),
    ...parameterIssues(framework),
    ...migrationIssues(framework),
  ];
}

function uniquenessIssues(framework: Framework): IntegrityIssue[] {
  const criteria = framework.themes.flatMap((theme) => theme.criteria);
  const lists: [string, string[]][] = [
    ['languages', framework.languages],
    ['perspectives', framework.perspectives.map((perspective) => perspective.key)],
    ['perspectives', framework.perspectives.flatMap((perspective) => perspective.methods.map((m) => m.key))],
    ['themes', framework.themes.map((theme) => theme.id)],
    ['themes', criteria.map((criterion) => criterion.id)],
    ['themes', criteria.map((criterion) => criterion.lineage)],
    ['statistics', framework.statistics.map((statistic) => statistic.code)],
    ['evidenceKinds', framework.evidenceKinds.map((kind) => kind.key)],
    ['calibration', framework.calibration.map((item) => item.id)],
    ['orgTypes', framework.orgTypes.map((type) => type.key)],
    ['units', framework.units.map((unit) => unit.key)],
    ['indicators', framework.indicators.map((indicator) => indicator.code)],
    ['migrations', framework.migrations.map((migration) => migration.from)],
  ];
  return lists.flatMap(([part, values]) =>
    values
      .filter((value, position) => values.indexOf(value) !== position)
      .map((value) => ({ path: [part], message: `"${value}" stands twice` })),
  );
}

function scaleIssues(framework: Framework): IntegrityIssue[] {
  const { min, max, levels } = framework.scale;
  const levelCount = max - min + 1;
  const issues: IntegrityIssue[] = [];
  if (levels.length !== levelCount || levels.some((level, index) => level.value !== min + index)) {
    issues.push({ path: ['scale', 'levels'], message: `levels must run from ${min} to ${max}` });
  }
  framework.themes.forEach((theme, themeIndex) => {
    theme.criteria.forEach((criterion, index) => {
      if (criterion.levels.length === levelCount) return;
      const path = ['themes', themeIndex, 'criteria', index, 'levels'];
      issues.push({ path, message: `criterion ${criterion.id} needs ${levelCount} level descriptors` });
    });
  });
  framework.calibration.forEach((item, index) => {
    if (item.reference >= min && item.reference <= max) return;
    issues.push({ path: ['calibration', index, 'reference'], message: 'reference is outside the scale' });
  });
  return issues;
}

function perspectiveIssues(framework: Framework): IntegrityIssue[] {
  const issues: IntegrityIssue[] = [];
  const slots = framework.perspectives.flatMap((perspective) => perspective.slot ?? []);
  for (const slot of ['past', 'present', 'desired'] as const) {
    if (slots.filter((candidate) => candidate === slot).length !== 1) {
      issues.push({
        path: ['perspectives'],
        message: `slot "${slot}" must belong to exactly one perspective`,
      });
    }
  }
  framework.perspectives.forEach((perspective, index) => {
    if ((perspective.slot === null) === (perspective.slotName === null)) return;
    issues.push({ path: ['perspectives', index, 'slotName'], message: 'a slot and its name go together' });
  });
  return issues;
}

function referenceIssues(framework: Framework): IntegrityIssue[] {
  const issues: IntegrityIssue[] = [];
  const expect = (known: readonly string[], used: readonly string[], path: (string | number)[]) => {
    for (const value of used) {
      if (!known.includes(value)) issues.push({ path, message: `"${value}" is not in the framework` });
    }
  };
  const statistics = framework.statistics.map((statistic) => statistic.code);
  const kinds = framework.evidenceKinds.map((kind) => kind.key);
  const indicators = framework.indicators.map((indicator) => indicator.code);
  const units = framework.units.map((unit) => unit.key);
  expect(statistics, framework.contextStatistics, ['contextStatistics']);
  framework.themes.forEach((theme, themeIndex) => {
    expect(statistics, theme.statistics, ['themes', themeIndex, 'statistics']);
    theme.criteria.forEach((criterion, index) => {
      const path = ['themes', themeIndex, 'criteria', index];
      expect(kinds, criterion.evidenceHints, [...path, 'evidenceHints']);
      expect(indicators, criterion.indicators, [...path, 'indicators']);
    });
  });
  framework.indicators.forEach((indicator, index) => expect(units, [indicator.unit], ['indicators', index]));
  const criteria = criterionIds(framework);
  framework.calibration.forEach((item, index) => expect(criteria, [item.criterion], ['calibration', index]));
  return issues;
}

/** Every text must stand in every language that the file claims to have. */
function languageIssues(framework: Framework): IntegrityIssue[] {
  const issues: IntegrityIssue[] = [];
  const visit = (node: unknown, path: (string | number)[]): void => {
    if (Array.isArray(node)) {
      node.forEach((child, index) => {
        visit(child, [...path, index]);
      });
    } else if (typeof node === 'object' && node !== null) {
      if ('en' in node) {
        const missing = framework.languages.filter((language) => !(language in node));
        for (const language of missing) issues.push({ path, message: `text is missing in "${language}"` });
        return;
      }
      for (const [name, child] of Object.entries(node)) visit(child, [...path, name]);
    }
  };
  visit(framework, []);
  return issues;
}

function parameterIssues(framework: Framework): IntegrityIssue[] {
  const { confidence, completeness, match } = framework.parameters;
  const sums: [string[], number[]][] = [
    [
      ['completeness'],
      [
        completeness.present,
        completeness.desired,
        completeness.justification,
        completeness.evidence,
        completeness.past,
      ],
    ],
    [
      ['completeness', 'criteriaShare'],
      [completeness.criteriaShare, completeness.narrativeShare],
    ],
    [['confidence'], [confidence.evidence, confidence.review]],
    [['match'], [match.lift, match.trust, match.fit, match.offer, match.language]],
    [
      ['match', 'fitParts'],
      [match.fitParts.competence, match.fitParts.clusterModel, match.fitParts.sectors],
    ],
  ];
  const issues: IntegrityIssue[] = [];
  for (const [path, parts] of sums) {
    const sum = parts.reduce((total, part) => total + part, 0);
    if (Math.abs(sum - 1) > 1e-9) {
      issues.push({ path: ['parameters', ...path], message: 'the weights must add up to 1' });
    }
  }
  if (confidence.low >= confidence.high) {
    issues.push({ path: ['parameters', 'confidence'], message: '"low" must be below "high"' });
  }
  return [...issues, ...recencyIssues(framework)];
}

function recencyIssues(framework: Framework): IntegrityIssue[] {
  const ages = framework.recency.map((band) => band.maxAgeYears ?? Number.POSITIVE_INFINITY);
  const rising = ages.every((age, index) => index === 0 || age > (ages[index - 1] ?? 0));
  if (rising && ages.at(-1) === Number.POSITIVE_INFINITY) return [];
  return [{ path: ['recency'], message: 'age bands must rise and the last one must be open' }];
}

function migrationIssues(framework: Framework): IntegrityIssue[] {
  const criteria = criterionIds(framework);
  const issues: IntegrityIssue[] = [];
  framework.migrations.forEach((migration, migrationIndex) => {
    if (migration.to !== framework.version) {
      const path = ['migrations', migrationIndex, 'to'];
      issues.push({ path, message: `a migration in this file must lead to ${framework.version}` });
    }
    migration.map.forEach((row, index) => {
      const problem = rowProblem(row, migration.map, criteria);
      if (problem) issues.push({ path: ['migrations', migrationIndex, 'map', index], message: problem });
    });
  });
  return issues;
}

type Row = Framework['migrations'][number]['map'][number];

function rowProblem(row: Row, rows: readonly Row[], criteria: readonly string[]): string | undefined {
  if ((row.rule === 'dropped') !== (row.new === null)) return 'only a dropped criterion has no successor';
  if (row.new !== null && !criteria.includes(row.new))
    return `criterion "${row.new}" is not in the framework`;
  const sameOld = rows.filter((candidate) => candidate.old === row.old).length;
  const sameNew = row.new === null ? 1 : rows.filter((candidate) => candidate.new === row.new).length;
  if (row.rule === 'split' ? sameOld < 2 : sameOld > 1) {
    return `the rows of "${row.old}" do not fit the rule ${row.rule}`;
  }
  if (row.rule === 'merge' ? sameNew < 2 : sameNew > 1) {
    return `the rows that lead to "${row.new}" do not fit the rule ${row.rule}`;
  }
  return undefined;
}

function criterionIds(framework: Framework): string[] {
  return framework.themes.flatMap((theme) => theme.criteria.map((criterion) => criterion.id));
}
