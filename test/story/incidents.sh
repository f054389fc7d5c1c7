#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# An incident as the desks live it: one sentence is enough, a report by telephone
# is entered later, the level is decided, a situation waits for one fact, the
# ladder is taken; and all that can be typed wrong on the way.
. "${0%/*}/story.sh"
export ANZE_AS=keeper TZ=Asia/Shanghai

# Minutes ago, as one types it.
ago() {
	date -d "$1 minutes ago" +%Y-%m-%dT%H:%M
}

inc=INC-$(date +%Y)-0001
trace=TRC-$(date +%Y)-0001
known='受到网络攻击=是 网站类别=党政机关门户网站 网站级别=地市级
    涉及关键信息基础设施=否 运营者类别=其他运营者 涉及国家秘密=否'

story 'an incident needs one sentence and a body, and rules may be missing'
new_store
cat >bodies.csv <<'CSV'
source,code,name,kind,superior,from
nt,1,市委,party_committee,,2010-01-01
nt,2,市局,government,nt:1,2010-01-01
nt,3,省网信办,office,,2010-01-01
CSV
works anze body import bodies.csv
works anze system add --name 门户 --kind portal --owner nt:2 --from 2024-01-01
cat >persons.csv <<'CSV'
code,name,staff_no,from,to
1,张某甲,0107,2010-01-01,
CSV
works anze person import persons.csv
says 'INC-' anze incident report --body nt:2 --title 没有规则时的事件
lines 1 anze clock due
works anze pack adopt --all --yes

story 'what cannot be is refused with a sentence, and nothing changes'
unmoved fails 2 'Say in which body it happened' anze incident report --title 没有单位
unmoved fails 5 'nt:9' anze incident report --body nt:9 --title 单位不存在
unmoved fails 3 'Enter what has happened' anze incident report --body nt:2 --title 未来的事 \
    --discovered "$(date -d '2 hours' +%Y-%m-%dT%H:%M)"
unmoved fails 3 'would lie before “occurred”' \
    anze incident report --body nt:2 --title 倒着来 \
    --occurred "$(ago 10)" --discovered "$(ago 20)"
unmoved fails 3 'moon' anze incident report --body nt:2 --title 事实 \
    --fact moon=是
unmoved fails 3 '受到网络攻击' anze incident report --body nt:2 --title 事实 \
    --fact 受到网络攻击=也许
unmoved fails 5 'INC-1999-0001' anze incident show INC-1999-0001

story 'each clock that may apply runs until the level is decided'
place second
works anze init
works anze body import bodies.csv
works anze system add --name 门户 --kind portal --owner nt:2 --from 2024-01-01
works anze person import persons.csv
works anze pack adopt --all --yes
says "$inc" anze incident report --body nt:2 --title 门户被攻击 --system 门户 \
    --occurred "$(ago 420)" --discovered "$(ago 410)"
# shellcheck disable=SC2086 # one word a fact
works anze incident fact $inc $known 行为时间="$(ago 420)"
says "$inc…first-other" anze clock due
also 'precaution'
is_json anze incident show $inc --json

story 'a report by telephone is entered later, and its own times count'
unmoved fails 3 'what is still to be sent is not sent' anze incident submit $inc --kind initial \
    --channel telephone --sent "$(date -d '2 hours' +%Y-%m-%dT%H:%M)" \
    --to nt:3 --for first-other --proof 值班员接听
says 'reported to 省网信办 by telephone…Entered later…Still waiting' \
    anze incident submit $inc --kind initial \
    --channel telephone --sent "$(ago 370)" --to nt:3 --for first-other \
    --proof 值班员接听
unmoved fails 3 'before it was sent' anze incident receive $inc/1 --at "$(ago 380)" --receipt 9
works anze incident receive $inc/1 --at "$(ago 365)" --receipt 苏网信收0017
says 'first-other…on_time' anze incident deadline $inc
also 'onward-other'
is_json anze incident reports $inc --json

story 'a situation waits for one fact, and a person states it'
works anze incident outage $inc --what site --from "$(ago 420)"
says '8.2.2…open' anze trigger list --incident $inc
unmoved fails 3 'cannot be said yet' anze trigger confirm $inc 8.2.2 --body nt:1 --person 0107 \
    --reason 还不能判断
says '及时组织处置' anze --lang zh_CN trigger show $inc 8.2.2
works anze incident fact $inc 及时组织处置=否 --source 四小时后才启动预案
says '8.2.2…met' anze trigger list --incident $inc --outcome met

story 'a person decides the level, and the onward clock is met'
works anze incident grade $inc major --body nt:3 --reason 瘫痪已满六小时
says 'first-other…runs…on_time' anze incident deadline $inc
works anze incident submit $inc --kind onward --channel telephone \
    --sent "$(ago 330)" --body nt:3 --to-words 国家网信办 --for onward-other \
    --proof 值班室接听
says 'onward-other…runs…on_time' anze incident deadline $inc

story 'only a body with authority confirms, and then the ladder is taken'
unmoved fails 3 'nobody is named before' anze trace open $inc 8.2.2 --body nt:1 --person 0107 \
    --reason 尚未确认
unmoved fails 3 'has no authority here' anze trigger confirm $inc 8.2.2 --body nt:2 --person 0107 \
    --reason 不是有权机关
works anze trigger confirm $inc 8.2.2 --body nt:1 --person 0107 \
    --reason 六小时内没有组织处置
works anze trace open $inc 8.2.2 --body nt:1 --person 0107 --reason 已确认
says 'first_responsible…no_post' anze trace show $trace
also 'not_established'
unmoved fails 3 'rung' anze trace close $trace --person 0107 --reason 还没有审查
is_json anze trace show $trace --json

story 'the form can be printed, filled in and empty'
works anze incident form $inc --kind initial
also '市局'
works anze incident form --kind initial --empty
never '市局'

story 'a closed incident changes only after it is opened again'
works anze incident close $inc --body nt:1 --reason 处置完毕
unmoved fails 3 'is closed. Open it again first' anze incident fact $inc 受到网络攻击=否
works anze incident reopen $inc --reason 还有遗漏
works anze incident fact $inc 受到网络攻击=否 --source 复核
says 'lapsed' anze trigger list --incident $inc --state lapsed
also '8.2.2'

story 'of state secrets only that it moved is kept'
works anze incident report --body nt:2 --title '' --classified --channel-no 机0001
unmoved fails 3 'moved to the classified channel' \
    anze incident fact INC-"$(date +%Y)"-0002 受到网络攻击=是

story 'all of it verifies, and is the same when it is built anew'
works anze ledger verify
before=$(anze ledger digest)
works anze ledger rebuild
same "$before" "$(anze ledger digest)"

the_end
