/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_fixture.h"

static const char county[] =
    "---\n"
    "pack: county-rules\n"
    "version: %d\n"
    "title: 某县网络安全值班规定\n"
    "en: Duty rules of a county\n"
    "issuer: 某县委网络安全和信息化委员会\n"
    "number: 某网信委〔2026〕3号\n"
    "from: 2026-03-01\n"
    "citation: article\n"
    "attested: official\n"
    "source: 本单位存档文件\n"
    "---\n"
    "\n"
    "# 某县网络安全值班规定\n"
    "\n"
    "## 4 值班电话中断\n"
    "\n"
    "值班电话中断一段时间的，应当报告。\n"
    "\n"
    "> A duty telephone that was out for a while is reported.\n"
    "\n"
    "```yaml facts\n"
    "- id: phone_out_minutes\n"
    "  name: 值班电话中断分钟数\n"
    "  en: minutes the duty telephone was out\n"
    "  type: integer\n"
    "  unit: 分钟\n"
    "  least: 0\n"
    "  asserted_by: [unit, office]\n"
    "- id: phone_found_at\n"
    "  name: 发现电话中断时间\n"
    "  en: when the outage was found\n"
    "  type: moment\n"
    "- id: phone_kinds\n"
    "  name: 电话类别\n"
    "  en: kinds of telephones\n"
    "  type: choices\n"
    "  values:\n"
    "  - {id: duty, name: 值班电话, en: duty telephone}\n"
    "  - {id: fax, name: 传真, en: fax}\n"
    "- id: calls\n"
    "  name: 来电\n"
    "  en: calls\n"
    "  type: list\n"
    "  element: 某次来电\n"
    "  fields:\n"
    "  - {id: number, name: 号码, en: number, type: text}\n"
    "  - {id: answered, name: 已接听, en: answered, type: boolean}\n"
    "- id: out_long\n"
    "  name: 中断时间长\n"
    "  en: out for long\n"
    "  type: boolean\n"
    "  derived: 值班电话中断分钟数 >= %d\n"
    "```\n"
    "\n"
    "```yaml clock\n"
    "id: phone-report\n"
    "title: 报告值班电话中断\n"
    "en: Report the outage of a duty telephone\n"
    "kind: initial\n"
    "by: 值班单位\n"
    "to: [县委网信办]\n"
    "when: %s\n"
    "anchor: 发现电话中断时间\n"
    "within: PT2H\n"
    "```\n"
    "\n"
    "```yaml example\n"
    "id: phone\n"
    "facts: {发现电话中断时间: 2026-03-02T08:00+08:00}\n"
    "```\n"
    "\n"
    "| 例 | 值班电话中断分钟数 | → phone-report |\n"
    "|---|---|---|\n"
    "| 满 | %d | %s |\n"
    "| 差一分钟 | %d | 不要求 |\n"
    "| 尚未查明 | ? | 提示 2026-03-02T10:00 |\n";

static const char town[] =
    "---\n"
    "pack: town-rules\n"
    "version: %d\n"
    "title: 某镇网络安全值班规定\n"
    "en: Duty rules of a town\n"
    "issuer: 某镇党委\n"
    "from: 2026-05-01\n"
    "citation: article\n"
    "uses: [county-rules]\n"
    "attested: official\n"
    "source: 本单位存档文件\n"
    "---\n"
    "\n"
    "# 某镇网络安全值班规定\n"
    "\n"
    "## 2 一小时内报告\n"
    "\n"
    "镇里一小时内报告。\n"
    "\n"
    "> In the town it is reported within an hour.\n"
    "\n"
    "```yaml clock\n"
    "id: town-report\n"
    "overrides: phone-report\n"
    "document: 某镇发〔2026〕1号第二条\n"
    "title: 一小时内报告值班电话中断\n"
    "en: Report the outage of a duty telephone within an hour\n"
    "within: PT1H\n"
    "```\n"
    "\n"
    "```yaml example\n"
    "id: town\n"
    "at: 2026-05-02T09:00+08:00\n"
    "facts: {发现电话中断时间: 2026-05-02T08:00+08:00}\n"
    "```\n"
    "\n"
    "| 例 | 值班电话中断分钟数 | → town-report |\n"
    "|---|---|---|\n"
    "| 满 | 30 | 2026-05-02T09:00 |\n"
    "| 差一分钟 | 29 | 不要求 |\n"
    "| 尚未查明 | ? | 提示 2026-05-02T09:00 |\n";

static struct str
county_of(struct arena *a, int version, int minutes, const char *when,
    const char *due)
{
	return str_fmt(a, county, version, minutes, when, minutes, due,
	    minutes - 1);
}

struct str
county_text(struct arena *a, int version, int minutes)
{
	return county_of(a, version, minutes, "中断时间长",
	    "2026-03-02T10:00");
}

struct str
county_wrong(struct arena *a, int version)
{
	return county_of(a, version, TEXT_MINUTES, "中断时间长",
	    "2026-03-02T11:00");
}

struct str
county_broken(struct arena *a, int version)
{
	return county_of(a, version, TEXT_MINUTES, "中断时间很长",
	    "2026-03-02T10:00");
}

struct str
town_text(struct arena *a, int version)
{
	return str_fmt(a, town, version);
}

int64_t
fixture_day(const char *text)
{
	int64_t day = 0;

	CHECK(day_parse(str_of(text), &day));
	return day;
}

struct shelf_text *
fixture_read(struct shelf *s, const char *called, struct str text)
{
	struct note note = NOTE_INIT;
	struct shelf_text *t;

	CHECK_OK(shelf_add(s, SHELF_FILE, str_of(called), text, NULL, &note),
	    &note);
	t = &s->t[s->n - 1];
	CHECK_OK(shelf_read(s, t, &note), &note);
	if (t->state != SHELF_READ)
		CHECK_OK(t->note->err, t->faults.first != NULL ?
		    t->faults.first->note : t->note);
	return t;
}
