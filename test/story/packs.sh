#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Rule packs: a newcomer looks at what the program offers, writes one, adopts it,
# judges by it; and all that can be wrong with a pack.
. "${0%/*}/story.sh"
export ANZE_AS=keeper

# Before any store was made.
bare() {
	(unset ANZE_STORE ANZE_FILES; anze "$@")
}

# The pack that docs/packs.md writes for beginners.
awk '/^## A first pack/ { in_it = 1; next } /^## / { in_it = 0 }
    in_it && /^    / { print substr($0, 5) }
    in_it && /^$/ { print }' "$top/docs/packs.md" | sed '1,/./{ /^$/d }' \
    >first.md

# It ends, and no entry is made.
nothing_new() {
	local before

	before=$(size)
	"$@"
	same "$before" "$(size)"
}

# A later version of it, with other minutes.
version() { # VERSION MINUTES
	sed "s/^version: 1/version: $1/; s/>= 30/>= $2/; s/| 30 |/| $2 |/
	    s/| 29 |/| $(($2 - 1)) |/" first.md
}

story 'without a store one sees, checks and tries what the program offers'
lines 8 bare pack list
also 'responsibility-2017'
also 'offered'
works bare pack check
says '0 not met' bare pack test
says '第八条第二款第（二）项' env ANZE_LANG=zh_CN bash -c \
    'unset ANZE_STORE; "$ANZE" pack show responsibility-2017 8.2.2'
says 'situation 8.2.2' bare pack show responsibility-2017 8.2.2
never 'situation 8.2.3'
works bare pack coverage responsibility-2017
also '8.2.7'
works bare pack facts responsibility-2017
also 'reported_in_time'
says 'digraph packs' bare pack graph responsibility-2017
works bare pack graph responsibility-2017 --text
also '8.2.2'
for what in list 'show responsibility-2017' 'check' 'test' \
    'coverage nis2' 'facts nis2' 'graph nis2' \
    'diff nis2 nis2' 'show nis2 23.4'; do
	is_json bare pack $what --json
done

story 'the first pack of docs/packs.md is good, and its examples come out'
works bare pack check first.md
says '1 packs, 3 examples, 3 expectations, 0 not met' bare pack test first.md
says 'at the latest 2026-03-02 10:00' bare judge --pack first.md --facts \
    '{"值班电话中断分钟数": 30, "phone_found_at": "2026-03-02T08:00+08:00"}'
says 'Not required' bare judge --pack first.md --facts \
    '{"值班电话中断分钟数": 29, "phone_found_at": "2026-03-02T08:00+08:00"}'
says 'As a precaution…Missing: minutes the duty telephone was out' bare judge \
    --pack first.md --facts '{"phone_found_at": "2026-03-02T08:00+08:00"}'
is_json bare judge --pack first.md --facts '{"值班电话中断分钟数": 30}' \
    --json --explain

story 'the facts of docs/packs.md and its Chinese sister are facts there are'
for doc in packs.md packs.zh-CN.md; do
	sed -n '/^    {$/,/^    }$/p' "$top/docs/$doc" >case.json
	holds "$doc has facts" grep -q attacked case.json
	works bare judge --facts case.json
	also 'responsibility-2017, version'
	works bare judge --facts case.json --pack responsibility-2017 \
	    --pack incident-reporting-2025 --explain
	is_json bare judge --facts case.json --json
done

story 'facts that cannot be taken are told with their place and a near name'
cat >facts.json <<'JSON'
{
  "值班电话中断分钟": 30,
  "phone_found_at": "yesterday",
  "moon": true
}
JSON
fails 3 'facts.json:2:3: 值班电话中断分钟…Is 值班电话中断分钟数 meant' bare judge \
    --pack first.md --facts facts.json
also 'facts.json:3:3: phone_found_at…"2026-03-02T08:00+08:00"'
also 'facts.json:4:3: moon: There is no such fact'
also 'cannot be taken as they are: 3'
fails 3 'is no JSON' bare judge --pack first.md --facts '{"a": }'
fails 3 'JSON object' bare judge --pack first.md --facts <(echo '[1]')
fails 2 '--facts FILE' bare judge --pack first.md
fails 5 'no-such.json' bare judge --facts no-such.json
fails 5 'There is no pack moon' bare judge --pack moon --facts '{}'
fails 2 'is no version' bare pack show first@x
fails 5 'no version 9 of the pack nis2' bare pack show nis2@9
fails 5 'neither a clause nor a rule 99' bare pack show nis2 99

story 'nothing judges in a new store until it is adopted'
new_store
fails 5 'No pack is in force' anze judge --facts '{}'
works anze pack list
also 'offered'
never 'in_force'
unmoved fails 2 'Name the packs' anze pack adopt
unmoved fails 2 '--yes' anze pack adopt --all
unmoved says 'could be adopted: 5' anze pack adopt --all --dry-run
says 'incident-reporting-2025 was adopted…(entry' anze pack adopt --all --yes
also 'emergency-plan-2017 was adopted and judges from 2025-11-01'
never 'local-example was adopted'
never 'nis2 was adopted'
unmoved says 'Already adopted' anze pack adopt --all --yes
unmoved says 'Already adopted' anze pack adopt responsibility-2017
works anze judge --facts '{"网站类别": "党政机关门户网站"}'
also 'by what is adopted'
works anze ledger verify
is_json anze pack list --all --json

story 'a pack of our own is adopted, and a later version follows it'
says 'county-rules was adopted and judges from 2026-03-01' \
    anze pack adopt first.md
version 2 20 >second.md
says 'changed…when…30…20' anze pack diff county-rules second.md
says 'from 2026-06-01 on' anze pack adopt second.md --since 2026-06-01
works anze pack list --at 2026-05-31
says 'Not required' anze judge --at 2026-05-31T10:00 --pack county-rules@1 \
    --facts '{"值班电话中断分钟数": 25}'
works anze judge --at 2026-06-01T10:00 \
    --facts '{"值班电话中断分钟数": 25, "phone_found_at": "2026-06-01T09:00+08:00"}'
also 'at the latest 2026-06-01 11:00'
works anze judge --at 2026-05-31T10:00 \
    --facts '{"值班电话中断分钟数": 25, "phone_found_at": "2026-05-31T09:00+08:00"}'
also 'Not required'
says 'version 1' anze pack show county-rules@1
says '0 not met' anze pack test county-rules@1 county-rules@2

story 'an older version, or the same number with other words, is refused'
version 1 10 >other.md
unmoved fails 3 'adopted with other words' anze pack adopt other.md
version 2 10 >other.md
unmoved fails 3 'adopted with other words' anze pack adopt other.md
unmoved says 'Already adopted' anze pack adopt first.md

story 'an official text is attached, and shown with its hash'
echo 第一条 >official.txt
unmoved fails 2 '--source' anze pack attach county-rules official.txt
unmoved fails 5 'never adopted' anze pack attach local-example official.txt \
    --source archive
unmoved fails 5 'nothing.pdf' anze pack attach county-rules nothing.pdf \
    --source archive
says 'attached to county-rules (entry' anze pack attach county-rules \
    official.txt --source 'our archive' --document 某文〔2026〕3号
nothing_new says 'already' anze pack attach county-rules official.txt \
    --source 'our archive' --document 某文〔2026〕3号
hash=$(sha256sum official.txt | cut -d ' ' -f 1)
says "official text: official.txt, 某文〔2026〕3号, from our archive, SHA-256 $hash" \
    anze pack show county-rules
says 'written to' anze pack show county-rules --text again.txt
holds 'it is the same file' cmp -s official.txt again.txt

story 'a version that was adopted by mistake is taken back, and still shown'
unmoved fails 2 'which version' anze pack retire county-rules --reason x
unmoved fails 2 '--reason' anze pack retire county-rules@2
unmoved fails 5 'not adopted' anze pack retire county-rules@7 --reason x
says 'taken back and judges no more' anze pack retire county-rules@2 \
    --reason 文号写错
says 'taken back (entry' anze pack show county-rules@2
works anze judge --at 2026-06-01T10:00 \
    --facts '{"值班电话中断分钟数": 25, "phone_found_at": "2026-06-01T09:00+08:00"}'
also 'Not required'
unmoved fails 3 'incident-reporting-2025' anze pack retire \
    incident-reporting-2025@1 --reason x
works anze ledger verify
works anze ledger rebuild

# All of it in one file; each with its line.
bad() {
	sed 's/^from: 2026-03-01/&\nto: 2026-01-01/
	    s/when: 值班电话中断分钟数 >= 30/when: 值班电话中断分钟数 >= "三十"/
	    s/^within: PT2H/within: 2 hours/
	    s/^| 尚未查明 | ? |.*/| 尚未查明 | ? |/' first.md
	cat <<'MD'

```yaml facts
- id: phone_found_at
  name: 又一次发现时间
  en: found again
  type: moment
- id: one
  name: 其一
  en: one
  type: boolean
  derived: not(其二)
- id: two
  name: 其二
  en: two
  type: boolean
  derived: not(其一)
```

```yaml trigger
id: phone-report
title: 同名
en: Of the same name
clause: 9.9
when: 值班电话中断分 >= 1
```

```yaml trigger
id: hostile
title: &t 名
en: *t
when: true
```
MD
}
story 'all that is wrong with a pack is told at once, with line, column and a hint'
bad >bad.md
is_at() { # LINE-PATTERN WORDS
	also "bad.md	$(grep -n -m 1 "$1" bad.md | cut -d : -f 1)	…$2"
}
fails 3 '' bare pack check bad.md
is_at '^to: 2026' 'begins on 2026-03-01 only'
is_at '>= "三十"' 'fault'
is_at 'within: 2 hours' 'is no length of time'
is_at '^clause: 9.9' 'no clause 9.9'
is_at '值班电话中断分 >= 1' '值班电话中断分钟数'
is_at '&t' 'Anchors'
also 'follows from itself'
also 'id phone_found_at is there already'
also 'id phone-report is there already'
fails 3 '' bare pack check bad.md --json
unmoved fails 3 'Nothing was recorded; what is in force stays in force' \
    anze pack adopt bad.md
also 'bad.md:'
fails 3 'cannot be read' bare pack test bad.md
fails 3 'cannot be read' bare judge --pack bad.md --facts '{}'

story 'a pack whose examples fail is not adopted'
sed 's/T10:00 |$/T11:00 |/; s/^version: 1/version: 5/' first.md >wrong.md
fails 3 'phone/…should be 2026-03-02T11:00 and is 2026-03-02T10:00' \
    bare pack test wrong.md
unmoved fails 3 'expects 2026-03-02T11:00' anze pack adopt wrong.md

story 'packs that use each other in a ring, or one that is nowhere, are refused'
sed 's/^pack: .*/pack: ring-a/; s/^citation:/uses: [ring-b]\n&/' first.md \
    >ring-a.md
sed 's/^pack: .*/pack: ring-b/; s/^citation:/uses: [ring-a]\n&/' first.md \
    >ring-b.md
fails 3 'cycle' bare pack check ring-a.md
fails 3 'in turn' bare pack check ring-a.md ring-b.md
unmoved fails 3 'Nothing was recorded' anze pack adopt ring-a.md ring-b.md

story 'files that are no packs end in a sentence'
truncate -s 100M big.md
printf '\377\376\000' >binary.md
: >empty.md
mkdir folder.md
fails 8 'big.md' bare pack check big.md
for file in binary empty; do
	fails 3 "$file.md" bare pack check $file.md
done
fails 5 'none.md' bare pack check none.md
run bare pack check folder.md
also 'folder.md'
{
	sed '/^```yaml clock/,$d' first.md
	printf '```yaml facts\n- &a {id: a, name: 甲, en: a, type: boolean}\n'
	printf -- '- *a\n%.0s' {1..1000}
	printf '```\n'
} >aliases.md
fails 3 'Anchors' bare pack check aliases.md

story 'in Chinese the answers are Chinese'
export ANZE_LANG=zh_CN
works bare judge --pack first.md --facts \
    '{"值班电话中断分钟数": 30, "phone_found_at": "2026-03-02T08:00+08:00"}'
also '最迟'
never 'Judged'

the_end
