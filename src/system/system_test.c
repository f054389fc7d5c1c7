/* SPDX-License-Identifier: Apache-2.0 */
#include "system/system.h"

#include "core/config.h"
#include "industry/industry.h"
#include "test/subject/subject.h"

#define PORTAL	"name=门户;kind=portal;owner=nt:1"

static struct str
key_of(struct arena *a, const char *url)
{
	struct note note = NOTE_INIT;
	struct system_url u;

	if (system_url_read(str_of(url), &u, &note) != ERR_OK) {
		CHECK_STR(str_of(note.where.field), "urls");
		return S("-");
	}
	return system_url_key(a, &u);
}

TEST("URLs that reach the same have one key")
{
	static const struct {
		const char	*url, *key;
	} same[] = {
		{ "http://www.nt.gov.cn", "www.nt.gov.cn" },
		{ "https://WWW.NT.gov.cn/", "www.nt.gov.cn" },
		{ "HTTPS://www.nt.gov.cn:443/", "www.nt.gov.cn" },
		{ "http://www.nt.gov.cn:0080//", "www.nt.gov.cn" },
		{ "http://www.nt.gov.cn:443/", "www.nt.gov.cn:443" },
		{ "https://a.cn/Nt/", "a.cn/Nt" },
		{ "https://a.cn/nt#top", "a.cn/nt" },
		{ "https://a.cn/?id=3", "a.cn?id=3" },
		{ "https://a.cn?id=3", "a.cn?id=3" },
		{ "https://a.cn/x/?u=/y/", "a.cn/x?u=/y/" },
		{ "https://政务.中国/首页", "政务.中国/首页" },
		{ "http://10.1.2.3:8080/x", "10.1.2.3:8080/x" },
		{ "http://[2001:DB8::1]/", "[2001:db8::1]" },
		{ "http://[2001:db8::1]:8080", "[2001:db8::1]:8080" },
		{ "ftp://oa:21", "oa" },
		{ "wss://oa/socket", "oa/socket" },
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
		CHECK_STR(key_of(a, same[i].url), same[i].key);
	arena_free(a);
}

TEST("what is no URL is refused")
{
	static const char *const wrong[] = { "", "www.nt.gov.cn", "http:",
	    "http:/a.cn", "http://", "http:///x", "javascript:alert(1)",
	    "file:///etc/passwd", "http://u:p@a.cn/", "http://u@a.cn",
	    "http://a..cn", "http://.a.cn", "http://a.cn.", "http://-a.cn",
	    "http://a-.cn", "http://a_b.cn", "http://a b.cn", "http://a.cn:0",
	    "http://a.cn:", "http://a.cn:65536", "http://a.cn:99999999999999",
	    "http://a.cn:8x", "http://1.2.3", "http://1.2.3.256",
	    "http://1.2.3.4.5", "http://[::1", "http://[g::1]", "http://[]",
	    "http://a.cn/a b", "http://a.cn/<x>", "http://a.cn/\"",
	    "http://a.cn/a|b", "http://a.cn/{}", "http://a.cn/\\",
	    "http://a.cn/\x01", "http://a.cn/\xff", "http://a.cn/#a b" };
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (!str_is(key_of(a, wrong[i]), "-"))
			fail_msg("%s is taken", wrong[i]);
	buf_text(&b, "http://a.cn/");
	while (b.n <= SYSTEM_URL_MAX)
		buf_char(&b, 'x');
	CHECK_STR(key_of(a, buf_view(&b).p), "-");
	arena_free(a);
}

TEST("a reference number holds no address and no sentence")
{
	CHECK(system_is_reference(S("2024-017")));
	CHECK(system_is_reference(S("网参〔2024〕7号")));
	CHECK(system_is_reference(S("A/1.2.3")));
	CHECK(!system_is_reference(S("")));
	CHECK(!system_is_reference(S("10.1.2.3")));
	CHECK(!system_is_reference(S("net-10.1.2.3/24")));
	CHECK(!system_is_reference(S("a b")));
	CHECK(!system_is_reference(S("a:b")));
	CHECK(!system_is_reference(S("核心，三层")));
	CHECK(!system_is_reference(
	    S("12345678901234567890123456789012345678901")));
	CHECK(system_is_reference(
	    S("1234567890123456789012345678901234567890")));
}

BOTH("a system is entered, found by name, URL, owner and code")
{
	struct note *note = &t->note;
	struct test_app ta;
	struct key id, found;

	subject_open(&ta, t);
	id = subject_add(&ta, &system_dated, "code=nt:S1;" PORTAL
	    ";level=prefecture;level_document=通编〔2024〕3号;mlps_level=3;"
	    "urls=https://www.nt.gov.cn|http://m.nt.gov.cn/;supervisor=nt:2;"
	    "users=nt:1|nt:2;region=320600", "2024-01-01", "");
	CHECK_STR(subject_states(&ta, &system_dated, id),
	    "2024-01-01 门户 portal prefecture 通编〔2024〕3号 3 "
	    "https://www.nt.gov.cn|http://m.nt.gov.cn/ nt:1 nt:2 nt:1|nt:2 "
	    "320600");
	static const char *const names[] = { "nt:S1", "S1", "门户",
	    "https://WWW.nt.gov.cn/", "nt:1/门户", "南通市人民政府/门户" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		note_clear(note);
		CHECK_OK(system_ref.find(ta.app->read, t->a, str_of(names[i]),
		    subject_when(&system_dated, "2024-01-01"), KEY_NONE,
		    &found, note), note);
		CHECK(key_eq(found, id));
	}
	CHECK_ERR(system_ref.find(ta.app->read, t->a, S("https://a.cn"), 0,
	    KEY_NONE, &found, note), ERR_NOTFOUND, note);
	note_clear(note);
	(void)subject_add(&ta, &system_dated, "name=门户;kind=portal;owner=nt:2",
	    "2024-01-01", "");
	CHECK_ERR(system_ref.find(ta.app->read, t->a, S("门户"), 0, KEY_NONE,
	    &found, note), ERR_INVALID, note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("one owner has no two systems of one name, one URL no two systems")
{
	struct test_app ta;
	struct key id;

	subject_open(&ta, t);
	id = subject_add(&ta, &system_dated, PORTAL
	    ";urls=https://www.nt.gov.cn", "2024-01-01", "2025-01-01");
	subject_refused(&ta, &system_dated, PORTAL, "2024-12-31", "",
	    ERR_EXISTS, "name");
	subject_refused(&ta, &system_dated,
	    "name=他;kind=portal;urls=http://a.cn|http://WWW.nt.gov.cn:80/",
	    "2023-01-01", "", ERR_EXISTS, "urls");
	(void)subject_add(&ta, &system_dated,
	    "name=他;kind=portal;urls=http://www.nt.gov.cn", "2025-01-01", "");
	/* Those without an owner are told apart by their names, too. */
	subject_refused(&ta, &system_dated, "name=他;kind=portal",
	    "2026-01-01", "", ERR_EXISTS, "name");
	CHECK_OK(subject_change(&ta, &system_dated, id, "urls=", "2024-06-01",
	    ""), &t->note);
	(void)subject_add(&ta, &system_dated,
	    "name=己;kind=portal;urls=http://www.nt.gov.cn", "2024-06-01",
	    "2025-01-01");
	subject_withdraw(&ta, &system_dated, id);
	(void)subject_add(&ta, &system_dated,
	    "name=戊;kind=portal;urls=http://www.nt.gov.cn", "2024-01-01",
	    "2024-06-01");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("bad systems are refused")
{
	struct test_app ta;
	struct key id;

	subject_open(&ta, t);
	subject_refused(&ta, &system_dated, "kind=portal;owner=nt:1",
	    "2024-01-01", "", ERR_INVALID, "name");
	subject_refused(&ta, &system_dated, "name=x;owner=nt:1",
	    "2024-01-01", "", ERR_INVALID, "kind");
	subject_refused(&ta, &system_dated, PORTAL ";urls=nt.gov.cn",
	    "2024-01-01", "", ERR_INVALID, "urls");
	subject_refused(&ta, &system_dated,
	    PORTAL ";urls=http://a.cn|https://A.cn/", "2024-01-01", "",
	    ERR_INVALID, "urls");
	subject_refused(&ta, &system_dated, PORTAL ";users=nt:2|nt:2",
	    "2024-01-01", "", ERR_INVALID, "users");
	subject_refused(&ta, &system_dated, PORTAL ";users=nt:2|nt:9",
	    "2024-01-01", "", ERR_NOTFOUND, "users");
	subject_refused(&ta, &system_dated, PORTAL ";mlps_level=6",
	    "2024-01-01", "", ERR_INVALID, "mlps_level");
	subject_refused(&ta, &system_dated, PORTAL ";industry=钢铁",
	    "2024-01-01", "", ERR_NOTFOUND, "industry");
	subject_refused(&ta, &system_dated, PORTAL ";channel_no=7",
	    "2024-01-01", "", ERR_INVALID, "channel_no");
	id = subject_add(&ta, &industry_dated, "code=hy:W;name=误",
	    "2017-01-01", "");
	subject_withdraw(&ta, &industry_dated, id);
	subject_refused(&ta, &system_dated, PORTAL ";industry=hy:W",
	    "2024-01-01", "", ERR_INVALID, "industry");
	app_end(&ta);
}

BOTH("a level may be unknown, and is not asked of the region")
{
	struct test_app ta;
	struct key id;

	subject_open(&ta, t);
	id = subject_add(&ta, &system_dated, PORTAL
	    ";level=?;mlps_level=?;cii=?;region=320600", "2024-01-01", "");
	CHECK_STR(subject_states(&ta, &system_dated, id),
	    "2024-01-01 门户 portal ? ? ? nt:1 320600");
	id = subject_add(&ta, &system_dated, "name=无;kind=portal;region=320600",
	    "2024-01-01", "");
	CHECK_STR(subject_states(&ta, &system_dated, id),
	    "2024-01-01 无 portal 320600");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a classified system says only its owner and the channel's number")
{
	static const char *const more[] = { "name=x", "level=county",
	    "level=?", "level_document=x", "mlps_level=3", "mlps_level=?",
	    "mlps_filing=1", "cii=no", "cii=?", "protection_department=nt:2",
	    "urls=http://a.cn", "supervisor=nt:2", "operator=nt:2",
	    "users=nt:2", "region=320600", "network_ref=1" };
	struct test_app ta;
	struct str code, name;
	struct key id;

	subject_open(&ta, t);
	subject_config(&ta, "secrecy_review", "密审1号");
	for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
		subject_refused(&ta, &system_dated, str_fmt(t->a,
		    "kind=classified;owner=nt:1;channel_no=2024-017;%s",
		    more[i]).p, "2024-01-01", "", ERR_INVALID,
		    str_copy(t->a, str_part(str_of(more[i]), 0,
		    str_find(str_of(more[i]), '='))).p);
	subject_refused(&ta, &system_dated, "kind=classified;owner=nt:1",
	    "2024-01-01", "", ERR_INVALID, "channel_no");
	subject_refused(&ta, &system_dated,
	    "kind=classified;owner=nt:1;channel_no=在10.0.0.1机房",
	    "2024-01-01", "", ERR_INVALID, "channel_no");
	id = subject_add(&ta, &system_dated,
	    "kind=classified;owner=nt:1;channel_no=2024-017", "2024-01-01",
	    "");
	CHECK_OK(system_ref.called(ta.app->read, t->a, id, 20000, &code, &name,
	    &t->note), &t->note);
	CHECK_STR(name, "已通过保密渠道登记，编号 2024-017");
	CHECK_OK(subject_change(&ta, &system_dated, id, "channel_no=2025-1",
	    "2025-01-01", ""), &t->note);
	CHECK_STR(subject_states(&ta, &system_dated, id),
	    "2024-01-01 已通过保密渠道登记，编号 2024-017 classified nt:1 "
	    "2024-017; 2025-01-01 已通过保密渠道登记，编号 2025-1 classified "
	    "nt:1 2025-1");
	/* Declassified, it needs a name. */
	CHECK_ERR(subject_change(&ta, &system_dated, id,
	    "kind=portal;channel_no=", "2026-01-01", ""), ERR_INVALID,
	    &t->note);
	CHECK_OK(subject_change(&ta, &system_dated, id,
	    "kind=portal;channel_no=;name=新", "2026-01-01", ""), &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a sheet with a classified system, twice, changes nothing")
{
	static const char sheet[] =
	    "name,kind,owner,channel_no,urls,users,from,to\n"
	    ",classified,nt:1,2024-017,,,2024-01-01,\n"
	    "门户,门户网站,nt:1,,http://a.cn|http://b.cn,nt:2,2024-01-01,\n"
	    "邮件,mail,nt:1,,,,2024-01-01,2025-01-01\n"
	    "邮件,mail,nt:1,,http://m.cn,,2025-01-01,\n";
	struct subject_told told;
	struct test_app ta;

	subject_open(&ta, t);
	subject_import(&ta, &system_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.faults, 0);
	CHECK_INT(told.report.done, 4);
	subject_import(&ta, &system_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.report.same, 4);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("two rows of a sheet with one URL are told of")
{
	struct subject_told told;
	struct test_app ta;

	subject_open(&ta, t);
	subject_import(&ta, &system_dated,
	    "source,code,name,kind,urls,from,to\n"
	    "nt,1,甲,portal,http://a.cn|http://b.cn,2024-01-01,\n"
	    "nt,2,乙,portal,https://c.cn|https://B.cn/,2024-06-01,\n"
	    "nt,3,丙,portal,https://d.cn,2024-06-01,\n", DATED_STOP, &told);
	CHECK_ERR(told.r, ERR_INVALID, &t->note);
	CHECK_INT(told.faults, 1);
	CHECK_INT(told.fault[0].where.line, 3);
	app_end(&ta);
}

BOTH("what may be secret together wants a secrecy review")
{
	static const char *const secret[] = { "cii=yes", "cii=no",
	    "protection_department=nt:2", "network_ref=2024-7",
	    "mlps_filing=32060043212-21001" };
	struct test_app ta;

	subject_open(&ta, t);
	for (size_t i = 0; i < sizeof secret / sizeof secret[0]; i++)
		subject_refused(&ta, &system_dated, str_fmt(t->a, "%s;%s",
		    PORTAL, secret[i]).p, "2024-01-01", "", ERR_INVALID,
		    str_copy(t->a, str_part(str_of(secret[i]), 0,
		    str_find(str_of(secret[i]), '='))).p);
	subject_refused(&ta, &system_dated, "name=x;kind=cii", "2024-01-01",
	    "", ERR_INVALID, "kind");
	subject_config(&ta, "secrecy_review", "密审〔2026〕1号");
	(void)subject_add(&ta, &system_dated, PORTAL ";cii=yes;"
	    "protection_department=nt:2;network_ref=2024-7;"
	    "mlps_filing=32060043212-21001;urls=https://www.nt.gov.cn",
	    "2024-01-01", "");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("details of CII are kept as numbers only, wholly, or not at all")
{
	static const char *const details[] = { "urls=https://a.cn/x",
	    "urls=https://a.cn:8443", "urls=https://10.1.2.3",
	    "urls=https://[2001:db8::1]/", "network_ref=10.1.2.3",
	    "network_ref=核心 交换机" };
	struct test_app ta;
	struct key id;
	int n = 0;

	subject_open(&ta, t);
	subject_config(&ta, "secrecy_review", "密审〔2026〕1号");
	for (size_t i = 0; i < sizeof details / sizeof details[0]; i++)
		subject_refused(&ta, &system_dated, str_fmt(t->a,
		    "%s;cii=yes;%s", PORTAL, details[i]).p, "2024-01-01", "",
		    ERR_INVALID, str_copy(t->a, str_part(str_of(details[i]),
		    0, str_find(str_of(details[i]), '='))).p);
	/* Who is no CII may have a path. */
	(void)subject_add(&ta, &system_dated, PORTAL
	    ";cii=no;urls=https://b.cn:8443/x", "2024-01-01", "");
	subject_config(&ta, "cii_details", "full");
	for (size_t i = 0; i < sizeof details / sizeof details[0]; i++)
		n += subject_try(&ta, &system_dated, str_fmt(t->a,
		    "name=C%d;kind=cii;cii=yes;%s", (int)i, details[i]).p,
		    "2024-01-01", "", &id) == ERR_OK;
	CHECK_INT(n, 6);
	subject_config(&ta, "cii_details", "off");
	subject_refused(&ta, &system_dated, "name=D;kind=mail;cii=yes",
	    "2024-01-01", "", ERR_INVALID, "cii");
	subject_refused(&ta, &system_dated,
	    "name=D;kind=mail;protection_department=nt:2", "2024-01-01", "",
	    ERR_INVALID, "protection_department");
	subject_refused(&ta, &system_dated, "name=D;kind=mail;network_ref=1",
	    "2024-01-01", "", ERR_INVALID, "network_ref");
	(void)subject_add(&ta, &system_dated, "name=D;kind=mail;mlps_filing=1",
	    "2024-01-01", "");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("cii_details is one of three words")
{
	struct test_app ta;

	subject_open(&ta, t);
	CHECK_ERR(config_set(ta.app, &subject_who, config_find(S("cii_details")),
	    S("some"), &t->note), ERR_INVALID, &t->note);
	subject_config(&ta, "cii_details", "reference");
	app_end(&ta);
}

static int
tied(struct test_app *ta, const char *body, enum system_role role,
    const char *on, int64_t known)
{
	const struct system_ties q = { .body = subject_find(ta, body),
	    .role = role, .on = subject_when(&system_dated, on),
	    .known = known, .most = 10 };
	const struct system_tie *tie;
	size_t n = 0;

	CHECK_OK(system_tied(ta->app->read, ta->t->a, &q, &tie, &n,
	    &ta->t->note), &ta->t->note);
	return (int)n;
}

#define TIES \
	PORTAL ";supervisor=nt:2;operator=nt:2;users=nt:1|nt:2;" \
	"protection_department=nt:2"

BOTH("a body's systems are found by what it is to them")
{
	struct test_app ta;

	subject_open(&ta, t);
	subject_config(&ta, "secrecy_review", "密审1号");
	(void)subject_add(&ta, &system_dated, TIES, "2024-01-01", "");
	for (int role = 0; role < SYSTEM_ROLE__MAX; role++) {
		CHECK_INT(tied(&ta, "nt:2", (enum system_role)role,
		    "2025-06-01", DATED_NOW), role != SYSTEM_ROLE_OWNER);
		CHECK_INT(tied(&ta, "nt:1", (enum system_role)role,
		    "2025-06-01", DATED_NOW), role == SYSTEM_ROLE_OWNER ||
		    role == SYSTEM_ROLE_USER);
	}
	CHECK_INT(tied(&ta, "nt:1", SYSTEM_ROLE_OWNER, "2023-12-31",
	    DATED_NOW), 0);
	app_end(&ta);
}

BOTH("what a body is to a system follows its changes, as known at an entry")
{
	struct test_app ta;
	struct key id, two;
	int64_t before, on;

	subject_open(&ta, t);
	subject_config(&ta, "secrecy_review", "密审1号");
	two = subject_find(&ta, "nt:2");
	id = subject_add(&ta, &system_dated, TIES, "2024-01-01", "");
	before = subject_size(&ta) - 1;
	on = subject_when(&system_dated, "2025-06-01");
	CHECK_OK(subject_change(&ta, &system_dated, id,
	    "owner=nt:2;users=nt:1;operator=", "2025-01-01", "2026-01-01"),
	    &t->note);
	CHECK_INT(tied(&ta, "nt:1", SYSTEM_ROLE_OWNER, "2025-06-01",
	    DATED_NOW), 0);
	CHECK_INT(tied(&ta, "nt:1", SYSTEM_ROLE_OWNER, "2025-06-01", before),
	    1);
	CHECK_INT(tied(&ta, "nt:1", SYSTEM_ROLE_OWNER, "2026-01-01",
	    DATED_NOW), 1);
	CHECK_INT(tied(&ta, "nt:2", SYSTEM_ROLE_USER, "2025-06-01",
	    DATED_NOW), 0);
	CHECK_INT(tied(&ta, "nt:2", SYSTEM_ROLE_OPERATOR, "2025-06-01",
	    DATED_NOW), 0);
	CHECK_INT(subject_listed(&ta, &system_dated, "owner", two, on), 1);
	CHECK_INT(subject_listed(&ta, &system_dated, "users", two, on), 0);
	CHECK_INT(subject_listed(&ta, &system_dated, "supervisor", two, on),
	    1);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a system that ended or was withdrawn is nobody's")
{
	struct test_app ta;
	struct key id;
	int64_t before;

	subject_open(&ta, t);
	id = subject_add(&ta, &system_dated, PORTAL ";urls=http://a.cn",
	    "2024-01-01", "");
	before = subject_size(&ta) - 1;
	subject_end(&ta, &system_dated, id, "2025-03-01");
	CHECK_INT(tied(&ta, "nt:1", SYSTEM_ROLE_OWNER, "2025-02-28",
	    DATED_NOW), 1);
	CHECK_INT(tied(&ta, "nt:1", SYSTEM_ROLE_OWNER, "2025-03-01",
	    DATED_NOW), 0);
	app_sound(&ta);
	subject_withdraw(&ta, &system_dated, id);
	CHECK_INT(tied(&ta, "nt:1", SYSTEM_ROLE_OWNER, "2025-02-28",
	    DATED_NOW), 0);
	CHECK_INT(tied(&ta, "nt:1", SYSTEM_ROLE_OWNER, "2025-06-01", before),
	    1);
	app_sound(&ta);
	app_end(&ta);
}
