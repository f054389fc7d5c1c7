/* SPDX-License-Identifier: Apache-2.0 */
/* Is it a URL, and when do two of them reach the same? */
#include "base/utf8.h"
#include "system/system.h"

enum { HOST_MAX = 253, LABEL_MAX = 63, PORT_MAX = 65535, OCTETS = 4 };

static const struct scheme {
	const char	*name, *port;
} schemes[] = {
	{ "http", "80" },
	{ "https", "443" },
	{ "ftp", "21" },
	{ "ws", "80" },
	{ "wss", "443" },
};

enum { SCHEMES = sizeof schemes / sizeof schemes[0] };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const struct scheme *
scheme_find(struct str name)
{
	for (size_t i = 0; i < SCHEMES; i++)
		if (str_eq_nocase(name, str_of(schemes[i].name)))
			return &schemes[i];
	return NULL;
}

/* The number from 0 to ${most} that stands at ${*at}; -1: none. */
static int64_t
number_at(struct str s, size_t *at, int64_t most)
{
	int64_t n = 0;
	size_t from = *at;

	while (*at < s.n && is_digit(s.p[*at]) && n <= most)
		n = 10 * n + (s.p[(*at)++] - '0');
	return *at > from && n <= most ? n : -1;
}

/* Does an address of four numbers stand at ${at}?  ${*ret_end}: behind it. */
static bool
octets_at(struct str s, size_t at, size_t *ret_end)
{
	for (int i = 0; i < OCTETS; i++) {
		if (i > 0 && (at >= s.n || s.p[at++] != '.'))
			return false;
		if (number_at(s, &at, 255) < 0)
			return false;
	}
	*ret_end = at;
	return true;
}

/* [2001:db8::1]: what stands in the brackets is looked at no closer. */
static bool
is_bracketed(struct str host)
{
	if (host.n < 4 || host.p[0] != '[' || host.p[host.n - 1] != ']')
		return false;
	for (size_t i = 1; i + 1 < host.n; i++)
		if (!is_digit(host.p[i]) && host.p[i] != ':' &&
		    host.p[i] != '.' && !(is_letter(host.p[i]) &&
		    (host.p[i] | 0x20) <= 'f'))
			return false;
	return str_find(host, ':') < host.n;
}

static bool
label_ok(struct str label)
{
	if (label.n == 0 || label.n > LABEL_MAX || label.p[0] == '-' ||
	    label.p[label.n - 1] == '-')
		return false;
	for (size_t i = 0; i < label.n; i++)
		if (!is_digit(label.p[i]) && !is_letter(label.p[i]) &&
		    label.p[i] != '-' && (unsigned char)label.p[i] < 0x80)
			return false;
	return true;
}

static bool
host_ok(struct str host, bool *ret_ip)
{
	struct str rest = host, label = S("");
	size_t end = 0;

	*ret_ip = is_bracketed(host) ||
	    (octets_at(host, 0, &end) && end == host.n);
	if (*ret_ip)
		return true;
	if (host.n == 0 || host.n > HOST_MAX || host.p[host.n - 1] == '.')
		return false;
	while (str_cut(&rest, '.', &label))
		if (!label_ok(label))
			return false;
	/* What ends in a number is an address, and this one is none. */
	for (size_t i = 0; i < label.n; i++)
		if (!is_digit(label.p[i]))
			return true;
	return false;
}

static bool
path_ok(struct str path)
{
	for (size_t i = 0; i < path.n; i++) {
		const unsigned char c = (unsigned char)path.p[i];

		if (c <= ' ' || c == 0x7F || strchr("<>\"{}|\\^`", c) != NULL)
			return false;
	}
	return utf8_ok(path);
}

static enum err
wrong(struct str url, const char *msg, struct note *note)
{
	enum err r;

	r = NOTE(note, ERR_INVALID, msg, A_TEXT("url", url));
	note_where(note, (struct where){ .field = "urls" });
	return r;
}

/* Where the first of ${marks} stands in ${s} from ${at} on. */
static size_t
mark_at(struct str s, size_t at, const char *marks)
{
	while (at < s.n && strchr(marks, s.p[at]) == NULL)
		at++;
	return at;
}

/* The host and the port that stand in ${s}. */
static void
place_part(struct str s, struct system_url *u)
{
	size_t colon = s.n;

	while (colon > 0 && is_digit(s.p[colon - 1]))
		colon--;
	u->host = s;
	u->port = S("");
	if (colon == 0 || s.p[colon - 1] != ':')
		return;
	u->host = str_part(s, 0, colon - 1);
	u->port = str_part(s, colon, s.n);
}

enum err
system_url_read(struct str url, struct system_url *ret, struct note *note)
{
	const size_t colon = str_find(url, ':');
	struct system_url u = { .scheme = str_part(url, 0, colon) };
	size_t slash, at = 0;
	struct str place;

	if (url.n > SYSTEM_URL_MAX)
		return wrong(url, M("{url} is too long for a URL. Leave out "
		    "what stands behind the path."), note);
	if (scheme_find(u.scheme) == NULL ||
	    !str_starts(str_part(url, colon, url.n), "://"))
		return wrong(url, M("{url} is no URL. Begin it with http:// or "
		    "https://."), note);
	slash = mark_at(url, colon + 3, "/?#");
	place = str_part(url, colon + 3, slash);
	if (str_find(place, '@') < place.n)
		return wrong(url, M("{url} holds a user's name or password. "
		    "Leave out what stands before the @."), note);
	place_part(place, &u);
	if (!host_ok(u.host, &u.ip))
		return wrong(url, M("{url} names no host that can exist. "
		    "Correct what stands behind the two slashes."), note);
	if ((u.port.n == 0 && u.host.n != place.n) || (u.port.n != 0 &&
	    (number_at(u.port, &at, PORT_MAX) < 1 || at != u.port.n)))
		return wrong(url, M("{url} has a port that cannot be. Ports are "
		    "numbers from 1 to 65535."), note);
	u.path = str_part(url, slash, mark_at(url, slash, "#"));
	if (!path_ok(str_part(url, slash, url.n)))
		return wrong(url, M("{url} holds blanks or signs that no URL "
		    "has. Write them as %20 and so on."), note);
	*ret = u;
	return ERR_OK;
}

struct str
system_url_key(struct arena *a, const struct system_url *u)
{
	const struct scheme *s = scheme_find(u->scheme);
	const size_t ask = str_find(u->path, '?');
	struct str path = str_part(u->path, 0, ask), port = u->port;
	struct buf b = BUF_IN(a);

	while (path.n > 0 && path.p[path.n - 1] == '/')
		path.n--;
	while (port.n > 1 && port.p[0] == '0')
		port = str_part(port, 1, port.n);
	for (size_t i = 0; i < u->host.n; i++)
		buf_char(&b, u->host.p[i] >= 'A' && u->host.p[i] <= 'Z' ?
		    (char)(u->host.p[i] | 0x20) : u->host.p[i]);
	if (port.n != 0 && !str_is(port, s->port)) {
		buf_char(&b, ':');
		buf_str(&b, port);
	}
	buf_str(&b, path);
	buf_str(&b, str_part(u->path, ask, u->path.n));
	return buf_view(&b);
}

static bool
is_reference_sign(int32_t cp)
{
	return (cp >= 0x4E00 && cp <= 0x9FFF) ||
	    (cp >= 0x3400 && cp <= 0x4DBF) || cp == 0x3014 || cp == 0x3015 ||
	    (cp < 0x80 && (is_digit((char)cp) || is_letter((char)cp) ||
	    cp == '-' || cp == '/' || cp == '.'));
}

bool
system_is_reference(struct str s)
{
	size_t at = 0, n = 0, end;
	int32_t cp;

	while ((cp = utf8_next(s, &at)) >= 0) {
		if (!is_reference_sign(cp))
			return false;
		n++;
	}
	for (size_t i = 0; i < s.n; i++)
		if (octets_at(s, i, &end))
			return false;
	return n > 0 && n <= SYSTEM_REFERENCE_MAX;
}
