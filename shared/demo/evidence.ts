import { textFingerprint } from '../domain/model/text.ts';
import type { EntityRecord } from '../domain/model/schemas.ts';
import { evidenceId, partnerId } from './demo-ids.ts';
import { demoRecord } from './demo-record.ts';
import { demoEvidence } from './evidence-table.ts';

/** What a source says, in the writer's words; two of them have translations older than the source text. */
const quotes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '03-evaluation': {
    en: 'Joint projects led by a firm reached the market three times as often as those led by a university; the panel advises to keep this rule and to end support for projects without a user.',
    el: 'Τα κοινά έργα με επικεφαλής επιχείρηση έφτασαν στην αγορά πιο συχνά από εκείνα με επικεφαλής πανεπιστήμιο.',
  },
  '06-monitor': {
    en: 'Five of six clusters reached their yearly target for joint projects; the sixth changed its manager and will report again in spring.',
    hr: 'Četiri od šest klastera ostvarila su godišnji cilj za zajedničke projekte.',
  },
  '11-survey': {
    en: 'Two thirds of the firms know their cluster, one third pays a fee, and one in five asked for a loan in the last year.',
    hr: 'Dvije trećine poduzeća zna za svoj klaster, trećina plaća članarinu, a svako peto tražilo je zajam u posljednjih godinu dana.',
  },
  '09-statistic': {
    el: 'Η απασχόληση στα τρόφιμα έμεινε σταθερή, ενώ στην ένδυση μειώθηκε κατά ένα τέταρτο μέσα σε πέντε χρόνια.',
    en: 'Employment in food was stable, while clothing lost a quarter of its posts within five years.',
  },
};

/** The source texts as they stood when the translations were made; different from today where outdated. */
const translatedFrom: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '03-evaluation': {
    el: 'Joint projects led by a firm reached the market more often than those led by a university.',
  },
  '06-monitor': { hr: 'Four of six clusters reached their yearly target for joint projects.' },
  '11-survey': { hr: quotes['11-survey']?.['en'] ?? '' },
  '09-statistic': { en: quotes['09-statistic']?.['el'] ?? '' },
};

/** The evidence items as records. */
export function demoEvidenceRecords(): EntityRecord<'evidenceItem'>[] {
  return demoEvidence.map((item) =>
    demoRecord('evidenceItem', evidenceId(item.key), null, {
      kind: item.kind,
      title: item.title,
      publisher: item.publisher,
      year: item.year,
      territory: item.territory,
      territoryVersion: item.version,
      partnerId: partnerId(item.partner),
      licence: item.kind === 'statistic' ? 'Free re-use with source' : 'For use in the partnership',
      quote: { ...quotes[item.key] },
      sourceLanguage: item.key === '09-statistic' ? 'el' : 'en',
      translatedFrom: fingerprints(item.key),
      accessDate: item.year >= 2013 ? '2014-05-15' : '2014-03-01',
      visibility: 'partnershipNamed',
    }),
  );
}

function fingerprints(key: string): Record<string, string> {
  const entries = Object.entries(translatedFrom[key] ?? {});
  return Object.fromEntries(entries.map(([language, text]) => [`quote.${language}`, textFingerprint(text)]));
}
