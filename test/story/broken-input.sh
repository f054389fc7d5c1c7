#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What people hand in that is no table: each is told what it is and where, and
# the store stays as it was.
. "${0%/*}/story.sh"

workbook() { # FILE [OPTION…] ROW…
	python3 "$top/test/story/workbook.py" "$@"
}

divisions() { # FILE
	anze region import --year 2024 "$1"
}

# The file is refused with 3 and these words, whatever it shall be imported as.
refused() { # WORDS FILE
	unmoved fails 3 "$1" divisions "$2"
	unmoved fails 3 "$1" anze body import "$2"
}

head=code,name,level,parent
beijing=110000,北京市,1,
new_store

story 'a file of 0 bytes, or of a BOM alone, is empty'
: >empty.csv
refused 'it has 0 bytes' empty.csv
printf '\xef\xbb\xbf' >bom.csv
refused 'it has no heading' bom.csv
printf '\r\n\r\n' >blank.csv
refused 'it has no heading' blank.csv

story 'a heading alone is no fault, and 0 rows are counted'
echo $head >heading.csv
says 'Rows read…0' divisions heading.csv
same "$(size)" 1

story 'a heading without the columns that are needed names them'
echo 'code;nam' >other.csv
unmoved fails 3 'needed and not there: name, level' divisions other.csv
echo 'one,two,three' >other.csv
unmoved fails 3 'needed and not there' anze body import other.csv

story 'UTF-8 with a BOM, GB18030 and UTF-16, as Excel and WPS write, are read'
printf '\xef\xbb\xbf%s\r\n%s\r\n' $head $beijing >utf8.csv
says 'Changes recorded…1' divisions utf8.csv
printf '%s\r\n%s\r\n120000,天津市,1,\r\n' $head $beijing |
    iconv -t GB18030 >gb.csv
says 'Already there…1' divisions gb.csv
also 'Changes recorded…1'
{
	printf '\xff\xfe'
	printf '%s\t%s\t%s\t%s\r\n' code name level parent 130000 河北省 1 '' |
	    iconv -t UTF-16LE
} >utf16.csv
says 'Changes recorded…1' divisions utf16.csv
says '天津市' anze region show 120000

story 'broken text is named by line and column'
printf '%s\n%s\n120000,天\xff市,1,\n' $head $beijing >broken.csv
unmoved fails 3 'line 3, column 2…no text in UTF-8' divisions broken.csv
printf '%s\n%s\n120000,天\0市,1,\n' $head $beijing >nul.csv
unmoved fails 3 'line 3, column 2…no text in UTF-8' divisions nul.csv
printf '%s\n%s\n120000,"天津\n140000,山西省,1,\n' $head $beijing >quote.csv
unmoved fails 3 'line 3, column 2…quote…never closed' divisions quote.csv
printf '%s\n%s\n120000,"天津"市,1,\n' $head $beijing >stray.csv
unmoved fails 3 'line 3, column 2…behind a closing quote' divisions stray.csv
printf '%s\n120000,' $head >long.csv
head -c 3000000 /dev/zero | tr '\0' x >>long.csv
echo ,1, >>long.csv
unmoved fails 3 'line 2, column 2…longer than' divisions long.csv

story 'each faulty row is told with its line, its column and its name'
cat >faults.csv <<CSV
$head
11000,北京市,1,
120000,,1,
130000,河北省,9,
140000,山西省,1,999999
150000,"内蒙古
自治区",1,
21000x,辽宁省,one,
210000,辽宁省,1,
210000,辽宁,1,
320000,江苏省,1,
CSV
unmoved fails 3 'line 2, column 1, "Code"' divisions faults.csv
also 'line 3, column 2, "Name"'
also 'line 4, column 3, "Level"'
also 'line 5, column 4, "Division above"…999999'
also 'line 6, column 2, "Name"…several lines'
also 'line 8, column 3, "Level"'
also 'line 10…has the same code'
also 'nothing was recorded'
unmoved fails 17 'Rows with faults' anze region import --dry-run --year 2024 \
    faults.csv

story 'what is no table says what it is'
printf '%%PDF-1.4\n%%\xe2\xe3\n' >paper.xlsx
refused 'a PDF document' paper.xlsx
{
	printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
	head -c 4096 /dev/zero
} >old.xls
refused 'a workbook of the old kind' old.xls
printf '\x89PNG\r\n\x1a\n' >picture.csv
refused 'a picture' picture.csv
echo '<html><table><tr><td>code</td></tr></table></html>' >web.xls
refused 'a web page' web.xls
gzip -c utf8.csv >packed.csv
refused 'a packed archive' packed.csv
if on_sqlite; then
	cp "$ANZE_STORE" database.csv
	refused 'a database' database.csv
fi
unmoved fails 3 'is a folder or a device' divisions "$here"
mkfifo pipe
unmoved fails 3 'is a folder or a device' divisions pipe
unmoved fails 3 'is a folder or a device' divisions /dev/null

story 'an encrypted workbook is named as one'
python3 - <<'PY'
# A compound file as Excel writes it around an encrypted workbook: a header,
# and in its folder the name of the encrypted stream.
sector = bytearray(512)
name = 'EncryptedPackage'.encode('utf-16le')
sector[128:128 + len(name)] = name
header = bytearray(512)
header[0:8] = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
header[30] = 9
open('locked.xlsx', 'wb').write(header + sector + bytes(4096))
PY
refused 'protected by a password' locked.xlsx
workbook zip.xlsx --password $head $beijing
refused 'protected by a password' zip.xlsx

story 'a workbook is read, and its faults are told by row and column'
workbook good.xlsx $head $beijing 220000,吉林省,1,
says 'Changes recorded…1' divisions good.xlsx
workbook bad.xlsx $head $beijing 23000,黑龙江省,1, 310000,上海市,x,
unmoved fails 3 'row 3, column 1, "Code"' divisions bad.xlsx
also 'row 4, column 3, "Level"'

story 'a formula gives its last result; without one, or failed, it is a fault'
workbook formula.xlsx $head '=CONCAT(33&"0000"):330000,浙江省,1,'
says 'Changes recorded…1' divisions formula.xlsx
says '浙江省' anze region show 330000
workbook lost.xlsx $head $beijing '340000,=A1&B1,1,' '350000,#REF!,1,'
unmoved fails 3 'row 3, column 2, "Name"…result is not in the file' \
    divisions lost.xlsx
also 'row 4, column 2, "Name"…#REF!'

story 'merged cells are not guessed at'
workbook merged.xlsx --merge D3:D4 $head $beijing 110101,东城区,3,110000 \
    110102,西城区,3,
unmoved fails 3 'row 4, column 4, "Division above"…merged' \
    divisions merged.xlsx

story 'a workbook that unpacks without end is refused before it does'
workbook bomb.xlsx --bomb 300 $head $beijing
unmoved fails 8 'Unpacked…looks like an attack' divisions bomb.xlsx
workbook entity.xlsx $head $beijing
python3 - <<'PY'
import zipfile
old = zipfile.ZipFile('entity.xlsx')
with zipfile.ZipFile('laughs.xlsx', 'w') as z:
    for name in old.namelist():
        part = old.read(name)
        if name.endswith('sheet1.xml'):
            part = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + part
        z.writestr(name, part)
PY
refused 'declares a document type' laughs.xlsx

story 'a workbook that is cut off, or is another archive, says so'
size=$(stat -c %s good.xlsx)
head -c $((size / 2)) good.xlsx >cut.xlsx
refused 'not whole' cut.xlsx
python3 -c 'import zipfile
with zipfile.ZipFile("paper.docx", "w") as z: z.writestr("word/document.xml", "x")
with zipfile.ZipFile("thing.zip", "w") as z: z.writestr("thing", "x")'
refused 'a text document (.docx)' paper.docx
refused 'holds no workbook' thing.zip
unmoved fails 5 'no sheet "Tabelle2". It has: Sheet1' \
    anze region import --year 2024 --sheet Tabelle2 good.xlsx

story 'after all of it the ledger and the tables agree'
says 'Findings…0' anze ledger verify
works anze ledger rebuild
lines 1 anze imports --open

the_end
