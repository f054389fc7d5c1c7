// SPDX-License-Identifier: Apache-2.0
// speed.mjs: how many incidents a second does json-rules-engine judge by the
// five conditions of bench/judge.md?  One number.

import { readFileSync } from 'node:fs';
import { Engine } from 'json-rules-engine';

const at_least = (fact, value) =>
	({ fact, operator: 'greaterThanInclusive', value });
const equal = (fact, value) => ({ fact, operator: 'equal', value });

const rules = {
	outage: { all: [
		{ any: [
			{ all: [equal('site_kind', 'portal'),
			    { fact: 'site_level', operator: 'in',
			      value: ['central', 'province', 'prefecture'] }] },
			equal('site_kind', 'news')] },
		equal('attacked', true), equal('handled_in_time', false),
		at_least('outage_minutes', 360)] },
	persons: { any: [at_least('persons', 10000000)] },
	tampered: { all: [
		{ fact: 'site_kind', operator: 'in',
		  value: ['portal', 'news', 'platform'] },
		equal('tampered', true),
		{ any: [at_least('home_minutes', 120),
		    at_least('other_page_minutes', 720),
		    at_least('reposts', 10000), at_least('views', 100000)] }] },
	loss: { all: [at_least('direct_loss', 20000000)] },
	cii: { all: [equal('cii', true), equal('attacked', true),
		{ any: [equal('life_affected', true),
		    equal('heavy_loss', true)] }] },
};

const engine = new Engine();
for (const [name, conditions] of Object.entries(rules))
	engine.addRule({ conditions, event: { type: name } });

const facts = JSON.parse(readFileSync(
    new URL('../../bench/judge.json', import.meta.url)));

async function rate(most) {
	const from = process.hrtime.bigint();
	let n = 0, took;
	do {
		for (let i = 0; i < 16; i++, n++) {
			const said = await engine.run(facts);
			// Met: outage, tampered, cii.
			if (said.events.length !== 3)
				throw new Error(`${said.events.length} rules met`);
		}
		took = Number(process.hrtime.bigint() - from) / 1e9;
	} while (took < most);
	return n / took;
}
await rate(0.5);	// warm
console.log((await rate(1)).toFixed(0));
