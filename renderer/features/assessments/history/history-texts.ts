import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../../shared/contract/records.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useAssessment } from '../data/assessment-context.tsx';
import { useFrameworkTexts } from '../data/framework-texts.ts';

/** Names of fields and values as a history shows them. */
export function useHistoryTexts() {
  const { t, i18n } = useTranslation(['assessments', 'evidence']);
  const formats = useFormats();
  const { bundle, framework } = useAssessment();
  const texts = useFrameworkTexts(framework);
  const field = (entry: HistoryEntry): string => {
    if (entry.field === '$deleted')
      return t(`assessments:history.${entry.after === true ? 'removed' : 'added'}.${entry.kind}`);
    if (isSlot(entry.field)) return texts.slot(entry.field);
    const own = `assessments:history.field.${entry.kind}.${entry.field}`;
    return i18n.exists(own) ? t(own) : t(`assessments:history.field.${entry.field}`);
  };
  const value = (entry: HistoryEntry, raw: unknown): string => {
    if (raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0))
      return t('assessments:history.nothing');
    if (typeof raw === 'boolean') return t(raw ? 'assessments:yes' : 'assessments:no');
    if (typeof raw === 'number') return isScore(entry) ? formats.score(raw) : String(raw);
    if (Array.isArray(raw)) return raw.map((item) => member(entry, item)).join('; ');
    if (typeof raw === 'string') return word(entry, raw);
    return JSON.stringify(raw);
  };
  const word = (entry: HistoryEntry, raw: string): string => {
    if (entry.field === 'status') return t(`assessments:status.${raw}`);
    if (entry.field === 'referenceDate' || entry.field === 'accessDate') return formats.date(raw);
    if (entry.field === 'kind') return texts.evidenceKind(raw);
    if (entry.field === 'partnerId' && raw === bundle.partner?.id) return bundle.partner.fields.legalName;
    if (entry.field === 'regionId' && raw === bundle.region?.id) return texts.of(bundle.region.fields.name);
    return raw;
  };
  const member = (entry: HistoryEntry, item: unknown): string => {
    if (typeof item === 'string')
      return entry.field === 'methodsUsed' ? methodName(item) : evidenceTitle(item);
    if (typeof item !== 'object' || item === null) return String(item);
    return Object.values(item).filter(Boolean).join(', ');
  };
  const methodName = (key: string) => {
    const method = framework.perspectives
      .flatMap(({ methods }) => methods)
      .find((known) => known.key === key);
    return method ? texts.of(method.name) : key;
  };
  const evidenceTitle = (text: string) =>
    bundle.evidenceItems.find(({ id }) => id === text)?.fields.title ?? text;
  return { field, value };
}

function isSlot(field: string): field is 'past' | 'present' | 'desired' {
  return field === 'past' || field === 'present' || field === 'desired';
}

function isScore(entry: HistoryEntry): boolean {
  return entry.kind === 'criterionEntry' && isSlot(entry.field);
}
