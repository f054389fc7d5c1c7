/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which ways can something fail?  One list for the whole house: what the
 * failure is called, what a web client and a shell are told, and the words for
 * it when nobody who knew more left a note.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

/*	name		HTTP	exit	words */
#define ERR_TABLE(X) \
	X(ERR_OK,	200,	0,	"Done.") \
	X(ERR_USAGE,	400,	2,	"The command was not understood.") \
	X(ERR_INVALID,	422,	3,	"Something that was entered needs attention.") \
	X(ERR_DENIED,	403,	4,	"Not permitted.") \
	X(ERR_NOTFOUND,	404,	5,	"Not found.") \
	X(ERR_CONFLICT,	409,	6,	"Changed by someone else meanwhile.") \
	X(ERR_EXISTS,	409,	7,	"It is there already.") \
	X(ERR_LIMIT,	413,	8,	"Too large.") \
	X(ERR_BUSY,	503,	9,	"Too much at once; try again shortly.") \
	X(ERR_STORE,	503,	10,	"The database did not answer.") \
	X(ERR_FULL,	507,	11,	"The disk is full.") \
	X(ERR_MEMORY,	503,	12,	"Not enough memory.") \
	X(ERR_IO,	500,	13,	"A file could not be read or written.") \
	X(ERR_CORRUPT,	500,	14,	"The records do not agree with their proof.") \
	X(ERR_VERSION,	500,	15,	"Written by another version of the program.") \
	X(ERR_UNSURE,	503,	16,	"It is not known whether this was recorded.") \
	X(ERR_PARTIAL,	422,	17,	"Done in part.") \
	X(ERR_BUG,	500,	70,	"The program contradicts itself.") \
	X(ERR_STOPPED,	503,	130,	"Stopped on request.")

enum err {
#define X(name, http, exit, words) name,
	ERR_TABLE(X)
#undef X
	ERR__MAX
};

const char *err_name(enum err e);	/* "ERR_OK" */
const char *err_words(enum err e);	/* English; msgid of the catalogues */
int err_http(enum err e);
int err_exit(enum err e);

/*
 * err_stop(why):
 * Say ${why} on standard error and abort: for what cannot happen unless the
 * machine is broken, where no caller could be told and going on would write
 * wrong records.
 */
_Noreturn void err_stop(const char *why);

#endif
