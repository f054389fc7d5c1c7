/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shelf FILE…: print C that defines the packs which the program offers, by their
 * files' names (src/rulebook/offered.h).
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static int
bytes_put(int i, const char *path, uintmax_t *ret_n)
{
	FILE *in = fopen(path, "rb");
	uintmax_t n = 0;
	int c, bad;

	if (in == NULL)
		return 1;
	printf("static const char pack_%d[] = {", i);
	for (; (c = getc(in)) != EOF; n++)
		printf("%s%d,", n % 20 == 0 ? "\n\t" : "", c > 127 ? c - 256 : c);
	printf("\n\t0\n};\n");
	bad = ferror(in);
	(void)fclose(in);
	*ret_n = n;
	return bad != 0;
}

int
main(int argc, char **argv)
{
	enum { PACKS_MAX = 200 };
	static uintmax_t size[PACKS_MAX];

	if (argc < 2 || argc > PACKS_MAX) {
		fprintf(stderr, "usage: shelf FILE...\n");
		return 2;
	}
	printf("/* Made by tools/shelf.c. */\n#include \"rulebook/offered.h\"\n");
	for (int i = 1; i < argc; i++)
		if (bytes_put(i, argv[i], &size[i]) != 0) {
			fprintf(stderr, "shelf: %s cannot be read\n", argv[i]);
			return 1;
		}
	printf("const struct offered offered_packs[] = {\n");
	for (int i = 1; i < argc; i++)
		printf("\t{ \"%s\", { pack_%d, %" PRIuMAX " } },\n",
		    base_name(argv[i]), i, size[i]);
	printf("};\nconst size_t offered_npacks = %d;\n", argc - 1);
	return fflush(stdout) != 0;
}
