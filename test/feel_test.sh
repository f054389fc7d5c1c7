#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# feel_test.sh ANZE: does `anze feel` say what docs/feel.md says it does?
#
# The examples of the two papers are run as they stand there, then what a paper
# cannot show: files, bad input, the bounds, what is typed line by line.
set -u
export LC_ALL=C.UTF-8 ANZE_LANG=en TZ=UTC

anze=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
n=0

result() { # STATUS NAME: 0 is good
	n=$((n + 1))
	[ "$1" != 0 ] || { echo "ok $n - $2"; return 0; }
	sed 's/^/# /' "$tmp/said"
	echo "not ok $n - $2"
}

# What it says, on both outputs, and " = STATUS" when that is not 0.
says() { # WANT NAME ARG…
	local want=$1 name=$2 got status=0
	shift 2
	got=$("$anze" feel "$@" 2>&1 </dev/null) || status=$?
	[ $status = 0 ] || got="$got = $status"
	printf 'got:  %s\nwant: %s\n' "$got" "$want" >"$tmp/said"
	[ "$got" = "$want" ]
	result $? "$name"
}

# ---- the papers: lines "$ anze feel …", and below them what is said ----

paper() { # FILE LANGUAGE
	local line want='' command='' bad=0 in=0 got
	: >"$tmp/said"
	flush() {
		[ -n "$command" ] || return 0
		got=$(cd docs && ANZE_LANG=$2 bash -c \
		    "anze() { \"$anze\" \"\$@\"; }; $command" 2>&1 </dev/null)
		[ "$got" = "${want%$'\n'}" ] || {
			printf '%s\ngot:  %s\nwant: %s\n' "$command" "$got" \
			    "$want" >>"$tmp/said"
			bad=1
		}
		command='' want=''
	}
	while IFS= read -r line; do
		case $line in
		'    $ '*) flush "$@"; command=${line#????'$ '} in=1 ;;
		'    '*) [ $in = 0 ] || want+=${line#????}$'\n' ;;
		*) flush "$@"; in=0 ;;
		esac
	done <"$1"
	flush "$@"
	grep -q '^    \$ anze feel' "$1" || bad=1
	result $bad "the examples of $1 say what stands there"
}
for page in docs/feel.md:en docs/feel.zh-CN.md:zh_CN; do
	[ ! -e "${page%:*}" ] || paper "${page%:*}" "${page#*:}"
done

# ---- expressions ----

says 3.3 'numbers are exact' '1.1 + 2.2'
says 0.3 'a JSON number is the decimal that was written' \
    'x + 0.2' --context '{"x": 0.1}'
says 'true
  d < date("2026-12-01") → true
    d → @"2026-11-25"
Facts used: d = @"2026-11-25"' 'an explanation names what decided' \
    'd < date("2026-12-01")' --explain \
    -c '{"d": {"type": "date", "value": "2026-11-25"}}'
says 'It cannot be settled. Missing: age (nobody said)' \
    'a missing fact is named' 'age > 3 and b' \
    -c '{"age": {"unknown": "nobody said"}, "b": true}'
says false 'a missing fact that does not matter is not' 'age > 3 and b' \
    -c '{"age": {"unknown": "nobody said"}, "b": false}'
says 'null
It has no value: division by zero, in line 1, column 5: 1 / 0' \
    'a null has its reason' '1 + 1 / 0'
says 'anze: line 1, column 4: “*” was found where a value, a name or a bracket is expected. Correct it here or just before.
    1 +* 2
       ^ = 3' 'an error has its place' '1 +* 2'
says '@"2026-11-23"' 'today is the day of --now' 'today()' \
    --now 2026-11-23T08:00
says '@"2026-10-09"' 'working days go by a calendar' \
    'working days after(date("2026-09-30"), 2, 日历)' \
    --calendar 日历=packs/calendar-cn.csv
says 'anze: Give an expression, --table or --cases: one of them. = 2' \
    'one thing at a time' '1' --cases x
says 'anze: line 1, column 7: What was given is no JSON: '"'}'"' expected near end of file. Correct it there or just before. = 3' \
    'facts that are no JSON' '1' -c '{"a": 1'

printf 'a: "\xff"' >"$tmp/bytes"
for bad in "$(head -c 100000 /dev/zero | tr '\0' '(')" \
    "$(head -c 60000 /dev/zero | tr '\0' '[')" \
    'for i in 1..10**18 return i' "$(cat "$tmp/bytes")"; do
	status=0
	"$anze" feel "$bad" >"$tmp/said" 2>&1 </dev/null || status=$?
	echo "status $status" >>"$tmp/said"
	[ $status = 2 ] || [ $status = 3 ] || [ $status = 8 ]
	result $? "bad input ends with a sentence: ${bad:0:20}"
done
head -c 10000000 /dev/zero | tr '\0' '(' | "$anze" feel >"$tmp/said" 2>&1
[ $? = 8 ]
result $? 'ten megabytes of brackets are refused'

# ---- tables ----

cat >"$tmp/table.json" <<'JSON'
{"hit": "U", "inputs": [{"expression": "age", "type": "number"}],
 "outputs": [{"name": "grade"}],
 "rules": [{"in": ["< 18"], "out": ["1"]}, {"in": ["> 18"], "out": ["2"]},
           {"in": ["> 60"], "out": ["3"]}]}
JSON
says 'no rule applies: age = 18
two rules apply and say different things (rules 2 and 3): age = 61
anze: Faults in the table: 2. = 3' 'a table is looked over' \
    --table "$tmp/table.json" --check
says '1
Rule 1 applies.
Rule 2 does not apply: age is 17, the test > 18.
Rule 3 does not apply: age is 17, the test > 60.
Facts used: age = 17' 'a table is evaluated' --table "$tmp/table.json" \
    -c '{"age": 17}' -e
says 'null
It has no value: several rules apply where one may.' 'or says what is wrong' \
    --table "$tmp/table.json" -c '{"age": 70}'
sed 's/> 60/> (/' "$tmp/table.json" >"$tmp/broken.json"
says 'anze: Rule 3, test 1: line 1, column 4: The text ends where a value, a name or a bracket is expected. Complete it.
    > (
       ^ = 3' 'an error in a cell has its place' --table "$tmp/broken.json"
echo '{"hit": "X"}' >"$tmp/broken.json"
says 'anze: There is no hit policy X. There are: U A P F R O C C+ C< C> C#. = 3' \
    'a form that is wrong' --table "$tmp/broken.json"

# ---- cases ----

"$anze" feel --cases test/vectors/feel/tck-cases.jsonl.gz >"$tmp/said" 2>&1 &&
    grep -q '^now: 1509 of 1509 right' "$tmp/said" &&
    [ "$(grep -c '^pass	' "$tmp/said")" -ge 1509 ]
result $? 'every case in scope passes'
cat >"$tmp/cases" <<'JSON'
{"id": "a", "kind": "expression", "scope": "now", "expression": "1 + 1", "context": {}, "expected": {"type": "number", "value": "2"}}
{"id": "b", "kind": "expression", "scope": "now", "expression": "1 + 1", "context": {}, "expected": {"type": "number", "value": "3"}}
{"id": "c", "kind": "model", "scope": "now"}
JSON
says $'pass\ta\t2\t2
fail\tb\t2\t3
now: 1 of 2 right; the error flag agrees in 2.
1 cases are of kinds that are not run.
anze: 1 cases came out otherwise than expected. = 17' \
    'a case that fails is told' --cases "$tmp/cases"

# ---- line by line ----

printf '%s\n' '1 + (' '2)' ':context {"x": 5}' ':context' 'x * 2' ':quit' \
    '9' | "$anze" feel >"$tmp/said" 2>&1
printf '3\nx = 5\n10\n' | cmp -s - "$tmp/said"
result $? 'lines are read until brackets are closed'

echo "1..$n"
