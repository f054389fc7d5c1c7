/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test/lib/test.h"

TEST("each error has its own name and its words")
{
	for (enum err i = 0; i < ERR__MAX; i++) {
		CHECK(strncmp(err_name(i), "ERR_", 4) == 0);
		CHECK(strlen(err_words(i)) > 4);
		CHECK_INT(err_words(i)[strlen(err_words(i)) - 1], '.');
		for (enum err k = 0; k < i; k++)
			CHECK(strcmp(err_name(i), err_name(k)) != 0);
	}
	CHECK_STR(str_of(err_name(ERR_OK)), "ERR_OK");
	CHECK_STR(str_of(err_name(ERR_STOPPED)), "ERR_STOPPED");
}

TEST("only success ends a program with 0, and no two ends are alike")
{
	CHECK_INT(err_exit(ERR_OK), 0);
	for (enum err i = 1; i < ERR__MAX; i++) {
		CHECK(err_exit(i) > 0 && err_exit(i) <= 255);
		for (enum err k = 0; k < i; k++)
			CHECK(err_exit(i) != err_exit(k));
	}
}

TEST("a web client is told success or a failure of its or our side")
{
	CHECK_INT(err_http(ERR_OK), 200);
	for (enum err i = 1; i < ERR__MAX; i++)
		CHECK(err_http(i) >= 400 && err_http(i) < 600);
	CHECK_INT(err_http(ERR_NOTFOUND), 404);
	CHECK_INT(err_http(ERR_BUSY), 503);
}

TEST("a number that is no error is a defect")
{
	CHECK_STR(str_of(err_name((enum err)ERR__MAX)), "ERR_BUG");
	CHECK_STR(str_of(err_name((enum err)-1)), "ERR_BUG");
	CHECK_INT(err_exit((enum err)9999), err_exit(ERR_BUG));
	CHECK_INT(err_http((enum err)9999), 500);
	CHECK(err_words((enum err)9999) == err_words(ERR_BUG));
}

TEST("a stop aborts and says why on standard error")
{
	char said[128] = "";
	int fd[2], status = -1;
	pid_t pid;

	CHECK_INT(pipe(fd), 0);
	if ((pid = fork()) == 0) {
		(void)dup2(fd[1], STDERR_FILENO);
		(void)signal(SIGABRT, SIG_DFL);
		err_stop("the moon fell");
	}
	CHECK_INT(close(fd[1]), 0);
	CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
	CHECK(read(fd[0], said, sizeof said - 1) > 0);
	CHECK_INT(close(fd[0]), 0);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	CHECK_STR(str_of(said), "anze: stopped, since the moon fell\n");
}
