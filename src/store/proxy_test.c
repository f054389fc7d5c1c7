/* SPDX-License-Identifier: Apache-2.0 */
#include "store/proxy_test.h"

#include <assert.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/str.h"
#include "test/lib/test.h"

enum { PAIRS_MAX = 64, PIECE = 64 * 1024 };

struct pair {
	int		 client, server;	/* -1: closed */
	enum proxy_cut	 cut;		/* under way on it */
	char		 tail[6];	/* of what the server says */
};

struct proxy {
	struct sockaddr_un	 there, here;
	int			 listener;
	int			 wake[2];
	pthread_t		 thread;
	pthread_mutex_t		 lock;
	enum proxy_cut		 cut;		/* waits for a pair */
	bool			 deaf, stop, deliver;
	struct pair		 pairs[PAIRS_MAX];
	size_t			 n;
	char			 kept[PIECE];	/* from CUT_REQUEST */
	size_t			 nkept;
	int			 kept_for;
};

static void
put_all(int fd, const char *p, size_t n)
{
	ssize_t k;

	for (; n > 0; p += k, n -= (size_t)k)
		if ((k = send(fd, p, n, MSG_NOSIGNAL)) <= 0)
			return;
}

static void
pair_close(struct pair *x)
{
	if (x->client >= 0)
		(void)close(x->client);
	if (x->server >= 0)
		(void)close(x->server);
	x->client = x->server = -1;
}

/* "Ready for query", in a transaction or not: the answer is whole. */
static bool
tail_ready(struct pair *x, const char *p, size_t n)
{
	static const char ready[5] = { 'Z', 0, 0, 0, 5 };

	for (size_t i = 0; i < n; i++) {
		memmove(x->tail, x->tail + 1, sizeof x->tail - 1);
		x->tail[sizeof x->tail - 1] = p[i];
	}
	return memcmp(x->tail, ready, sizeof ready) == 0;
}

static void
from_client(struct proxy *p, struct pair *x)
{
	static char piece[PIECE];
	ssize_t n = read(x->client, piece, sizeof piece);

	if (n <= 0) {
		pair_close(x);
		return;
	}
	if (p->cut != CUT_NOT) {
		x->cut = p->cut;
		p->cut = CUT_NOT;
	}
	if (x->cut != CUT_REQUEST) {
		put_all(x->server, piece, (size_t)n);
		return;
	}
	memcpy(p->kept, piece, (size_t)n);
	p->nkept = (size_t)n;
	p->kept_for = x->server;
	(void)close(x->client);
	x->client = x->server = -1;
}

static void
from_server(struct pair *x)
{
	static char piece[PIECE];
	ssize_t n = read(x->server, piece, sizeof piece);

	if (n <= 0)
		pair_close(x);
	else if (x->cut == CUT_NOT)
		put_all(x->client, piece, (size_t)n);
	else if (tail_ready(x, piece, (size_t)n))
		pair_close(x);
}

static void
let_in(struct proxy *p)
{
	int client = accept(p->listener, NULL, NULL);
	int server = socket(AF_UNIX, SOCK_STREAM, 0);

	if (p->deaf || p->n == PAIRS_MAX || client < 0 || server < 0 ||
	    connect(server, (const struct sockaddr *)&p->there,
	    sizeof p->there) != 0) {
		(void)close(client);
		(void)close(server);
		return;
	}
	p->pairs[p->n++] = (struct pair){ .client = client,
	    .server = server };
}

static void
told(struct proxy *p)
{
	char c;

	if (read(p->wake[0], &c, 1) != 1 || !p->deliver)
		return;
	p->deliver = false;
	put_all(p->kept_for, p->kept, p->nkept);
	/* Its answer interests nobody; it is read until the server is done. */
	while (read(p->kept_for, p->kept, sizeof p->kept) > 0 &&
	    memchr(p->kept, 'Z', sizeof p->kept) == NULL)
		;
	(void)close(p->kept_for);
	p->nkept = 0;
}

static void *
proxy_main(void *arg)
{
	struct pollfd fds[2 + 2 * PAIRS_MAX];
	struct proxy *p = arg;
	bool stop = false;

	while (!stop) {
		size_t n = p->n;

		fds[0] = (struct pollfd){ p->wake[0], POLLIN, 0 };
		fds[1] = (struct pollfd){ p->listener, POLLIN, 0 };
		for (size_t i = 0; i < n; i++) {
			fds[2 + 2 * i] = (struct pollfd){
			    p->pairs[i].client, POLLIN, 0 };
			fds[3 + 2 * i] = (struct pollfd){
			    p->pairs[i].server, POLLIN, 0 };
		}
		(void)poll(fds, 2 + 2 * n, -1);
		(void)pthread_mutex_lock(&p->lock);
		if (fds[0].revents != 0)
			told(p);
		if (fds[1].revents != 0)
			let_in(p);
		for (size_t i = 0; i < n; i++) {
			struct pair *x = &p->pairs[i];

			if (fds[2 + 2 * i].revents != 0 && x->client >= 0)
				from_client(p, x);
			if (fds[3 + 2 * i].revents != 0 && x->server >= 0)
				from_server(x);
		}
		stop = p->stop;
		(void)pthread_mutex_unlock(&p->lock);
	}
	return NULL;
}

static struct sockaddr_un
address(struct arena *a, const char *folder)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	struct str path = str_fmt(a, "%s/.s.PGSQL.5432", folder);

	CHECK(path.n < sizeof to.sun_path);
	memcpy(to.sun_path, path.p, path.n);
	return to;
}

/* postgres:///NAME?host=FOLDER&user=USER */
struct proxy *
proxy_start(struct arena *a, const char *place, const char **ret_place)
{
	const char *host = strstr(place, "host=");
	const char *folder = test_path(a, "proxy");
	struct proxy *p = calloc(1, sizeof *p);
	struct str there;

	assert(host != NULL && p != NULL);
	there = str_of(host + 5);
	there = str_copy(a, str_part(there, 0, str_find(there, '&')));
	(void)mkdir(folder, 0700);
	p->there = address(a, there.p);
	p->here = address(a, folder);
	*ret_place = str_fmt(a, "%.*s%s%s", (int)(host + 5 - place), place,
	    folder, host + 5 + there.n).p;
	p->listener = socket(AF_UNIX, SOCK_STREAM, 0);
	(void)unlink(p->here.sun_path);
	CHECK_INT(bind(p->listener, (const struct sockaddr *)&p->here,
	    sizeof p->here), 0);
	CHECK_INT(listen(p->listener, 16), 0);
	CHECK_INT(pipe(p->wake), 0);
	(void)pthread_mutex_init(&p->lock, NULL);
	CHECK_INT(pthread_create(&p->thread, NULL, proxy_main, p), 0);
	return p;
}

static void
proxy_tell(struct proxy *p)
{
	CHECK_INT(write(p->wake[1], "x", 1), 1);
}

void
proxy_cut(struct proxy *p, enum proxy_cut cut, bool deaf)
{
	(void)pthread_mutex_lock(&p->lock);
	p->cut = cut;
	p->deaf = deaf;
	(void)pthread_mutex_unlock(&p->lock);
}

void
proxy_hear(struct proxy *p)
{
	proxy_cut(p, CUT_NOT, false);
}

void
proxy_deliver(struct proxy *p)
{
	(void)pthread_mutex_lock(&p->lock);
	p->deliver = true;
	(void)pthread_mutex_unlock(&p->lock);
	proxy_tell(p);
}

void
proxy_stop(struct proxy *p)
{
	(void)pthread_mutex_lock(&p->lock);
	p->stop = true;
	(void)pthread_mutex_unlock(&p->lock);
	proxy_tell(p);
	(void)pthread_join(p->thread, NULL);
	for (size_t i = 0; i < p->n; i++)
		pair_close(&p->pairs[i]);
	(void)close(p->listener);
	(void)close(p->wake[0]);
	(void)close(p->wake[1]);
	(void)unlink(p->here.sun_path);
	(void)pthread_mutex_destroy(&p->lock);
	free(p);
}
