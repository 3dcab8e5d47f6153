#!/bin/sh
{{! Runs in the container where there is one, so it is plain POSIX: an image may have no bash but the task's own shell. }}
# This word tells that the container came up and that what ends from now on is the command.
echo started
export {{environment*}}
cd {{workDirectory}} || exit 1
command -v {{shell}} >/dev/null || {
    echo 'there is no shell '{{shell}}' where the command runs; name one that there is, such as sh, as run.task.shell' >{{standardError}}
    exit 127
}
exec {{shell}} {{command}} >{{standardOutput}} 2>{{standardError}} </dev/null
