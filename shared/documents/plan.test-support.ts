import * as Y from 'yjs';
import type { InterfaceLanguage } from '../kernel/languages.ts';
import { templateUpdate } from './create-from-template.ts';
import { planDocumentId } from './document-id.ts';
import { findPlanTemplate } from './templates/catalogue.ts';

export const workspaceId = '0b5c2f3e-7a1d-4a53-9f6e-2c1d8e4b7a90';

/** The initial content of a plan of the test workspace. */
export function planBytes(templateKey: string, language: InterfaceLanguage): Uint8Array {
  const template = findPlanTemplate(templateKey);
  if (!template) throw new Error(`no template ${templateKey}`);
  const identity = { workspaceId, templateKey, templateVersion: template.version, language };
  return templateUpdate({ template, language, documentId: planDocumentId(identity) });
}

/** A fresh Joint Strategic Plan. */
export function newPlan(language: InterfaceLanguage): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, planBytes('joint-strategic-plan', language));
  return doc;
}

/** Brings replicas to the same state, as any number of exchanges would. */
export function mergeAll(...docs: Y.Doc[]): void {
  const updates = docs.map((doc) => Y.encodeStateAsUpdate(doc));
  for (const doc of docs) for (const update of updates) Y.applyUpdate(doc, update);
}
