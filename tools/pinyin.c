/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pinyin FILE: how is each Chinese character read?  Prints C (the tables of
 * src/base/pinyin_in.h) made of Unicode's Unihan_Readings.txt.
 *
 * A character's readings without tones, the usual one first: kMandarin, then
 * kHanyuPinlu by how often they were counted, then those of the table of standard
 * characters (kTGHZ2013), else of a dictionary (kXHC1983).  "Rare" are those
 * that were hardly or never counted: as surnames they live on.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LINE_BYTES	= 4096,
	SYLLABLE_BYTES	= 8,
	READINGS	= 8,		/* of one character */
	SYLLABLES	= 1000,
	CHARS		= 100000,
	ENTRIES		= 200000,
	RARE		= 0x8000,	/* beside the number of a syllable */
	RARE_SHARE	= 100		/* less than one in so many */
};

enum source { MANDARIN, PINLU, TGHZ, XHC, SOURCES };

static const char *const source_names[SOURCES] = {
	[MANDARIN] = "kMandarin",
	[PINLU] = "kHanyuPinlu",
	[TGHZ] = "kTGHZ2013",
	[XHC] = "kXHC1983",
};

/* What one source says of a character. */
struct said {
	char	text[READINGS][SYLLABLE_BYTES];
	long	counted[READINGS];
	int	n;
};

struct made {
	char		syllable[SYLLABLES][SYLLABLE_BYTES];
	int		nsyllables;
	uint32_t	cp[CHARS], first[CHARS];
	uint16_t	entry[ENTRIES];
	int		nchars, nentries;
};

/* Vowels with their tones, as UTF-8, and what is typed for them. */
static const struct {
	const char	*from;
	char		 to;
} vowels[] = {
	{ "ā", 'a' }, { "á", 'a' }, { "ǎ", 'a' }, { "à", 'a' },
	{ "ē", 'e' }, { "é", 'e' }, { "ě", 'e' }, { "è", 'e' },
	{ "ê", 'e' }, { "ế", 'e' }, { "ề", 'e' },
	{ "ī", 'i' }, { "í", 'i' }, { "ǐ", 'i' }, { "ì", 'i' },
	{ "ō", 'o' }, { "ó", 'o' }, { "ǒ", 'o' }, { "ò", 'o' },
	{ "ū", 'u' }, { "ú", 'u' }, { "ǔ", 'u' }, { "ù", 'u' },
	{ "ü", 'v' }, { "ǖ", 'v' }, { "ǘ", 'v' }, { "ǚ", 'v' }, { "ǜ", 'v' },
	{ "ń", 'n' }, { "ň", 'n' }, { "ǹ", 'n' }, { "ḿ", 'm' },
};

/* A reading without its tone; its length in ${text}, 0: none stands there. */
static size_t
reading_take(const char *text, char ret[SYLLABLE_BYTES])
{
	size_t at = 0, n = 0;

	while (n < SYLLABLE_BYTES - 1) {
		size_t bytes = 0;

		if (text[at] >= 'a' && text[at] <= 'z') {
			ret[n++] = text[at++];
			continue;
		}
		if ((text[at] & 0xFF) == 0xCC) {	/* a tone by itself */
			at += 2;
			continue;
		}
		for (size_t i = 0; i < sizeof vowels / sizeof vowels[0]; i++)
			if (strncmp(text + at, vowels[i].from,
			    strlen(vowels[i].from)) == 0) {
				ret[n++] = vowels[i].to;
				bytes = strlen(vowels[i].from);
				break;
			}
		if (bytes == 0)
			break;
		at += bytes;
	}
	ret[n] = '\0';
	return at;
}

static void
said_add(struct said *s, const char *text, long counted)
{
	int i = 0;

	while (i < s->n && strcmp(s->text[i], text) != 0)
		i++;
	if (i == READINGS || text[0] == '\0')
		return;
	if (i == s->n) {
		(void)snprintf(s->text[i], SYLLABLE_BYTES, "%s", text);
		s->counted[i] = 0;
		s->n++;
	}
	s->counted[i] += counted;
}

/* "xíng(2943) háng(218)", "131.140:háng 408.120:xíng", "0441.1,0442:xíng". */
static void
said_read(struct said *s, const char *text)
{
	char one[SYLLABLE_BYTES];
	size_t n;

	while (*text != '\0') {
		if ((n = reading_take(text, one)) == 0) {
			text++;
			continue;
		}
		text += n;
		said_add(s, one, *text == '(' ? strtol(text + 1, NULL, 10) : 0);
	}
}

static int
syllable_of(struct made *m, const char *text)
{
	int i = 0;

	while (i < m->nsyllables && strcmp(m->syllable[i], text) != 0)
		i++;
	if (i == m->nsyllables && i < SYLLABLES) {
		(void)snprintf(m->syllable[i], SYLLABLE_BYTES, "%s", text);
		m->nsyllables++;
	}
	return i;
}

/* Is it hardly read so?  Where nothing was counted, all but the first. */
static bool
is_rare(const struct said *pinlu, const char *text, bool first)
{
	long all = 0, mine = 0;

	for (int i = 0; i < pinlu->n; i++) {
		all += pinlu->counted[i];
		if (strcmp(pinlu->text[i], text) == 0)
			mine = pinlu->counted[i];
	}
	return !first && (pinlu->n == 0 || mine * RARE_SHARE < all);
}

static void
char_end(struct made *m, uint32_t cp, struct said said[SOURCES])
{
	struct said all = { .n = 0 };

	for (int s = 0; s < SOURCES; s++)
		for (int i = 0; i < said[s].n; i++)
			if (s != XHC || said[TGHZ].n == 0)
				said_add(&all, said[s].text[i], 0);
	if (all.n != 0 && m->nchars < CHARS &&
	    m->nentries + all.n <= ENTRIES) {
		m->cp[m->nchars] = cp;
		m->first[m->nchars++] = (uint32_t)m->nentries;
		for (int i = 0; i < all.n; i++)
			m->entry[m->nentries++] = (uint16_t)(syllable_of(m,
			    all.text[i]) | (is_rare(&said[PINLU],
			    all.text[i], i == 0) ? RARE : 0));
	}
	memset(said, 0, SOURCES * sizeof *said);
}

static void
file_read(struct made *m, FILE *in)
{
	static struct said said[SOURCES];
	char line[LINE_BYTES], name[32];
	uint32_t cp = 0, now;
	int at;

	while (fgets(line, sizeof line, in) != NULL) {
		at = 0;
		if (sscanf(line, "U+%x %31s %n", &now, name, &at) != 2 ||
		    at == 0)
			continue;
		if (now != cp)
			char_end(m, cp, said);
		cp = now;
		for (int s = 0; s < SOURCES; s++)
			if (strcmp(name, source_names[s]) == 0)
				said_read(&said[s], line + at);
	}
	char_end(m, cp, said);
}

static int
syllable_compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* By the alphabet, so that a syllable can be looked up. */
static void
syllables_sort(struct made *m)
{
	static char was[SYLLABLES][SYLLABLE_BYTES];
	uint16_t now[SYLLABLES] = { 0 };

	memcpy(was, m->syllable, sizeof was);
	qsort(m->syllable, (size_t)m->nsyllables, SYLLABLE_BYTES,
	    syllable_compare);
	for (int i = 0; i < m->nsyllables; i++)
		now[i] = (uint16_t)(((char *)bsearch(was[i], m->syllable,
		    (size_t)m->nsyllables, SYLLABLE_BYTES, syllable_compare) -
		    m->syllable[0]) / SYLLABLE_BYTES);
	for (int i = 0; i < m->nentries; i++)
		m->entry[i] = (uint16_t)(now[m->entry[i] & ~RARE] |
		    (m->entry[i] & RARE));
}

static void
print(const struct made *m)
{
	printf("/* Made by tools/pinyin.c of Unicode's Unihan database:\n"
	    " * https://www.unicode.org/terms_of_use.html */\n"
	    "#include \"base/pinyin_in.h\"\n"
	    "const char pinyin_syllables[][PINYIN_SYLLABLE] = {");
	for (int i = 0; i < m->nsyllables; i++)
		printf("%s\"%s\",", i % 8 == 0 ? "\n\t" : " ", m->syllable[i]);
	printf("\n};\nconst size_t pinyin_nsyllables = %d;\n"
	    "const uint16_t pinyin_entries[] = {", m->nsyllables);
	for (int i = 0; i < m->nentries; i++)
		printf("%s%d,", i % 12 == 0 ? "\n\t" : " ", m->entry[i]);
	printf("\n};\nconst struct pinyin_char pinyin_chars[] = {");
	for (int i = 0; i < m->nchars; i++)
		printf("%s{ %u, %u },", i % 4 == 0 ? "\n\t" : " ", m->cp[i],
		    m->first[i]);
	printf("\n\t{ 0, %d }\n};\nconst size_t pinyin_nchars = %d;\n",
	    m->nentries, m->nchars);
}

int
main(int argc, char **argv)
{
	static struct made m;
	FILE *in;

	if (argc != 2 || (in = fopen(argv[1], "r")) == NULL) {
		fprintf(stderr, "usage: pinyin Unihan_Readings.txt\n");
		return 2;
	}
	file_read(&m, in);
	if (ferror(in) || m.nchars == 0 || m.nchars == CHARS ||
	    m.nsyllables == SYLLABLES) {
		fprintf(stderr, "pinyin: %s is no table of readings\n",
		    argv[1]);
		return 1;
	}
	(void)fclose(in);
	syllables_sort(&m);
	print(&m);
	return fflush(stdout) != 0;
}
