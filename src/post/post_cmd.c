/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of posts on the command line? */
#include "post/post_cmd.h"

#include "dated/dated_cmd.h"
#include "post/post.h"

#define FIELD_OPTS \
	OPT_TEXT('b', "body", "BODY", M("the body whose seat it is")), \
	OPT_TEXT('t', "title", "TITLE", M("what the post is called")), \
	OPT_MANY(0, "capacities", "WORD", M("what its holder is; may be given " \
	    "several times: first_responsible, directly_responsible, " \
	    "team_member, security_head, contact, duty_officer")), \
	OPT_TEXT(0, "seats", "N", M("how many may hold it at once (default: " \
	    "1)")), \
	OPT_TEXT(0, "rank", "N", M("its place in the order of the body"))
#define FILTER_OPTS \
	OPT_TEXT('b', "body", "BODY", M("only this body's")), \
	OPT_TEXT('t', "title", "TITLE", M("only titles that hold this text")), \
	OPT_CHOICE(0, "capacities", post_capacities, M("only those with this " \
	    "capacity"))

DATED_VERBS(post, FIELD_OPTS, FILTER_OPTS)

static const struct opt post_export_opts[] = { OPT_END };

const struct command post_commands[] = {
	DATED_ROW(post, add, DATED_WRITES, "", 0, M("enter one post"), NULL,
	    "anze post add --body 南通市人民政府 --title 副市长 --capacities "
	    "directly_responsible --from 2024-01-01"),
	DATED_ROW(post, list, COMMAND_STORE, "", 0, M("list posts as of a day"),
	    NULL, "anze post list --body 南通市人民政府"),
	DATED_ROW(post, show, COMMAND_STORE, "POST", 1, M("show one post, its "
	    "states and its history"), M("A post is named by a key, a code, "
	    "or as BODY/TITLE."), "anze post show 南通市人民政府/副市长"),
	DATED_ROW(post, change, DATED_WRITES, "POST", 1, M("say what is "
	    "different from a day on: the world changed"), NULL,
	    "anze post change 南通市人民政府/副市长 --capacities team_member "
	    "--from 2025-03-01"),
	DATED_ROW(post, correct, DATED_WRITES, "POST", 1, M("say what was wrong "
	    "in what was entered"), NULL,
	    "anze post correct 南通市人民政府/副市长 --seats 6"),
	DATED_ROW(post, end, DATED_WRITES, "POST", 1, M("say that a post is no "
	    "more from a day on"), NULL,
	    "anze post end 南通市人民政府/副市长 --on 2026-01-01"),
	DATED_ROW(post, withdraw, DATED_WRITES, "POST", 1, M("take back a post "
	    "that was entered by mistake"), NULL,
	    "anze post withdraw nt:P7 --reason 重复录入"),
	DATED_ROW(post, import, DATED_WRITES, "FILE", 1, M("bring in posts from "
	    "a sheet"), M("The sheet is CSV or xlsx with the columns id, "
	    "source, code, body, title, capacities, seats, rank, from, to; "
	    "several capacities are parted by |. A row means the post of its "
	    "key, of its code, or of its title in its body. Nothing is "
	    "recorded while a row has a fault; importing the same file again "
	    "changes nothing."), "anze post import --dry-run posts.xlsx"),
	DATED_TEMPLATE_ROW(post, "anze post template posts.xlsx"),
	DATED_ROW(post, export, COMMAND_STORE, "FILE", 1, M("write all posts to "
	    "a sheet that can be imported again"), NULL,
	    "anze post export posts.xlsx"),
};
const size_t post_ncommands = sizeof post_commands / sizeof post_commands[0];
