/* SPDX-License-Identifier: Apache-2.0 */
/*
 * embed NAME FILE: print C that defines the file's bytes as
 * const char NAME[] (with a NUL behind them) and const size_t NAME_size.
 */
#include <inttypes.h>
#include <stdio.h>

static int
embed(const char *name, FILE *in)
{
	uintmax_t n = 0;
	int c;

	printf("/* Made by tools/embed.c. */\n#include <stddef.h>\n"
	    "extern const char %s[];\nextern const size_t %s_size;\n"
	    "const char %s[] = {", name, name, name);
	for (; (c = getc(in)) != EOF; n++)
		printf("%s%d,", n % 20 == 0 ? "\n\t" : "", c > 127 ? c - 256 : c);
	printf("\n\t0\n};\nconst size_t %s_size = %" PRIuMAX ";\n", name, n);
	return ferror(in) || fflush(stdout) != 0 ? 1 : 0;
}

int
main(int argc, char **argv)
{
	FILE *in;
	int r;

	if (argc != 3 || (in = fopen(argv[2], "rb")) == NULL) {
		fprintf(stderr, "usage: embed NAME FILE\n");
		return 2;
	}
	r = embed(argv[1], in);
	(void)fclose(in);
	return r;
}
