/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of the generator share? */
#ifndef SAMPLE_SAMPLE_IN_H
#define SAMPLE_SAMPLE_IN_H

#include "base/moment.h"
#include "sample/sample.h"

enum {
	KINDS_MAX	= 99,	/* two digits of a code */
	ORGANS_MAX	= 999,	/* three */
	NONE		= -1,
	LEVELS		= 5,	/* centre 0, province 1 … township 4 */
	RUNS_MAX	= 4,	/* names of one division in those years */
	HOLDERS_MAX	= 64,	/* tenures of one body that others refer to */
	POOL		= 256,	/* persons between two posts */
	CELLS_MAX	= 24
};

enum led { LED_TERRITORY, LED_BOTH, LED_INDUSTRY, LED_ABOVE };

/* A row of local-body-kinds.csv; index [1..4] is the level. */
struct kind {
	struct str	no, kind, word, posts, branch, centre;
	struct str	name[LEVELS], before[LEVELS];
	enum led	led[LEVELS];
	int		under, guide;	/* kinds of that division, or NONE */
	int		organ;		/* the one at the centre, or NONE */
	int64_t		since;		/* the reform that made or named it */
	bool		core;		/* also where an outline is told */
};

/* A row of organs-central.csv. */
struct organ {
	struct str	name, word, posts, branch;
	struct str	before;		/* its name before ${since}; "": none */
	int		parent;
	int64_t		since;
	bool		there;		/* in this sample */
};

struct post {
	struct str	posts, title, capacities, held_by;
	unsigned	levels;		/* a bit a level */
	int		seats, rank;
	bool		first, direct, duty, team;
};

struct unit_kind {
	struct str	kind, branch, posts, name;
	struct str	under;		/* names of kinds, parted by '|' */
	unsigned	levels;
	int		least, weight;
};

struct system_kind {
	struct str	owner, name, kind, branch, supervisor;
	bool		ranked;		/* its level is its owner's */
	int		mlps_least, mlps_most;	/* 0: none */
	int		cii;		/* of a thousand */
	int		urls;
};

struct branch {
	struct str	industry, name, basis;
	int		organ;
	int		kind[LEVELS];	/* who regulates it, or NONE */
};

/* The tables, as read. */
struct tables {
	struct kind		*kind;
	struct organ		*organ;
	struct post		*post;
	struct unit_kind	*unit;
	struct system_kind	*system;
	struct branch		*branch;
	size_t			 nkinds, norgans, nposts, nunits, nsystems,
				 nbranches;
};

struct run {
	struct str	name;
	int64_t		from, to;
};

struct town {
	struct str	code, name;
	int		site;
};

/* A division in those years. */
struct site {
	struct str	code;
	int		level;
	int		parent;		/* NONE: the nation */
	int		heir;		/* what came after it, or NONE */
	struct str	heir_code;	/* the first of them; "" */
	int64_t		begin, end;	/* end DAY_OPEN: it goes on */
	struct run	run[RUNS_MAX];
	size_t		nruns;
	size_t		town, ntowns;
	bool		there;		/* in this sample */
	bool		outline;	/* only its core organs are told */
	bool		inherits;	/* its units are those of what it came
					 * from, but for what each has once */
	int64_t		nunits;
};

struct sites {
	struct site	*site;
	struct town	*town;
	size_t		 n, ntowns;
	int		 target;	/* the division of the sample; NONE */
};

/* Chance that repeats. */
struct dice {
	uint64_t	state;
};
void dice_seed(struct dice *d, uint64_t seed, struct str name);
uint32_t dice_below(struct dice *d, uint32_t n);	/* 0 .. n-1 */
bool dice_in(struct dice *d, uint32_t of_thousand);
int64_t dice_from(struct dice *d, int64_t least, int64_t most);

struct holder {
	uint32_t	person;
	int64_t		from, to;
	int		post;		/* index into tables.post */
	bool		real;		/* substantive or concurrent */
};

/* The body whose rows are being made. */
struct made {
	struct str	code, name, word, posts, branch;
	struct str	kind;		/* of its kind or unit; "" */
	struct str	superior, guides;
	struct str	above;		/* the same organ one level up; "" */
	struct str	region;
	struct str	form, before;	/* of its name; before ${since} */
	int64_t		since;
	int		level;
	int		site;		/* NONE: the centre */
	int64_t		from, to;
	int64_t		moved;		/* the day it came under the heir, or
					 * DAY_OPEN */
	struct str	region_then, superior_then;	/* from that day on */
	int		site_then;
	bool		outline;
	struct holder	holder[HOLDERS_MAX];
	size_t		nholders;
};

struct freed {
	uint32_t	person;
	int64_t		day;
};

struct making {
	const struct sample		*what;
	const struct sample_sink	*sink;
	struct sample_counts		*counts;
	struct arena			*a;		/* tables and sites */
	struct arena			*scratch;	/* emptied per body */
	struct arena_mark		 empty;
	struct tables			 t;
	struct sites			 s;
	int64_t				 start;		/* the first day */
	struct dice			 dice;		/* of this body */
	struct buf			 line;
	uint32_t			 persons, tenures, systems, regulators,
					 contracts, phones, rosters;
	struct freed			 pool[POOL];
	size_t				 npool;
	struct holder			 committee[HOLDERS_MAX];
	size_t				 ncommittee;	/* of the division */
	int64_t				 carry, weight;	/* of systems */
	int64_t				 bodies, expected;
	enum err			 r;		/* the first failure */
	struct note			*note;
};

/* Targets of a scale. */
struct scale {
	const char	*region;	/* the usual one; NULL: the nation */
	int64_t		 bodies, systems;
	int		 roster_days;
	int		 units_least;	/* of a division */
};
extern const struct scale scale_rows[SAMPLE_SCALE__MAX];

/* sample_rows.c: one row of a sheet; what failed is kept in ${m->r}. */
void row_put(struct making *m, enum sample_sheet sheet,
    const struct str *cell, size_t n);
#define ROW(m, sheet, ...) \
	row_put((m), (sheet), (const struct str[]){ __VA_ARGS__ }, \
	    sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
void row_headings(struct making *m);
struct str row_day(struct making *m, int64_t day);	/* DAY_OPEN: "" */
/* "sample:CODE"; "" for "". */
struct str row_ref(struct making *m, struct str code);
struct str row_numbered(struct making *m, const char *prefix, uint32_t n);
struct str row_number(struct making *m, int64_t n);
/* ${form} with its first ${mark} replaced. */
struct str row_replaced(struct making *m, struct str form, const char *mark,
    struct str by);
#define SOURCE	S("sample")

/* sample_tables.c */
enum err table_all(struct making *m, struct note *note);
int kind_named(const struct tables *t, struct str kind);
/* A table's rows with the columns named in ${heads} (NULL ends), in order. */
struct table {
	const char		*file;
	const char *const	*heads;
	enum err		(*row)(void *arg, const struct str *cell,
				    struct note *note);
	void			*arg;
};
enum err table_read(const char *folder, const struct table *table,
    struct note *note);

/* sample_sites.c */
enum err site_read(struct making *m, struct note *note);
/* Is this division ${s} the target, or below it? */
bool site_under(const struct sites *s, int site, int target);
/* The division's name on a day, a county's with its prefecture before it. */
struct str site_called(struct making *m, int site, int64_t day);

/* sample_organs.c: which bodies a division has, and their rows. */
bool site_has(const struct making *m, int site, int kind);
int64_t organ_since(const struct making *m, int site, int kind);
struct str organ_code(struct making *m, int site, int kind);
int64_t organ_central_since(const struct making *m, int organ);
struct str organ_central(struct making *m, int organ);
/* The same kind above: of the nearest division that has it; "" if none. */
struct str organ_upper(struct making *m, int site, int kind);
void organ_centre(struct making *m);
void site_make(struct making *m, int site);
/* How many there are without units, and what they weigh in systems. */
void site_count(const struct making *m, int64_t *ret_bodies,
    int64_t *ret_weight);
/* Its states, in which ${b->name} becomes the last name it has. */
void made_states(struct making *m, struct made *b);
/* All of the body beside its states; then its memory goes. */
void made_fill(struct making *m, struct made *b, int weight);
/* 0 for those of whom only the outline is told. */
int made_weight(const struct making *m, int site, int level, bool unit);

/* sample_units.c */
/* 甲, 乙 … 甲子 …: the ${n}-th name that nobody bears. */
struct str row_invented(struct making *m, uint32_t n);
void site_units(struct making *m, int site);
void site_towns(struct making *m, int site);

/* sample_people.c: posts, persons and tenures of a body. */
void made_people(struct making *m, struct made *b);
struct str holder_ref(struct making *m, uint32_t person);
/* The person of an open tenure, for the ${n}-th question; 0: nobody. */
uint32_t holder_open(const struct making *m, const struct made *b, bool duty,
    size_t n, int64_t since);

/* sample_duty.c: telephones and duty rosters. */
void made_duty(struct making *m, const struct made *b);

/* sample_systems.c: systems and contracts. */
void made_systems(struct making *m, const struct made *b, int64_t n);
/* Who protects or regulates the branch for this division; "" nobody. */
struct str branch_regulator(struct making *m, int site, struct str branch);

/* sample_industries.c */
void branch_industries(struct making *m);
void branch_regulators(struct making *m, int site);	/* NONE: the nation */

#endif
