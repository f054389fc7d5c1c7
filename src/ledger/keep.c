/* SPDX-License-Identifier: Apache-2.0 */
/* What do subjects keep from act to act? */
#include "ledger/ledger_in.h"

void **
tx_keep(struct tx *tx, const void *whose, void (*free)(void *kept))
{
	struct ledger *l = tx->ledger;

	for (size_t i = 0; i < LEDGER_KEEP_MAX; i++) {
		if (l->keep[i].whose == NULL) {
			l->keep[i].whose = whose;
			l->keep[i].free = free;
		}
		if (l->keep[i].whose == whose)
			return &l->keep[i].p;
	}
	return NULL;
}

void
keep_free(struct ledger *l)
{
	for (size_t i = 0; i < LEDGER_KEEP_MAX; i++)
		if (l->keep[i].p != NULL)
			l->keep[i].free(l->keep[i].p);
}
