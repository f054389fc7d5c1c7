// SPDX-License-Identifier: Apache-2.0
// speed.mjs: how many times a second does feelin read and evaluate each of the
// rules of bench/bench_feel.c?  A number a line.

import { evaluate } from 'feelin';

const facts = {
	age: 30, income: 2500.50, status: 'employed',
	'votes for': 67, 'total votes': 100,
	members: [{ name: 'a', role: 'chair', age: 30 },
	    { name: 'b', role: 'clerk', age: 31 },
	    { name: 'c', role: 'member', age: 32 },
	    { name: 'd', role: 'clerk', age: 33 },
	    { name: 'e', role: 'member', age: 34 }],
};
const rules = [
	'age >= 18 and income > 2000 and status in ("employed", "retired")',
	'if votes for / total votes >= 2/3 then "adopted" else "rejected"',
	'some m in members satisfies m.role = "clerk" and m.age > 32',
	'count(members[role="clerk"])*100/count(members)<60',
	'date("2024-01-15") + duration("P5Y") < date("2026-11-23")',
];

// Warm first: the compiler of the engine below it takes some time.
const seconds = 0.4;
function rate(rule, most) {
	const from = process.hrtime.bigint();
	let n = 0, took;
	do {
		for (let i = 0; i < 16; i++, n++)
			evaluate(rule, facts);
		took = Number(process.hrtime.bigint() - from) / 1e9;
	} while (took < most);
	return n / took;
}
for (const rule of rules)
	rate(rule, seconds / 2);
for (const rule of rules)
	console.log(rate(rule, seconds).toFixed(0));
