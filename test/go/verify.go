// SPDX-License-Identifier: Apache-2.0

// Verify checks an exported ledger with code that is not ours: the note and
// tlog packages of golang.org/x/mod, as Debian packages them
// (golang-1.19-go, golang-golang-x-mod-dev).
//
//	verify VKEY DIR [COUNT]
//
// DIR is a static log as C2SP tlog-tiles lays it out. The checkpoint's
// signature, the root over the tiles, and every entry of every bundle are
// checked; then COUNT (100) proofs of inclusion at spread indexes, and proofs
// of consistency between several sizes.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height, width = 8, 256

// A folder is the tlog.TileReader over the files of DIR.
type folder string

func (f folder) Height() int { return height }

// path drops the height, which x/mod says and tlog-tiles does not.
func (f folder) path(t tlog.Tile) string {
	p := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", height))
	p = strings.Replace(p, "data/", "entries/", 1)
	return filepath.Join(string(f), "tile", filepath.FromSlash(p))
}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, t := range tiles {
		d, err := os.ReadFile(f.path(t))
		if err != nil {
			return nil, err
		}
		if len(d) != t.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has %d bytes", f.path(t), len(d))
		}
		data = append(data, d)
	}
	return data, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// bundle reads the entries [n*256, n*256+w).
func (f folder) bundle(n int64, w int) ([][]byte, error) {
	path := f.path(tlog.Tile{H: height, L: -1, N: n, W: w})
	d, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(d) >= 2 {
		size := int(binary.BigEndian.Uint16(d))
		if d = d[2:]; len(d) < size {
			break
		}
		entries = append(entries, d[:size])
		d = d[size:]
	}
	if len(d) != 0 || len(entries) != w {
		return nil, fmt.Errorf("%s does not hold %d entries", path, w)
	}
	return entries, nil
}

// A log is a checkpoint whose signature was verified, and its files.
type log struct {
	folder
	origin string
	tree   tlog.Tree
	hashes tlog.HashReader
}

func open(vkey, dir string) (*log, error) {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, err
	}
	msg, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return nil, err
	}
	n, err := note.Open(msg, note.VerifierList(v))
	if err != nil {
		return nil, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != v.Name() {
		return nil, errors.New("the checkpoint is not the key's")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return nil, errors.New("the checkpoint has no size")
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return nil, errors.New("the checkpoint has no root")
	}
	l := &log{folder: folder(dir), origin: lines[0]}
	l.tree.N = size
	copy(l.tree.Hash[:], root)
	l.hashes = tlog.TileHashReader(l.tree, l.folder)
	return l, nil
}

// holds is how many entries bundle n has.
func (l *log) holds(n int64) int {
	if left := l.tree.N - n*width; left < width {
		return int(left)
	}
	return width
}

// entries compares every entry with its hash in the tree; reading the hashes
// checks every tile of every level against the root.
func (l *log) entries() error {
	for n := int64(0); n*width < l.tree.N; n++ {
		entries, err := l.bundle(n, l.holds(n))
		if err != nil {
			return err
		}
		var indexes []int64
		for i := range entries {
			indexes = append(indexes,
				tlog.StoredHashIndex(0, n*width+int64(i)))
		}
		hashes, err := l.hashes.ReadHashes(indexes)
		if err != nil {
			return fmt.Errorf("bundle %d: %v", n, err)
		}
		for i, e := range entries {
			if tlog.RecordHash(e) != hashes[i] {
				return fmt.Errorf("entry %d is not the tree's",
					n*width+int64(i))
			}
		}
	}
	return nil
}

// included proves COUNT entries, the first and the last among them.
func (l *log) included(count int64) (int64, error) {
	if count > l.tree.N {
		count = l.tree.N
	}
	for i := int64(0); i < count; i++ {
		seq := l.tree.N - 1
		if count > 1 {
			seq = i * (l.tree.N - 1) / (count - 1)
		}
		entries, err := l.bundle(seq/width, l.holds(seq/width))
		if err != nil {
			return 0, err
		}
		p, err := tlog.ProveRecord(l.tree.N, seq, l.hashes)
		if err != nil {
			return 0, fmt.Errorf("proving entry %d: %v", seq, err)
		}
		h := tlog.RecordHash(entries[seq%width])
		if err := tlog.CheckRecord(p, l.tree.N, l.tree.Hash, seq,
			h); err != nil {
			return 0, fmt.Errorf("entry %d: %v", seq, err)
		}
	}
	return count, nil
}

// consistent proves that each of several sizes begins the next one.
func (l *log) consistent() (int, error) {
	there := make(map[int64]bool)
	for _, n := range []int64{1, 2, 3, 255, 256, 257, 65535, 65536, 65537,
		l.tree.N / 7, l.tree.N / 2, l.tree.N - 1, l.tree.N} {
		if n > 0 && n <= l.tree.N {
			there[n] = true
		}
	}
	proofs := 0
	for small := range there {
		for large := range there {
			if small >= large {
				continue
			}
			if err := l.grew(small, large); err != nil {
				return 0, fmt.Errorf("size %d to %d: %v", small,
					large, err)
			}
			proofs++
		}
	}
	return proofs, nil
}

func (l *log) grew(small, large int64) error {
	before, err := tlog.TreeHash(small, l.hashes)
	if err != nil {
		return err
	}
	after := l.tree.Hash
	if large != l.tree.N {
		if after, err = tlog.TreeHash(large, l.hashes); err != nil {
			return err
		}
	}
	p, err := tlog.ProveTree(large, small, l.hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(p, large, after, small, before)
}

func verify(vkey, dir string, count int64) error {
	l, err := open(vkey, dir)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(l.tree.N, l.hashes)
	if err != nil {
		return err
	}
	if l.tree.N == 0 {
		root = emptyRoot
	}
	if root != l.tree.Hash {
		return errors.New("the tiles have another root")
	}
	if err := l.entries(); err != nil {
		return err
	}
	inclusion, err := l.included(count)
	if err != nil {
		return err
	}
	consistency, err := l.consistent()
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d entries, %d inclusion and %d consistency proofs hold\n",
		l.origin, l.tree.N, inclusion, consistency)
	return nil
}

// emptyRoot is SHA-256 of nothing; this version of tlog knows no empty tree.
var emptyRoot = tlog.Hash{
	0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8,
	0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c,
	0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
}

func main() {
	count := int64(100)
	if len(os.Args) == 4 {
		var err error
		if count, err = strconv.ParseInt(os.Args[3], 10, 64); err != nil ||
			count < 1 {
			os.Args = nil
		}
	}
	if len(os.Args) != 3 && len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: verify VKEY DIR [COUNT]")
		os.Exit(2)
	}
	if err := verify(os.Args[1], os.Args[2], count); err != nil {
		fmt.Fprintln(os.Stderr, "verify:", err)
		os.Exit(1)
	}
}
