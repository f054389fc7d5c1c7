/* SPDX-License-Identifier: Apache-2.0 */
/* How far is it?  One line on stderr, drawn over itself and wiped at the end. */
#include "base/utf8.h"
#include "cli/cli_in.h"

enum {
	QUIET_MS	= 2000,	/* short work prints nothing */
	BETWEEN_MS	= 100	/* ten times a second */
};

/* Blanks rather than escapes: every terminal knows them. */
static void
line_put(struct terminal *t, struct str line)
{
	const size_t columns = utf8_columns(line);
	struct buf b = BUF_INIT;

	buf_char(&b, '\r');
	buf_str(&b, line);
	if (t->progress.columns > columns)
		pad_put(&b, t->progress.columns - columns);
	if (columns == 0)
		buf_char(&b, '\r');
	if (!buf_failed(&b))
		terminal_tell(t, buf_view(&b));
	t->progress.columns = columns;
	buf_free(&b);
}

void
progress_erase(struct terminal *t)
{
	if (t->progress.columns > 0)
		line_put(t, S(""));
}

static void
draw(struct cmd *c, int64_t now, int64_t done, int64_t of)
{
	const struct progress *p = &c->term->progress;
	const int64_t took = now > p->phase_at ? now - p->phase_at : 1;
	const int64_t rate = (int64_t)((__int128)(done - p->phase_done) *
	    SECOND_MS / took);
	struct buf said = BUF_INIT, b = BUF_INIT;

	if (of > 0)
		say_into(&said, c->voice, M("{what}: {done} of {of} "
		    "({share} %), {rate} a second"), (const struct arg[]){
		    A_WORD("what", p->what), A_INT("done", done),
		    A_INT("of", of), A_INT("share", done >= of ? 100 :
		    (int64_t)((__int128)done * 100 / of)),
		    A_INT("rate", rate), { 0 } });
	else
		say_into(&said, c->voice, M("{what}: {done}, {rate} a second"),
		    (const struct arg[]){ A_WORD("what", p->what),
		    A_INT("done", done), A_INT("rate", rate), { 0 } });
	visible_put(&b, buf_view(&said), VISIBLE_CELL);
	/* The last column stays free, or some terminals go to a new line. */
	line_put(c->term, utf8_head(buf_view(&b),
	    terminal_width(c->term->err) - 1));
	buf_free(&said);
	buf_free(&b);
}

/* Time to draw?  Keeps the times. */
static bool
due(struct progress *p, const char *what, int64_t done, int64_t now)
{
	if (p->began == 0)
		p->began = now;
	if (p->what != what) {
		p->what = what;
		p->phase_at = now;
		p->phase_done = done;
	}
	if (now - p->began < QUIET_MS ||
	    (now >= p->drawn_at && now - p->drawn_at < BETWEEN_MS))
		return false;
	p->drawn_at = now;
	return true;
}

enum err
cmd_progress(struct cmd *c, const char *what, int64_t done, int64_t of,
    struct note *note)
{
	struct terminal *t = c->term;
	int64_t now;

	if (stop_wanted())
		return note_stopped(note);
	if (!t->err_tty || c->json)
		return ERR_OK;
	now = timesource_now(&t->clock);
	if (due(&t->progress, what, done, now))
		draw(c, now, done, of);
	return ERR_OK;
}

void
cmd_progress_end(struct cmd *c)
{
	progress_erase(c->term);
	c->term->progress = (struct progress){ 0 };
}
