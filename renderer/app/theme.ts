import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep blue, the one accent. */
const accent: MantineColorsTuple = [
  '#eef3fb',
  '#dbe4f3',
  '#b4c7e6',
  '#8aa8da',
  '#678dcf',
  '#4673c4',
  '#2f5fae',
  '#264f96',
  '#1e4180',
  '#13305f',
];

const neutral: MantineColorsTuple = [
  '#f7f8fa',
  '#eff1f4',
  '#e2e5ea',
  '#cfd4dc',
  '#aab1bd',
  '#7d8694',
  '#5b6472',
  '#444c58',
  '#2b313a',
  '#171b21',
];

const dark: MantineColorsTuple = [
  '#d5d9e0',
  '#b9c0ca',
  '#9aa3b0',
  '#6f7987',
  '#4a525e',
  '#3a414b',
  '#2b3038',
  '#202429',
  '#1a1d22',
  '#131519',
];

export const theme = createTheme({
  black: '#171b21',
  colors: { accent, gray: neutral, dark },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  autoContrast: true,
  // Dark text on fills from this luminance on: white would be below 4.5 to 1 there.
  luminanceThreshold: 0.18,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, monospace',
  defaultRadius: 6,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { md: '1.5' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm', variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Modal: {
      defaultProps: { centered: true, transitionProps: { duration: 100 } },
      styles: { title: { fontSize: '16px', fontWeight: 600, overflowWrap: 'anywhere' } },
    },
    // Mantine's place holder for the first focus is no valid child of a menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Capitals are harder to read, and wrong in Greek where accents are.
    Badge: { styles: { root: { textTransform: 'none', fontWeight: 500 } } },
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        withArrow: true,
        multiline: true,
        maw: 320,
        events: { hover: true, focus: true, touch: true },
      },
    },
    // The ring of the focused field must not cut what hangs below the line of its label.
    InputWrapper: { styles: { label: { marginBottom: 2 } } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false } },
    Textarea: { defaultProps: { size: 'sm' } },
    Table: {
      defaultProps: {
        verticalSpacing: 6,
        horizontalSpacing: 'sm',
        fz: 'sm',
        highlightOnHoverColor: 'var(--hover)',
      },
    },
  },
});

/** Mantine's own variables that take a token of global.css instead, for contrast. */
export const colourVariables: CSSVariablesResolver = () => {
  const readable = {
    '--mantine-color-error': 'var(--tone-bad)',
    '--mantine-color-dimmed': 'var(--text-muted)',
    '--mantine-color-placeholder': 'var(--text-muted)',
    '--mantine-color-anchor': 'var(--accent-text)',
  };
  // Orange on light yellow, in which titles of warnings would be, has 2.7 to 1.
  const light = { ...readable, '--mantine-color-yellow-light-color': 'var(--tone-warn)' };
  // Mantine's are half-dark fills of full colour: a notice would outshine everything beside it.
  const dark = {
    ...readable,
    '--mantine-color-accent-light': 'var(--selected)',
    '--mantine-color-yellow-light': 'var(--fill-warn)',
    '--mantine-color-red-light': 'var(--fill-bad)',
    '--mantine-color-green-light': 'var(--fill-good)',
    '--mantine-color-gray-light': 'var(--hover)',
  };
  return { variables: {}, light, dark };
};
