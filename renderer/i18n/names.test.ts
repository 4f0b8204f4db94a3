import { describe, expect, it } from 'vitest';
import { createFormats } from './formats.ts';
import { countryName, countryOptions, languageName, languageOptions, projectCountries } from './names.ts';

describe('names of countries and languages', () => {
  it('follow the language of the interface', () => {
    expect(countryName(createFormats('en'), 'GR')).toBe('Greece');
    expect(countryName(createFormats('el'), 'GR')).toBe('Ελλάδα');
    expect(countryName(createFormats('hr'), 'GR')).toBe('Grčka');
    expect(languageName(createFormats('hr'), 'it')).toBe('talijanski');
  });

  it('give back what is not a code', () => {
    expect(countryName(createFormats('en'), '?')).toBe('?');
    expect(countryName(createFormats('en'), '')).toBe('');
  });

  it('offer the eleven countries of the partnership apart from the others, none twice, sorted by name', () => {
    const formats = createFormats('hr');
    const { project, others } = countryOptions(formats);
    expect(project.map((option) => option.value).toSorted()).toEqual([...projectCountries]);
    expect(project).toHaveLength(11);
    const all = [...project, ...others];
    expect(new Set(all.map((option) => option.value)).size).toBe(all.length);
    expect(all.filter((option) => option.label === option.value)).toEqual([]);
    const labels = others.map((option) => option.label);
    expect(labels).toEqual(labels.toSorted((left, right) => formats.compare(left, right)));
    expect(labels.at(0)).toBe('Andora');
  });

  it('offer a language that a record already has', () => {
    expect(languageOptions(createFormats('en'), ['mt']).map((option) => option.value)).toContain('mt');
  });
});
