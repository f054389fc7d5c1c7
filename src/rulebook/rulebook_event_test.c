/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook.h"

#include "test/lib/golden.h"

static struct value
file_value(const char *name, int64_t size)
{
	struct value v = { .given = GIVEN_KNOWN, .num = size,
	    .text = str_of(name) };

	for (int i = 0; i < HASH_BYTES; i++)
		v.hash.b[i] = (unsigned char)i;
	return v;
}

TEST("pack.adopted is written as ever")
{
	const struct pack_adopted ev = {
		.pack = V_TEXT(S("responsibility-2017")), .version = V_INT(2),
		.title = V_TEXT(S("党委（党组）网络安全工作责任制实施办法")),
		.en = V_TEXT(S("Measures")), .since = V_DAY(17393),
		.text = file_value("responsibility-2017.md", 97000),
	};

	golden_event(&pack_event_adopted, VALUES(&ev));
}

TEST("pack.attached is written as ever")
{
	const struct pack_attached ev = {
		.pack = V_TEXT(S("responsibility-2017")),
		.text = file_value("全文.pdf", 123456),
		.source = V_TEXT(S("http://www.cac.gov.cn/")),
		.document = V_TEXT(S("某文〔2017〕1号")),
	};

	golden_event(&pack_event_attached, VALUES(&ev));
}

TEST("pack.retired is written as ever")
{
	const struct pack_retired ev = {
		.pack = V_TEXT(S("county-rules")), .version = V_INT(2),
		.reason = { .given = GIVEN_KNOWN, .hash = { { [31] = 7 } } },
	};

	golden_event(&pack_event_retired, VALUES(&ev));
}
