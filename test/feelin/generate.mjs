// SPDX-License-Identifier: Apache-2.0
// generate.mjs COUNT SEED: expressions of the rule language with what feelin
// says of them, as cases, one a line, for `anze feel --cases FILE`.
//
// They are made by type: a number is a literal, a fact, a sum, a call of a
// function that gives one, and so on, to a small depth.  What feelin is known
// to do otherwise than the standard is not made (docs/feel.md, "Other
// engines"): numbers are such that a double holds them and every result on the
// way; no division that may be by zero; no arithmetic with null; no duration
// times a number; no years before 1; no texts beyond the basic plane; dates
// and durations only as text, by string(), and in comparisons of one kind.
// A result that is no value (NaN, a function) is left out.

import { evaluate } from 'feelin';

const count = Number(process.argv[2] ?? 1000);
let state = BigInt(process.argv[3] ?? 1);

function random(n) {
	state = (state * 6364136223846793005n + 1442695040888963407n) &
	    0xffffffffffffffffn;
	return Number((state >> 33n) % BigInt(n));
}
const pick = (list) => list[random(list.length)];
const join = (n, make, by) => Array.from({ length: n }, make).join(by);

const facts = {
	a: 5, b: 2.5, 'total votes': 40, s: 'clerk', t: true, 年龄: 30,
	l: [3, 1, 2, 7], words: ['b', 'a', 'c'],
	m: [{ name: 'x', role: 'clerk', age: 30 },
	    { name: 'y', role: 'chair', age: 52 },
	    { name: 'z', role: 'clerk', age: 41 }],
	c: { n: 7, text: 'hello', deep: { n: 1 } },
};

function number(d) {
	if (d <= 0)
		return pick([String(random(20)), `${random(9)}.5`, 'a', 'b',
		    'total votes', '年龄', 'c.n', 'c.deep.n', `-${random(9)}`]);
	return pick([
		() => `(${number(d - 1)} + ${number(d - 1)})`,
		() => `(${number(d - 1)} - ${number(d - 1)})`,
		() => `${number(d - 1)} * ${random(4)}`,
		() => `(${number(d - 1)}) / ${pick([2, 4, 5, 8])}`,
		() => `${random(5)} ** ${random(4)}`,
		() => `abs(${number(d - 1)})`,
		() => `floor(${number(d - 1)})`,
		() => `ceiling(${number(d - 1)})`,
		() => `modulo(${number(d - 1)}, ${1 + random(5)})`,
		() => `count(${list(d - 1)})`,
		() => `sum(${numbers(d - 1)})`,
		() => `min(${numbers(d - 1)})`,
		() => `max(${numbers(d - 1)})`,
		() => `string length(${string(d - 1)})`,
		() => `(if ${boolean(d - 1)} then ${number(d - 1)} else ${number(d - 1)})`,
		() => `(${numbers(d - 1)})[1]`,
		() => `date("${day()}").${pick(['year', 'month', 'day'])}`,
	])();
}

function boolean(d) {
	if (d <= 0)
		return pick(['true', 'false', 't', 'null']);
	return pick([
		() => `(${boolean(d - 1)} and ${boolean(d - 1)})`,
		() => `(${boolean(d - 1)} or ${boolean(d - 1)})`,
		() => `(${number(d - 1)} ${order()} ${number(d - 1)})`,
		() => `(${string(d - 1)} ${order()} ${string(d - 1)})`,
		() => `(${number(d - 1)} in ${range(d - 1)})`,
		() => `(${number(d - 1)} in (${random(9)}, > ${random(30)}))`,
		() => `(${number(d - 1)} between ${random(9)} and ${9 + random(40)})`,
		() => `(${string(d - 1)} in ("clerk", "chair", "a"))`,
		() => `contains(${string(d - 1)}, "${pick(['e', 'l', 'x'])}")`,
		() => `starts with(${string(d - 1)}, "${pick(['c', 'h', ''])}")`,
		() => `ends with(${string(d - 1)}, "${pick(['k', 'o'])}")`,
		() => `list contains(${numbers(d - 1)}, ${random(8)})`,
		() => `(some i in ${numbers(d - 1)} satisfies i > ${random(9)})`,
		() => `(every i in ${numbers(d - 1)} satisfies i > ${random(9)})`,
		() => `(some p in m satisfies p.role = ${string(0)} and p.age > ${random(60)})`,
		() => `(date("${day()}") ${order()} date("${day()}"))`,
		() => `(duration("P${random(40)}D") ${order()} duration("PT${random(900)}H"))`,
		() => `(date("${day()}") + duration("P${random(60)}D") ${order()} date("${day()}"))`,
	])();
}

function string(d) {
	if (d <= 0)
		return pick(['"clerk"', '"a"', '""', 's', 'c.text', '"市"']);
	return pick([
		() => `(${string(d - 1)} + ${string(d - 1)})`,
		() => `upper case(${string(d - 1)})`,
		() => `lower case(${string(d - 1)})`,
		() => `substring("abcdef", ${1 + random(5)})`,
		() => `substring("abcdef", ${1 + random(4)}, ${1 + random(3)})`,
		() => `substring before(${string(d - 1)}, "${pick(['l', 'e'])}")`,
		() => `substring after(${string(d - 1)}, "${pick(['l', 'e'])}")`,
		() => `(if ${boolean(d - 1)} then ${string(d - 1)} else ${string(d - 1)})`,
		() => `m[${1 + random(3)}].${pick(['name', 'role'])}`,
		() => `string(date("${day()}") + duration("P${random(400)}D"))`,
		() => `string(date("${day()}") + duration("P${random(20)}M"))`,
		() => `string join(["a", ${string(d - 1)}], "-")`,
	])();
}

function numbers(d) {
	if (d <= 0)
		return pick(['l', `[${join(1 + random(4), () => random(9), ', ')}]`]);
	return pick([
		() => `[${join(1 + random(3), () => number(d - 1), ', ')}]`,
		() => `(for i in ${numbers(d - 1)} return i ${pick(['+', '-', '*'])} ${random(5)})`,
		() => `(for i in 1..${1 + random(5)} return i * ${random(4)})`,
		() => `concatenate(${numbers(d - 1)}, [${random(9)}])`,
		() => `append(${numbers(d - 1)}, ${random(9)})`,
		() => `reverse(${numbers(d - 1)})`,
		() => `distinct values(${numbers(d - 1)})`,
		() => `sort(${numbers(d - 1)}, function(x, y) x < y)`,
		() => 'm.age',
	])();
}

function list(d) {
	return pick([
		() => numbers(d),
		() => `${numbers(d)}[item ${order()} ${random(9)}]`,
		() => `m[role = ${string(0)}]`,
		() => `m[age > ${random(60)}]`,
		() => 'words',
		() => 'm.name',
		() => `(for p in m return p.${pick(['age', 'name'])})`,
		() => `flatten([${random(9)}, [${random(9)}, [${random(9)}]]])`,
		() => `index of(${numbers(d)}, ${random(9)})`,
		() => `sublist(${numbers(0)}, 1)`,
	])();
}

const order = () => pick(['<', '<=', '>', '>=', '=', '!=']);
const range = () => `${pick(['[', '('])}${random(9)}..${9 + random(40)}${pick([']', ')'])}`;
const two = (n) => String(n).padStart(2, '0');
const day = () => `${2000 + random(40)}-${two(1 + random(12))}-${two(1 + random(28))}`;

// A value in the form of the cases; undefined: it is none.
function typed(v) {
	if (v === null || v === undefined)
		return { type: 'null' };
	if (typeof v === 'boolean')
		return { type: 'boolean', value: v };
	if (typeof v === 'string')
		return { type: 'string', value: v };
	if (typeof v === 'number')
		return Number.isFinite(v) ? { type: 'number', value: String(v) } :
		    undefined;
	if (Array.isArray(v)) {
		const items = v.map(typed);
		return items.includes(undefined) ? undefined :
		    { type: 'list', items };
	}
	if (Object.getPrototypeOf(v) !== Object.prototype)
		return undefined;
	const entries = {};
	for (const [key, one] of Object.entries(v))
		if ((entries[key] = typed(one)) === undefined)
			return undefined;
	return { type: 'context', entries };
}

const context = typed(facts).entries;
for (let i = 0; i < count; i++) {
	const expression = pick([number, boolean, string, numbers, list])(
	    1 + random(4));
	let expected;
	try {
		const said = evaluate(expression, facts);
		expected = typed(said !== null && typeof said === 'object' &&
		    'value' in said && 'warnings' in said ? said.value : said);
	} catch {
		continue;
	}
	if (expected !== undefined)
		console.log(JSON.stringify({ id: `${i}: ${expression}`,
		    kind: 'expression', scope: 'feelin', expression, context,
		    expected }));
}
