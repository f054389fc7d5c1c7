/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/timesource.h"

enum { FOLDER_MODE = 0700, TEMP_TRIES = 16, READ_PIECE = 16 * 1024,
    HASH_PIECE = 64 * 1024 };

static const char temp_mark[] = "/.writing-";

static const struct {
	int		 errnum;
	enum err	 err;
	const char	*msg;
} errors[] = {
	{ ENOSPC, ERR_FULL,
	    M("There is no room left on the disk for {path}. Free some space "
	    "and try again.") },
	{ EDQUOT, ERR_FULL,
	    M("The quota of disk space is used up; {path} does not fit. Free "
	    "some space or ask for more, and try again.") },
	{ ENOENT, ERR_NOTFOUND,
	    M("There is no {path}. Check the name.") },
	{ EACCES, ERR_DENIED,
	    M("{path} may not be used by this account. Change its permissions "
	    "or those of the folders above, or run the program as its "
	    "owner.") },
	{ EPERM, ERR_DENIED,
	    M("The system does not permit this with {path}. Run the program "
	    "as its owner, or choose another place.") },
	{ EROFS, ERR_IO,
	    M("{path} lies on a disk that can only be read. Choose another "
	    "place or have the disk made writable.") },
	{ EISDIR, ERR_IO,
	    M("{path} is a folder, where a file is wanted. Give another "
	    "name.") },
	{ ENOTDIR, ERR_IO,
	    M("{path} is a file, or leads through one, where a folder is "
	    "wanted. Give another name.") },
	{ ENAMETOOLONG, ERR_IO,
	    M("The name {path} is too long for this disk. Give a shorter "
	    "one.") },
	{ EMFILE, ERR_IO,
	    M("{path} cannot be opened: this program has too many files open. "
	    "Raise its limit (ulimit -n) and try again.") },
	{ ENFILE, ERR_IO,
	    M("{path} cannot be opened: the machine has too many files open. "
	    "Close other programs and try again.") },
	{ EIO, ERR_IO,
	    M("The disk reports an error on {path}. Check the disk before you "
	    "go on, and have a backup ready.") },
};

enum err
file_error(struct note *note, int errnum, const char *path)
{
	size_t n = sizeof errors / sizeof *errors;
	const char *why = strerrordesc_np(errnum);

	if (errnum == ENOMEM)
		return note_memory(note);
	for (size_t i = 0; i < n; i++)
		if (errors[i].errnum == errnum)
			return NOTE(note, errors[i].err, errors[i].msg,
			    A_CSTR("path", path));
	return NOTE(note, ERR_IO,
	    M("{path} could not be read or written. The system says: {why}. "
	    "Mend that and try again."),
	    A_CSTR("path", path), A_CSTR("why", why == NULL ? "?" : why));
}

static enum err
too_large(const char *path, size_t most, struct note *note)
{
	return NOTE(note, ERR_LIMIT,
	    M("{path} has more than {most} bytes, the most that is read here. "
	    "Check that it is the right file."),
	    A_CSTR("path", path), A_INT("most", (int64_t)most));
}

/* Read from ${fd} to its end; ${size} is a guess. */
static enum err
read_all(int fd, const char *path, size_t size, size_t most, struct buf *b,
    struct note *note)
{
	ssize_t n;

	buf_room(b, size == 0 ? READ_PIECE : size + 1);
	for (;;) {
		if (buf_failed(b))
			return note_memory(note);
		n = read(fd, b->p + b->n, b->room - b->n - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return file_error(note, errno, path);
		if (n == 0)
			break;
		b->n += (size_t)n;
		if (b->n > most)
			return too_large(path, most, note);
		buf_room(b, 1);
	}
	b->p[b->n] = '\0';
	return ERR_OK;
}

enum err
file_read(struct arena *a, const char *path, size_t most, struct str *ret,
    struct note *note)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct buf b = BUF_IN(a);
	struct stat s;
	size_t size = 0;
	enum err r;

	if (fd < 0)
		return file_error(note, errno, path);
	if (fstat(fd, &s) != 0) {
		r = file_error(note, errno, path);
		goto out;
	}
	/* What has no size, like a pipe, is read until it ends. */
	if (S_ISREG(s.st_mode) && s.st_size > 0)
		size = (size_t)s.st_size;
	if (size > most)
		r = too_large(path, most, note);
	else if ((r = read_all(fd, path, size, most, &b, note)) == ERR_OK)
		*ret = buf_view(&b);
out:
	(void)close(fd);
	return r;
}

enum err
file_read_hash(const char *path, struct hasher *h, struct hash *ret,
    struct note *note)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char piece[HASH_PIECE];
	ssize_t n = -1;
	enum err r = ERR_OK;

	if (fd < 0)
		return file_error(note, errno, path);
	hasher_start(h);
	while ((n = read(fd, piece, sizeof piece)) > 0 ||
	    (n < 0 && errno == EINTR))
		if (n > 0)
			hasher_put(h, piece, (size_t)n);
	if (n < 0)
		r = file_error(note, errno, path);
	else
		*ret = hasher_end(h);
	(void)close(fd);
	return r;
}

/* The folder that holds ${path}: "." for a bare name. */
static struct str
folder_of(struct str path)
{
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	while (path.n > 0 && path.p[path.n - 1] != '/')
		path.n--;
	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	return path.n == 0 ? S(".") : path;
}

static enum err
folder_sync(const char *folder, struct note *note)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err r = ERR_OK;

	if (fd < 0)
		return file_error(note, errno, folder);
	/* Some network and memory disks know no fsync of a folder. */
	if (fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP)
		r = file_error(note, errno, folder);
	(void)close(fd);
	return r;
}

enum err
file_sync_folder(const char *path, struct note *note)
{
	struct buf folder = BUF_INIT;
	enum err r;

	buf_str(&folder, folder_of(str_of(path)));
	r = buf_failed(&folder) ? note_memory(note) :
	    folder_sync(folder.p, note);
	buf_free(&folder);
	return r;
}

static enum err
write_all(int fd, struct str bytes, const char *path, struct note *note)
{
	while (bytes.n > 0) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return file_error(note, errno, path);
		bytes = str_part(bytes, (size_t)n, bytes.n);
	}
	return ERR_OK;
}

/* Make a file beside ${path} that nobody else has; its name in ${temp}. */
static enum err
temp_make(const char *path, unsigned mode, struct buf *temp, int *ret_fd,
    struct note *note)
{
	unsigned char random[8];
	int fd = -1;

	for (int i = 0; i < TEMP_TRIES && fd < 0; i++) {
		chance_bytes(&chance_machine, random, sizeof random);
		buf_empty(temp);
		buf_str(temp, folder_of(str_of(path)));
		buf_text(temp, temp_mark);
		buf_hex(temp, random, sizeof random);
		if (buf_failed(temp))
			return note_memory(note);
		fd = open(temp->p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		    (mode_t)mode);
		if (fd < 0 && errno != EEXIST && errno != EINTR)
			break;
	}
	if (fd < 0)
		return file_error(note, errno, path);
	*ret_fd = fd;
	return ERR_OK;
}

enum err
file_write(const char *path, struct str bytes, unsigned mode,
    struct note *note)
{
	struct buf temp = BUF_INIT;
	int fd = -1;
	enum err r;

	if (path[0] == '\0') {
		r = file_error(note, ENOENT, path);
		goto out;
	}
	if ((r = temp_make(path, mode, &temp, &fd, note)) != ERR_OK)
		goto out;
	r = write_all(fd, bytes, path, note);
	if (r == ERR_OK && fsync(fd) != 0)
		r = file_error(note, errno, path);
	/* An interrupted close has closed; what it held is on the disk. */
	if (close(fd) != 0 && errno != EINTR && r == ERR_OK)
		r = file_error(note, errno, path);
	if (r == ERR_OK && rename(temp.p, path) != 0)
		r = file_error(note, errno, path);
	if (r != ERR_OK)
		(void)unlink(temp.p);
	else
		r = file_sync_folder(path, note);
out:
	buf_free(&temp);
	return r;
}

static bool
is_folder(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

/* Make one folder; those above are there. */
static enum err
folder_make(const char *path, struct note *note)
{
	if (is_folder(path))
		return ERR_OK;
	if (mkdir(path, FOLDER_MODE) == 0)
		return file_sync_folder(path, note);
	if (errno != EEXIST)
		return file_error(note, errno, path);
	/* Either somebody made it just now, or it is something else. */
	return is_folder(path) ? ERR_OK : file_error(note, ENOTDIR, path);
}

enum err
file_folder(const char *path, struct note *note)
{
	struct buf above = BUF_INIT;
	enum err r = ERR_OK;

	if (is_folder(path))
		return ERR_OK;
	buf_text(&above, path);
	if (buf_failed(&above)) {
		r = note_memory(note);
		goto out;
	}
	for (size_t i = 1; r == ERR_OK && i < above.n; i++)
		if (above.p[i] == '/' && above.p[i - 1] != '/') {
			above.p[i] = '\0';
			r = folder_make(above.p, note);
			above.p[i] = '/';
		}
	if (r == ERR_OK)
		r = folder_make(path, note);
out:
	buf_free(&above);
	return r;
}

bool
file_exists(const char *path)
{
	struct stat s;

	return lstat(path, &s) == 0;
}
