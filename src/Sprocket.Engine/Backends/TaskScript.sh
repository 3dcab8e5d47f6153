#!/bin/sh
{{! Runs in the container where there is one, so it is plain POSIX: an image may have no bash but the task's own shell. }}
# This word tells that the container came up and that what ends from now on is the command.
echo started
export {{environment*}}
cd {{workDirectory}} || exit 1
exec {{shell}} {{command}} >{{standardOutput}} 2>{{standardError}} </dev/null
