#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Workbooks as spreadsheet programs, and people who mean harm, make them.

    workbook.py FILE [OPTION…] ROW…

A ROW is its cells parted by commas: text; =FORMULA:RESULT or =FORMULA without
one; #REF! and its like are errors.  Options: --merge A2:A3, --part NAME TEXT (one
more part), --bomb N (one more megabyte-sized row, N times), --password (the
flag of an encrypted archive)."""
import re
import sys
import zipfile

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
LINKS = 'http://schemas.openxmlformats.org/package/2006/relationships'
KINDS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'


def text(s):
    return s.replace('&', '&amp;').replace('<', '&lt;')


def cell(name, s):
    if s.startswith('='):
        formula, colon, result = s[1:].partition(':')
        value = '<v>%s</v>' % text(result) if colon else ''
        return '<c r="%s" t="str"><f>%s</f>%s</c>' % (name, text(formula), value)
    if re.fullmatch(r'#[A-Z/0]+[!?]?', s):
        return '<c r="%s" t="e"><v>%s</v></c>' % (name, s)
    if s == '':
        return ''
    return '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (name, text(s))


def main(path, *rest):
    rows, merges, parts, bomb, locked = [], [], [], 0, False
    rest = list(rest)
    while rest:
        word = rest.pop(0)
        if word == '--merge':
            merges.append('<mergeCell ref="%s"/>' % rest.pop(0))
        elif word == '--part':
            parts.append((rest.pop(0), rest.pop(0)))
        elif word == '--bomb':
            bomb = int(rest.pop(0))
        elif word == '--password':
            locked = True
        else:
            rows.append(word.split(','))
    sheet = ''.join('<row r="%d">%s</row>' % (i, ''.join(
        cell('ABCDEFGHIJKLMNOPQRSTUVWXYZ'[j] + str(i), s)
        for j, s in enumerate(row))) for i, row in enumerate(rows, 1))
    behind = '<mergeCells>%s</mergeCells>' % ''.join(merges) if merges else ''
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('[Content_Types].xml', '<Types/>')
        z.writestr('_rels/.rels', '<Relationships xmlns="%s"><Relationship '
                   'Id="r1" Type="%s/officeDocument" Target="xl/workbook.xml"/>'
                   '</Relationships>' % (LINKS, KINDS))
        z.writestr('xl/workbook.xml', '<workbook xmlns="%s" xmlns:r="%s">'
                   '<sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/>'
                   '</sheets></workbook>' % (MAIN, KINDS))
        z.writestr('xl/_rels/workbook.xml.rels', '<Relationships xmlns="%s">'
                   '<Relationship Id="r1" Type="%s/worksheet" '
                   'Target="worksheets/sheet1.xml"/></Relationships>'
                   % (LINKS, KINDS))
        with z.open('xl/worksheets/sheet1.xml', 'w') as f:
            f.write(('<worksheet xmlns="%s"><sheetData>' % MAIN).encode())
            f.write(sheet.encode())
            for i in range(bomb):
                f.write(b' ' * 1000000)
            f.write(('</sheetData>%s</worksheet>' % behind).encode())
        for name, content in parts:
            z.writestr(name, content)
    if locked:
        with open(path, 'r+b') as f:
            whole = bytearray(f.read())
            for mark, at in ((b'PK\x03\x04', 6), (b'PK\x01\x02', 8)):
                for found in re.finditer(re.escape(mark), bytes(whole)):
                    whole[found.start() + at] |= 1
            f.seek(0)
            f.write(whole)


main(*sys.argv[1:])
