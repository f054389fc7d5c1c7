# SPDX-License-Identifier: Apache-2.0
# Counts the tests in meson's testlog.txt: a line a suite, then the sum.
/^=+ [0-9]+\/[0-9]+ =+$/ { end_suite(); inside = 1; next }
inside && /^test: / { name = substr($0, 15); sub(/^ +/, "", name) }
inside && /^duration: / { time = $2 }
inside && /^result: / { result = substr($0, 9); sub(/^ +/, "", result) }
inside && /^not ok / && !/# (TODO|SKIP)/ { bad++ }
inside && /^ok / { if (/# SKIP/) skip++; else good++ }

function end_suite() {
	if (name == "")
		return
	if (good + bad + skip == 0) {
		if (result ~ /status 0/) good = 1
		else if (result ~ /status 77/) skip = 1
		else bad = 1
	} else if (result !~ /status 0/ && bad == 0)
		bad = 1
	printf "%-28s %5d passed %3d failed %3d skipped %8s\n", name, good,
	    bad, skip, time
	all_good += good; all_bad += bad; all_skip += skip
	name = ""; good = bad = skip = 0; result = ""
}

END {
	end_suite()
	if (status != 0 && all_bad == 0)
		all_bad = 1
	printf "%d passed, %d failed, %d skipped\n", all_good, all_bad, all_skip
	exit all_bad > 0
}
