/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which library functions may not be used in this house?  Those named here:
 * using one stops the compiler, and the made-up name says what to use.
 * Every source file sees this header, since the build includes it first.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/* Their declarations must be read before the names are taken away. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(name, use) name##_is_banned__use_##use

#undef strcpy
#define strcpy(...)	BANNED(strcpy, str_copy)
#undef strcat
#define strcat(...)	BANNED(strcat, struct_buf)
#undef strncpy
#define strncpy(...)	BANNED(strncpy, str_copy)
#undef strncat
#define strncat(...)	BANNED(strncat, struct_buf)
#undef strtok
#define strtok(...)	BANNED(strtok, str_cut)
#undef sprintf
#define sprintf(...)	BANNED(sprintf, str_fmt)
#undef vsprintf
#define vsprintf(...)	BANNED(vsprintf, str_vfmt)
#undef gets
#define gets(...)	BANNED(gets, fgets)
#undef atoi
#define atoi(...)	BANNED(atoi, str_int)
#undef atol
#define atol(...)	BANNED(atol, str_int)
#undef atoll
#define atoll(...)	BANNED(atoll, str_int)
#undef atof
#define atof(...)	BANNED(atof, decimal_parse)
#undef strtod
#define strtod(...)	BANNED(strtod, decimal_parse)
#undef gmtime
#define gmtime(...)	BANNED(gmtime, civil_from_day)
#undef localtime
#define localtime(...)	BANNED(localtime, zone_local)
#undef ctime
#define ctime(...)	BANNED(ctime, show_moment)
#undef asctime
#define asctime(...)	BANNED(asctime, show_moment)
#undef time
#define time(...)	BANNED(time, timesource_now)
#undef rand
#define rand(...)	BANNED(rand, chance_bytes)
#undef srand
#define srand(...)	BANNED(srand, chance_bytes)
#undef setlocale
#define setlocale(...)	BANNED(setlocale, say_lang)
#undef tmpnam
#define tmpnam(...)	BANNED(tmpnam, mkstemp)
#undef system
#define system(...)	BANNED(system, posix_spawn)

#endif
