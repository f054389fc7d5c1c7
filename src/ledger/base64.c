/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/base64.h"

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_put(struct buf *b, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	buf_room(b, (n + 2) / 3 * 4);
	for (; n != 0; p += 3) {
		uint32_t three = (uint32_t)p[0] << 16;
		char four[4];

		if (n > 1)
			three |= (uint32_t)p[1] << 8;
		if (n > 2)
			three |= p[2];
		four[0] = digits[three >> 18];
		four[1] = digits[three >> 12 & 63];
		four[2] = n > 1 ? digits[three >> 6 & 63] : '=';
		four[3] = n > 2 ? digits[three & 63] : '=';
		buf_put(b, four, sizeof four);
		n -= n > 3 ? 3 : n;
	}
}

static int
digit_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool
base64_read(struct str text, unsigned char *ret, size_t *ret_n)
{
	size_t pads = 0, n = 0;

	if (text.n % 4 != 0)
		return false;
	while (pads < 2 && pads < text.n && text.p[text.n - 1 - pads] == '=')
		pads++;
	for (size_t i = 0; i < text.n; i += 4) {
		size_t blank = i + 4 == text.n ? pads : 0;
		uint32_t three = 0;

		for (size_t k = 0; k < 4 - blank; k++) {
			int v = digit_value(text.p[i + k]);

			if (v < 0)
				return false;
			three |= (uint32_t)v << (18 - 6 * k);
		}
		if ((three & ((UINT32_C(1) << 8 * blank) - 1)) != 0)
			return false;
		for (size_t k = 0; k < 3 - blank; k++)
			ret[n++] = (unsigned char)(three >> (16 - 8 * k));
	}
	*ret_n = n;
	return true;
}
