import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanPastedHtml, pasteIsPicture } from './clean-pasted-html.ts';
import { htmlTokens } from './html-tokens.ts';

describe('pasted HTML', () => {
  it('comes in from Word without styles, classes and additions', () => {
    const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>t</title>
      <style><!-- p.MsoNormal {margin:0cm} --></style><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head>
      <body lang=HR><!--StartFragment--><p class=MsoNormal style='margin-left:1cm;color:red'><b><span lang=EL
      style='font-size:14.0pt;font-family:"Arial"'>Όραμα</span></b> <i>2020</i><o:p></o:p></p><!--EndFragment--></body></html>`;
    expect(cleanPastedHtml(word)).toBe('<p><b><span>Όραμα</span></b> <i>2020</i></p>');
  });

  it("turns Word's list paragraphs into nested lists", () => {
    const item = (level: number, marker: string, text: string) =>
      `<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span
        style='font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>\n\n`;
    const word =
      item(1, '·', 'One') +
      item(2, 'o', 'Inner') +
      item(1, '·', 'Two') +
      item(1, '1.', 'First') +
      '<p>After</p>';
    expect(cleanPastedHtml(word).replaceAll('<span></span>', '')).toBe(
      '<ul><li><p>One</p><ul><li><p>Inner</p></li></ul></li><li><p>Two</p></li></ul>' +
        '<ol><li><p>First</p></li></ol><p>After</p>',
    );
  });

  it('keeps bold and italic that other programs write as styles, and cells that span', () => {
    expect(
      cleanPastedHtml(
        '<span style="color:#111;font-weight:700;font-style:italic">x</span><td style="width:3cm" width=90 colspan="2" rowspan=3>y</td>',
      ),
    ).toBe('<span style="font-weight:700; font-style:italic">x</span><td colspan="2" rowspan="3">y</td>');
  });

  it('drops remote and embedded images, keeps those of the plan', () => {
    const own = `<img data-hash="${'a'.repeat(64)}" alt="Radar &amp; gaps">`;
    const foreign =
      '<img src="https://tracker.example/x.png"><img src=data:image/png;base64,AAAA><p>text</p>';
    expect(cleanPastedHtml(foreign + own)).toBe(`<p>text</p>${own}`);
  });

  it.each([
    ['<a href="javascript:alert(1)">x</a>'],
    ['<a href="java&#115;cript&colon;alert(1)">x</a>'],
    ['<a href=" \tjavascript:alert(1)" onclick="alert(2)">x</a>'],
    ['<a href="http://example.org">x</a>'],
    ['<a HREF=vbscript:x>x</a>'],
  ])('drops the address of %s and keeps its text', (html) => {
    expect(cleanPastedHtml(html)).toBe('<a>x</a>');
  });

  it('keeps https and mail links', () => {
    const html = '<a href="https://example.org/?a=1&amp;b=2">x</a><a href="mailto:office@example.org">y</a>';
    expect(cleanPastedHtml(html)).toBe(html);
  });

  it.each([
    ['<script>alert("<p>")</script>after', 'after'],
    ['<script>never closed', ''],
    ['<p onmouseover=alert(1)>x', '<p>x'],
    ['<iframe src=x></iframe><object data=x>y</object><form>z</form>', 'z'],
    ['1 < 2 <- 3', '1 &lt; 2 &lt;- 3'],
    ['<p title="a>b" class=\'c>d\'>x</p>', '<p>x</p>'],
    ['<', '&lt;'],
    ['<!-- never closed <p>x</p>', ''],
    ['<p', '<p>'],
  ])('handles %s', (html, expected) => {
    expect(cleanPastedHtml(html)).toBe(expected);
  });

  it('lets nothing through that can act, whatever is pasted', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '=',
      ' ',
      '/',
      '<a ',
      'href',
      'javascript:alert(1)',
      '<img ',
      'src=x',
      'onerror=',
      '<script',
      '</script>',
      '<!--',
      '-->',
      '<svg/onload=',
      'style="background:url(x)"',
      '<p',
      '&#x6a;',
      'mso-list:l0 level2',
      '</p>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const token of htmlTokens(cleanPastedHtml(pieces.join('')))) {
          const attributes = token.type === 'open' ? [...token.attributes] : [];
          for (const [name, value] of attributes) {
            expect(name).not.toMatch(/^(on|src)/);
            expect(`${name}=${value}`).not.toMatch(/href=(?!https:|mailto:)|url\(/);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion to its length', () => {
    const hostile = '<a title="'.repeat(100_000);
    const startMs = performance.now();
    cleanPastedHtml(hostile);
    expect(performance.now() - startMs).toBeLessThan(10_000);
  });

  it('tells a copied picture from text that comes with a picture of itself', () => {
    expect(pasteIsPicture('<meta charset=utf-8><img src="https://example.org/x.png">')).toBe(true);
    expect(pasteIsPicture('')).toBe(true);
    expect(pasteIsPicture('<html><!--StartFragment--><p>Text</p><!--EndFragment--></html>')).toBe(false);
  });
});
