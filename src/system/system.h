/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is protected, and who answers for it?  A system has five answers, each
 * dated: owner (主办), supervisor (主管), operator (运营), users (使用) and region
 * (属地); a blank one is a gap.  Its level is the administrative rank that a
 * document gives it, never derived from the region.
 *
 * Of a classified system only its owner and the number under which it is
 * registered through the classified channel are said here.  Flags of critical
 * information infrastructure and network details may be secret taken together:
 * they are refused until a secrecy review is named (core/config.h).
 */
#ifndef SYSTEM_SYSTEM_H
#define SYSTEM_SYSTEM_H

#include "dated/dated_events.h"

enum {
	SYSTEM_NAME_MAX		= 200,
	SYSTEM_DOCUMENT_MAX	= 200,
	SYSTEM_FILING_MAX	= 60,
	SYSTEM_URL_MAX		= 500,	/* bytes */
	SYSTEM_URLS_MAX		= 50,
	SYSTEM_USERS_MAX	= 500,
	SYSTEM_NETWORK_MAX	= 200,
	SYSTEM_REFERENCE_MAX	= 40	/* of a mere number */
};

/* What stands before the channel's number in the name of a classified one. */
#define SYSTEM_CHANNELLED	"已通过保密渠道登记，编号 "

DATED_DECLARE(system);
extern const struct dated_ref system_ref;

/* Where its fields are. */
enum { SYSTEM_NAME, SYSTEM_KIND, SYSTEM_LEVEL, SYSTEM_LEVEL_DOCUMENT,
    SYSTEM_MLPS_LEVEL, SYSTEM_MLPS_FILING, SYSTEM_CII, SYSTEM_PROTECTION,
    SYSTEM_URLS, SYSTEM_OWNER, SYSTEM_SUPERVISOR, SYSTEM_OPERATOR,
    SYSTEM_USERS, SYSTEM_REGION, SYSTEM_INDUSTRY, SYSTEM_NETWORK_REF,
    SYSTEM_CHANNEL_NO, SYSTEM__MAX };

extern const struct choice system_kinds[], system_levels[];

/* What a body is to a system. */
enum system_role { SYSTEM_ROLE_OWNER, SYSTEM_ROLE_SUPERVISOR,
    SYSTEM_ROLE_OPERATOR, SYSTEM_ROLE_USER, SYSTEM_ROLE_PROTECTION,
    SYSTEM_ROLE__MAX };
extern const struct choice system_roles[];

/*
 * system_tied(st, a, q, ret, ret_n, note):
 * Which systems does ${q->body} own, supervise, operate, use or protect on a day?
 * In order of keys, behind ${q->after}, at most ${q->most}.  One question.
 */
struct system_tie {
	struct key	system;
	int64_t		since, until;
};
struct system_ties {
	struct key		body;
	enum system_role	role;
	int64_t			on, known;
	struct key		after;		/* KEY_NONE: from the first */
	size_t			most;
};
enum err system_tied(struct store *st, struct arena *a,
    const struct system_ties *q, const struct system_tie **ret, size_t *ret_n,
    struct note *note);

/*
 * system_at_url(st, a, url, on, ret, note):
 * The system that is reached at ${url} on a day.  ERR_NOTFOUND without a note.
 */
enum err system_at_url(struct store *st, struct arena *a, struct str url,
    int64_t on, struct key *ret, struct note *note);

/* Is it said of the system that it is one of the CII? */
bool system_is_cii(const struct value *v);
bool system_is_classified(const struct value *v);

/* URLs. */

/* A URL, parted; its parts are slices of it. */
struct system_url {
	struct str	scheme, host, port, path;	/* path with the query */
	bool		ip;		/* the host is an address */
};

/*
 * system_url_read(url, ret, note):
 * Is this a URL?  Scheme, host (letters of any language, or an address), a port
 * and a path; never a user or password.  ERR_INVALID says what is wrong with it.
 */
enum err system_url_read(struct str url, struct system_url *ret,
    struct note *note);

/* Host, port and path in one form: host in lower case, without the scheme, its
 * default port and a slash at the end. */
struct str system_url_key(struct arena *a, const struct system_url *u);

/* Is it a mere number under which something is kept elsewhere, with no address in
 * it?  Letters, digits, Chinese characters, - / . 〔 〕. */
bool system_is_reference(struct str s);

/* Decisions. */

/* Does a classified one say only its owner and the channel's number, and no
 * other one the latter? */
enum err system_classified_check(const struct value *v, struct note *note);

/* Does it say anything that wants a secrecy review? */
bool system_is_secret(const struct value *v);

/* May it say what it says of CII and networks, with the review ${review} ("":
 * none) and the setting cii_details? */
enum err system_secret_check(const struct value *v, struct str review,
    struct str details, struct note *note);

/* Are its URLs URLs, none of them twice?  No user twice? */
enum err system_lists_check(struct arena *a, const struct value *v,
    struct note *note);

/* Systems below a body or a division, kept ready (store/scope.h). */
extern const struct scope system_scope;

#endif
